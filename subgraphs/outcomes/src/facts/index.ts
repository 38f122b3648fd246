import { createHash } from 'node:crypto';
import { adviserInterview } from './adviser-interview.ts';
import { bankApplication } from './bank-application.ts';
import { caseManager } from './case-manager.ts';
import { caseRegion } from './case-region.ts';
import { caseUnit } from './case-unit.ts';
import { claim } from './claim.ts';
import { claimantOffice } from './claimant-office.ts';
import { closureRequest } from './closure-request.ts';
import { contact } from './contact.ts';
import { custodyStay } from './custody-stay.ts';
import { departure } from './departure.ts';
import { engagement } from './engagement.ts';
import { episodeRelease } from './episode-release.ts';
import type { Fact } from './fact.ts';
import { factTable } from './fact-tables.ts';
import { identityDocument } from './identity-document.ts';
import { interview } from './interview.ts';
import { job } from './job.ts';
import { keyDateRevision } from './key-date-revision.ts';
import { keyWorkerAssignment } from './key-worker-assignment.ts';
import { moneyPaid } from './money-paid.ts';
import { pathwayStatus } from './pathway-status.ts';
import { programme } from './programme.ts';
import { programmeReferral } from './programme-referral.ts';
import { reception } from './reception.ts';
import { referral } from './referral.ts';
import { referralOutcome } from './referral-outcome.ts';
import { referralTarget } from './referral-target.ts';
import { release } from './release.ts';
import { releaseAddress } from './release-address.ts';
import { restriction } from './restriction.ts';
import { sanction } from './sanction.ts';
import { sentence } from './sentence.ts';
import { sharingForm } from './sharing-form.ts';
import { sharingReceipt } from './sharing-receipt.ts';
import { supervision } from './supervision.ts';
import { support } from './support.ts';
import { supportContact } from './support-contact.ts';
import { supportEpisode } from './support-episode.ts';
import { sustainment } from './sustainment.ts';
import { transfer } from './transfer.ts';

/** Every fact that the read model keeps. */
export const facts: readonly Fact[] = [
  adviserInterview,
  bankApplication,
  caseManager,
  caseRegion,
  caseUnit,
  claim,
  claimantOffice,
  closureRequest,
  contact,
  custodyStay,
  departure,
  engagement,
  episodeRelease,
  identityDocument,
  interview,
  job,
  keyDateRevision,
  keyWorkerAssignment,
  moneyPaid,
  pathwayStatus,
  programmeReferral,
  programme,
  reception,
  referral,
  referralOutcome,
  referralTarget,
  release,
  releaseAddress,
  restriction,
  sanction,
  sentence,
  sharingForm,
  sharingReceipt,
  supervision,
  support,
  supportContact,
  supportEpisode,
  sustainment,
  transfer,
];

/** The statements that create the tables of all facts. */
export const factTables = facts.map(factTable).join('\n\n');

/** Names the form of the facts: it differs where their tables do, the events that state them, or how these are read. */
export const formOfFacts = createHash('sha256')
  .update(
    JSON.stringify([
      factTables,
      facts.map(({ table, version, events }) => [
        table,
        version,
        Object.values(events).flatMap((types) => Object.keys(types)),
      ]),
    ]),
  )
  .digest('hex')
  .slice(0, 16);
