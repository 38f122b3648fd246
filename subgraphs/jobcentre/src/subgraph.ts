import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import type { Resolvers } from './generated/graphql.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { advance, advancePayment } from './records/advance.ts';
import { advanceClaim } from './records/advance-claim.ts';
import { adviser } from './records/adviser.ts';
import { adviserPosting } from './records/adviser-posting.ts';
import { benefitPayment } from './records/benefit-payment.ts';
import { caseloadEntry } from './records/caseload-entry.ts';
import { claim } from './records/claim.ts';
import { claimant } from './records/claimant.ts';
import { claimantCommitment } from './records/claimant-commitment.ts';
import { closureRequest } from './records/closure-request.ts';
import { complaint } from './records/complaint.ts';
import { contact } from './records/contact.ts';
import { facilityAudit } from './records/facility-audit.ts';
import { grantApplication } from './records/grant-application.ts';
import { housingCosts } from './records/housing-costs.ts';
import { informationGiven } from './records/information-given.ts';
import { interview } from './records/interview.ts';
import { missedPayment } from './records/missed-payment.ts';
import { overpayment } from './records/overpayment.ts';
import { programmeReferral } from './records/programme-referral.ts';
import { rotaSlot } from './records/rota-slot.ts';
import { sanction } from './records/sanction.ts';
import { sharingFormReceipt } from './records/sharing-form-receipt.ts';
import { signing } from './records/signing.ts';
import { signingSchedule } from './records/signing-schedule.ts';
import { Adviser } from './resolvers/adviser.ts';
import { AdviserPosting } from './resolvers/adviser-posting.ts';
import { BenefitCentre } from './resolvers/benefit-centre.ts';
import { BenefitPayment } from './resolvers/benefit-payment.ts';
import { CaseloadEntry } from './resolvers/caseload-entry.ts';
import { Claim } from './resolvers/claim.ts';
import { Claimant } from './resolvers/claimant.ts';
import { ClosureRequest } from './resolvers/closure-request.ts';
import { Complaint } from './resolvers/complaint.ts';
import { Contact } from './resolvers/contact.ts';
import { FacilityAudit } from './resolvers/facility-audit.ts';
import { GrantApplication } from './resolvers/grant-application.ts';
import { Interview } from './resolvers/interview.ts';
import { JobcentreDistrict } from './resolvers/jobcentre-district.ts';
import { JobcentreOffice } from './resolvers/jobcentre-office.ts';
import { MissedPayment } from './resolvers/missed-payment.ts';
import { Offender } from './resolvers/offender.ts';
import { Overpayment } from './resolvers/overpayment.ts';
import { Prison } from './resolvers/prison.ts';
import { ProgrammeReferral } from './resolvers/programme-referral.ts';
import { Query } from './resolvers/query.ts';
import { RotaSlot } from './resolvers/rota-slot.ts';
import { Sanction } from './resolvers/sanction.ts';
import { SharingFormReceipt } from './resolvers/sharing-form-receipt.ts';
import { Signing } from './resolvers/signing.ts';
import { SigningSchedule } from './resolvers/signing-schedule.ts';

const resolvers: Resolvers = {
  Adviser,
  AdviserPosting,
  BenefitCentre,
  BenefitPayment,
  CaseloadEntry,
  Claim,
  Claimant,
  ClosureRequest,
  Complaint,
  Contact,
  FacilityAudit,
  GrantApplication,
  Interview,
  JobcentreDistrict,
  JobcentreOffice,
  MissedPayment,
  Offender,
  Overpayment,
  Prison,
  ProgrammeReferral,
  Query,
  Sanction,
  SharingFormReceipt,
  RotaSlot,
  Signing,
  SigningSchedule,
};

/** The jobcentre subgraph: pass it to `startAgency`. */
export const jobcentre = defineAgency({
  name: 'jobcentre',
  records: [
    claimant,
    claim,
    advanceClaim,
    housingCosts,
    benefitPayment,
    missedPayment,
    overpayment,
    advance,
    advancePayment,
    grantApplication,
    sanction,
    complaint,
    claimantCommitment,
    sharingFormReceipt,
    closureRequest,
    contact,
    interview,
    programmeReferral,
    signingSchedule,
    signing,
    adviser,
    adviserPosting,
    rotaSlot,
    facilityAudit,
    caseloadEntry,
    informationGiven,
  ],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
