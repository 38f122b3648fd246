import type { Measure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';

/** Housed on the first night: MI014. */
export const housedFirstNight: Measure = {
  ...ofReleases,
  form: 'share',
  id: 'housed-first-night',
  title: 'Housed on the first night after release (MI014)',
  question:
    'How many of those released have somewhere to live on the first night, of those of whom the prison knew?',
  version: 1,
  population: { words: 'Releases from custody.', sql: 'true' },
  clockStart: null,
  window: 'The night after the day of the release.',
  numerator: {
    words:
      'The address that the prison last knew, by the day of the release, is a settled or a temporary one, approved premises, or of the community accommodation service (CAS3).',
    sql: "e.release_address_kind IN ('SETTLED', 'TEMPORARY', 'APPROVED_PREMISES', 'CAS3')",
  },
  exclusions: [
    {
      words: 'Unknown: the prison never said where the person would live, or did not know.',
      sql: 'e.release_address_kind IS NULL',
    },
    {
      words: 'Back in custody on the day of the release.',
      sql: 'e.again_in_custody_on IS NOT DISTINCT FROM e.released_on',
    },
    { words: 'Died on the day of the release.', sql: 'e.died_on IS NOT DISTINCT FROM e.released_on' },
  ],
  agencies: ['prisons'],
  source:
    'GOV.UK, Offender accommodation outcomes, statistical guidance and summary (25 July 2024 and 31 July 2025), metric MI014: housed is any settled or temporary accommodation, not shelters, emergency hostels, campsites, squatting or rough sleeping; out of scope and unknown cases are left out (86.3% 2022/23, 85.7% 2023/24, 84.0% 2024/25). It rests on what probation records of the first night; this one on the address that the prison knew before. The need for housing: DWP research report 784 (2:708–712).',
  target: null,
};
