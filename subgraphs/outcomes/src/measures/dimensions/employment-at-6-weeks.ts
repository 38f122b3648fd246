import { listedDimension } from './listed-dimension.ts';

/** How people stood towards work six weeks after a release. Source: `employmentOn` of the rules about releases, as in MI016. */
export const employmentAt6Weeks = listedDimension({
  id: 'EMPLOYMENT_AT_6_WEEKS',
  title: 'Work six weeks after release',
  describes:
    'Whether the person was in work 42 days after the release, by the records of providers and the Jobcentre, or not available for it.',
  column: 'employment_at_6_weeks',
  list: () => [
    ['IN_WORK', 'In work'],
    ['NOT_IN_WORK', 'Not in work'],
    ['IN_CUSTODY', 'Back in custody'],
    ['DIED', 'Died'],
    ['REMOVED', 'Removed from the country'],
  ],
});
