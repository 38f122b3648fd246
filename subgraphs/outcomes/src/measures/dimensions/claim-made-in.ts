import { listedDimension } from './listed-dimension.ts';

/** Where a claim was made. Source: enum `ClaimPlace` of the graph. */
export const claimMadeIn = listedDimension({
  id: 'CLAIM_MADE_IN',
  title: 'Claim made',
  describes: 'Where the claim was made; none for somebody who made none.',
  column: 'claim_made_in',
  list: () => [
    ['PRISON', 'In prison'],
    ['JOBCENTRE_OFFICE', 'At a Jobcentre office'],
    ['ONLINE', 'Online'],
    ['PHONE', 'By telephone'],
    ['NONE', 'No claim'],
  ],
});
