import type { Measure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';

/** In settled housing three months after release: MI015a. No agency of the hub records it. */
export const settledAt3Months: Measure = {
  ...ofReleases,
  form: 'share',
  id: 'settled-at-3-months',
  title: 'In settled accommodation three months after release (MI015)',
  question: 'How many of those released live in accommodation that can last three months later?',
  version: 1,
  population: { words: 'Releases from custody.', sql: 'true' },
  clockStart: 'The London day of the release.',
  window: 'The day three calendar months after the release.',
  numerator: {
    words: 'In accommodation that provides a permanent housing solution on that day.',
    sql: 'false',
  },
  exclusions: [],
  agencies: ['probation'],
  source:
    'GOV.UK, Offender accommodation outcomes, statistical guidance and summary (25 July 2024), metric MI015a: 75.6% 2022/23, 73.5% 2023/24.',
  target: null,
  noRecords:
    'No agency of the hub records where people live after the first night: prisons know the address for the release alone, and probation’s record of accommodation has no event yet.',
};
