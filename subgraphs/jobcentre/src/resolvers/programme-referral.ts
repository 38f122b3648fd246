import { required } from '@throughgate/subgraph-kit';
import type { EmploymentProgramme, ProgrammeReferralResolvers } from '../generated/graphql.ts';
import { claimant } from '../records/claimant.ts';

/** A referral to an employment programme. */
export const ProgrammeReferral: ProgrammeReferralResolvers = {
  claimant: ({ nino }, _arguments, { load }) => required(load(claimant.row, nino)),
  programme: ({ programme }) => programme as EmploymentProgramme,
};
