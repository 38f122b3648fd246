import type { EteReferralResolvers } from '../generated/graphql.ts';

/** A referral for employment support, and what the providers hold of it. */
export const EteReferral: EteReferralResolvers = {
  contract: ({ contractReference }) => ({ reference: contractReference }),
  referral: ({ referenceNumber }) => (referenceNumber === null ? null : { referenceNumber }),
};
