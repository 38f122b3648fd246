import type { ShareMeasure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';

/** What the measures of coming back into custody have in common; `on` is the column of the day. */
export function withinAYear(
  on: 'newly_in_custody_on' | 'recalled_on',
  words: string,
): typeof ofReleases &
  Pick<
    ShareMeasure,
    | 'form'
    | 'population'
    | 'clockStart'
    | 'window'
    | 'matureAfterDays'
    | 'numerator'
    | 'exclusions'
    | 'agencies'
    | 'target'
  > {
  return {
    ...ofReleases,
    form: 'share',
    population: { words: 'Releases from custody.', sql: 'true' },
    clockStart: 'The London day of the release.',
    window: '365 days: the last of them counts.',
    matureAfterDays: 365,
    numerator: { words, sql: `e.${on} <= e.released_on + 365` },
    exclusions: [
      {
        words: 'Died within the 365 days before any such return.',
        sql: `e.died_on <= e.released_on + 365 AND coalesce(e.${on} > e.died_on, true)`,
      },
      {
        words: 'Removed from the country within the 365 days before any such return.',
        sql: `e.removed_on <= e.released_on + 365 AND coalesce(e.${on} > e.removed_on, true)`,
      },
    ],
    agencies: ['prisons', 'probation'],
    target: null,
  };
}
