import { contractReferralCounts } from '../contract-referrals.ts';
import type { ReferralConnectionResolvers } from '../generated/graphql.ts';

/** A page of a contract's referrals. Counting reads all that match, so it is done only when asked for. */
export const ReferralConnection: ReferralConnectionResolvers = {
  totalCount: ({ contractReference, filter }, _arguments, { load }) =>
    load(contractReferralCounts, { contractReference, filter }),
};
