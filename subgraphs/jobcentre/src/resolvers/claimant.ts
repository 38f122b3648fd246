import { jobcentreOffice } from '@throughgate/domain';
import type { ClaimantResolvers, Sex } from '../generated/graphql.ts';
import { caseloadEntry } from '../records/caseload-entry.ts';
import { claim } from '../records/claim.ts';
import { claimantCommitment } from '../records/claimant-commitment.ts';
import { complaint } from '../records/complaint.ts';
import { grantApplication } from '../records/grant-application.ts';
import { informationGiven } from '../records/information-given.ts';
import { interview } from '../records/interview.ts';
import { programmeReferral } from '../records/programme-referral.ts';
import { sanction } from '../records/sanction.ts';
import { sharingFormReceipt } from '../records/sharing-form-receipt.ts';
import { signing } from '../records/signing.ts';
import { signingSchedule } from '../records/signing-schedule.ts';

/** A person's record at the Jobcentre. */
export const Claimant: ClaimantResolvers = {
  name: ({ forename, surname }) => ({ forename, surname }),
  sex: ({ sex }) => sex as Sex,
  jobcentre: ({ officeCode }) => (officeCode === null ? null : (jobcentreOffice(officeCode) ?? null)),
  claims: ({ nino }, _arguments, { load }) => load(claim.listOf.nino, nino),
  interviews: ({ nino }, _arguments, { load }) => load(interview.listOf.nino, nino),
  programmeReferrals: ({ nino }, _arguments, { load }) => load(programmeReferral.listOf.nino, nino),
  sanctions: ({ nino }, _arguments, { load }) => load(sanction.listOf.nino, nino),
  complaints: ({ nino }, _arguments, { load }) => load(complaint.listOf.nino, nino),
  commitment: async ({ nino }, _arguments, { load }) =>
    (await load(claimantCommitment.listOf.nino, nino))[0] ?? null,
  sharingForms: ({ nino }, _arguments, { load }) => load(sharingFormReceipt.listOf.nino, nino),
  grants: ({ nino }, _arguments, { load }) => load(grantApplication.listOf.nino, nino),
  caseloadEntries: ({ nino }, _arguments, { load }) => load(caseloadEntry.listOf.nino, nino),
  informationGiven: ({ nino }, _arguments, { load }) => load(informationGiven.listOf.nino, nino),
  signingSchedules: ({ nino }, _arguments, { load }) => load(signingSchedule.listOf.nino, nino),
  signings: async ({ nino }, { from, to }, { load }) => {
    const where = [{ column: 'dueAt' as const, from, to }];
    const { edges } = await load(signing.pageOf.nino, { parent: nino, first: 500, where });
    return edges.map(({ node }) => node);
  },
};
