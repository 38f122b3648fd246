import type { ClaimantResolvers, Sex } from '../generated/graphql.ts';
import { claim } from '../records/claim.ts';
import { interview } from '../records/interview.ts';
import { programmeReferral } from '../records/programme-referral.ts';

/** A person's record at the Jobcentre. */
export const Claimant: ClaimantResolvers = {
  name: ({ forename, surname }) => ({ forename, surname }),
  sex: ({ sex }) => sex as Sex,
  claims: ({ nino }, _arguments, { load }) => load(claim.listOf.nino, nino),
  interviews: ({ nino }, _arguments, { load }) => load(interview.listOf.nino, nino),
  programmeReferrals: ({ nino }, _arguments, { load }) => load(programmeReferral.listOf.nino, nino),
};
