import type { EmploymentProgramme, ProgrammeReferralResolvers, ReferralBasis } from '../generated/graphql.ts';

/** A referral to an employment programme. */
export const ProgrammeReferral: ProgrammeReferralResolvers = {
  programme: ({ programme }) => programme as EmploymentProgramme,
  basis: ({ basis }) => basis as ReferralBasis | null,
  provider: ({ providerCode }) => (providerCode === null ? null : { code: providerCode }),
};
