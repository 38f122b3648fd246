import type { ClaimantResolvers, Sex } from '../generated/graphql.ts';

/** A person's record at the Jobcentre. */
export const Claimant: ClaimantResolvers = {
  __resolveReference: ({ nino }, { loaders }) => loaders.claimant.load(nino),
  name: ({ forename, surname }) => ({ forename, surname }),
  sex: ({ sex }) => sex as Sex,
  claims: ({ nino }, _arguments, { loaders }) => loaders.claimsOfClaimant.load(nino),
  interviews: ({ nino }, _arguments, { loaders }) => loaders.interviewsOfClaimant.load(nino),
  programmeReferrals: ({ nino }, _arguments, { loaders }) => loaders.programmeReferralsOfClaimant.load(nino),
};
