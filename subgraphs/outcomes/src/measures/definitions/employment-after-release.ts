import type { Condition, ShareMeasure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';

/** What the measures of work after a release have in common; `column` is that of how people stood on the day. */
export function employmentAfterRelease(
  column: 'employment_at_6_weeks' | 'employment_at_6_months',
  day: string,
): Pick<ShareMeasure, 'numerator' | 'exclusions' | 'agencies' | 'clockStart'> &
  typeof ofReleases & { readonly form: 'share' } {
  const is = (code: string) => `e.${column} IS NOT DISTINCT FROM '${code}'`;
  const exclusions: readonly Condition[] = [
    { words: `Back in custody on ${day}: not available for work.`, sql: is('IN_CUSTODY') },
    { words: `Died by ${day}.`, sql: is('DIED') },
    { words: `Removed from the country by ${day}.`, sql: is('REMOVED') },
    {
      words:
        'Unknown: neither the Jobcentre nor a provider holds a file of the person, so nobody would know.',
      sql: `e.${column} IS NULL`,
    },
  ];
  return {
    ...ofReleases,
    form: 'share',
    clockStart: 'The London day of the release; of several releases of a person on one day the last counts.',
    numerator: {
      words: `In work on ${day}: a job that a provider recorded covers the day; or the last claim to benefit that ended since the release was closed because work began, and none runs on the day.`,
      sql: is('IN_WORK'),
    },
    exclusions,
    agencies: ['prisons', 'jobcentre', 'providers'],
  };
}
