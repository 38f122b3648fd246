import { required } from '@throughgate/subgraph-kit';
import type { EmploymentProgramme, ProgrammeReferralResolvers } from '../generated/graphql.ts';

/** A referral to an employment programme. */
export const ProgrammeReferral: ProgrammeReferralResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.programmeReferral.load(id),
  claimant: ({ nino }, _arguments, { loaders }) => required(loaders.claimant, nino),
  programme: ({ programme }) => programme as EmploymentProgramme,
};
