import type { Measure } from '@throughgate/measures';
import { employmentAfterRelease } from './employment-after-release.ts';

/** In work six months after release: MI017a. */
export const workAt6Months: Measure = {
  ...employmentAfterRelease('employment_at_6_months', 'the day six months after the release'),
  id: 'work-at-6-months',
  title: 'In work six months after release (MI017)',
  question:
    'How many of those released are in work six calendar months later, of those who could be and of whom it would be known?',
  version: 1,
  population: {
    words:
      'Releases from custody since which six calendar months have passed: from 31 August to the last day of February.',
    // DuckDB, as the rule, takes the last day of a month that is too short.
    sql: 'CAST(e.released_on + INTERVAL 6 MONTH AS DATE) <= $as_of',
  },
  window: 'The same day six calendar months later alone, or the last of that month where it has fewer days.',
  source:
    'GOV.UK, Offender employment outcomes, statistical guidance (25 July 2024 and 31 July 2025), metric MI017a: as MI016, six months after release (25.9% 2022/23, 31.1% 2023/24). That six months are by the calendar is our reading. As with work-at-6-weeks every release counts here, not cases of probation alone.',
  target: null,
};
