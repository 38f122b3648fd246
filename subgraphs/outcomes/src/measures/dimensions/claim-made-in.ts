import { listedDimension } from './listed-dimension.ts';

/** When the claim was made by which somebody is paid after a release. Source: `claimMadeIn` of the rules about releases. */
export const claimMadeIn = listedDimension({
  id: 'CLAIM_MADE_IN',
  title: 'Claim made',
  describes:
    'When the claim to benefit was made that stood on the release, or the first one made after it; none for somebody who made none before the next time in custody.',
  column: 'claim_made_in',
  list: () => [
    ['BEFORE_CUSTODY', 'Before custody, and never closed'],
    ['IN_CUSTODY', 'In custody, before release'],
    ['AFTER_RELEASE', 'On the day of release or later'],
    ['NONE', 'No claim'],
  ],
});
