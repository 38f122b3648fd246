import type { Measure } from '@throughgate/measures';
import { employmentAfterRelease } from './employment-after-release.ts';

/** In work six weeks after release: MI016. */
export const workAt6Weeks: Measure = {
  ...employmentAfterRelease('employment_at_6_weeks', 'the 42nd day after the release'),
  id: 'work-at-6-weeks',
  title: 'In work six weeks after release (MI016)',
  question:
    'How many of those released are in work on the 42nd day, of those who could be and of whom it would be known?',
  version: 1,
  population: { words: 'Releases from custody.', sql: 'true' },
  window:
    'The 42nd day after the release alone: a job that ended before does not count, one that began after neither.',
  matureAfterDays: 42,
  source:
    'GOV.UK, Offender employment outcomes, statistical guidance (25 July 2024 and 31 July 2025), metric MI016: releases are counted, one of a day, without those unavailable for work or of unknown status (17.4% 2022/23, 19.3% 2023/24; 20.1% May 2024 to March 2025, as MI016R). Its list of excluded cases was not read at its source. It rests on what probation records of its cases and counts those alone; this one counts every release, by what the Jobcentre and providers record: by CATEGORY those whom nobody supervises can be told apart.',
  target: null,
};
