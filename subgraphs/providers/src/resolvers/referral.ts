import { daysBetween, londonDate } from '@throughgate/domain';
import type { Complexity, ReferralResolvers, ReferralStatus, Sex } from '../generated/graphql.ts';
import { contractOf, providerOf } from '../records/contract.ts';
import { desiredOutcomeWords } from '../records/desired-outcome.ts';
import { reportedOutcomes } from '../records/end-of-service-report.ts';
import { initialAssessment } from '../records/initial-assessment.ts';
import { keyWorkerOf } from '../records/key-worker.ts';
import { keyWorkerAssignment } from '../records/key-worker-assignment.ts';
import { outcome } from '../records/outcome.ts';
import { session } from '../records/session.ts';
import { supportContact } from '../records/support-contact.ts';

/** A referral of a person to a provider. */
export const Referral: ReferralResolvers = {
  sex: ({ sex }) => sex as Sex,
  status: ({ status }) => status as ReferralStatus,
  complexity: ({ complexity }) => complexity as Complexity | null,
  contract: ({ contractReference }) => contractOf(contractReference),
  provider: ({ contractReference }) => providerOf(contractOf(contractReference)),
  case: ({ crn }) => (crn === null ? null : { crn }),
  desiredOutcomes: ({ desiredOutcomes }) => desiredOutcomes.map(desiredOutcomeWords),
  keyWorker: (referral) => keyWorkerOf(referral),
  keyWorkers: ({ referenceNumber }, _arguments, { load }) =>
    load(keyWorkerAssignment.listOf.referenceNumber, referenceNumber),
  initialAssessment: async ({ referenceNumber }, _arguments, { load }) =>
    (await load(initialAssessment.listOf.referenceNumber, referenceNumber)).at(-1) ?? null,
  assessments: ({ referenceNumber }, _arguments, { load }) =>
    load(initialAssessment.listOf.referenceNumber, referenceNumber),
  sessions: ({ referenceNumber }, page, { load }) =>
    load(session.pageOf.referenceNumber, { parent: referenceNumber, ...page }),
  outcomes: ({ referenceNumber }, _arguments, { load }) =>
    load(outcome.listOf.referenceNumber, referenceNumber),
  contacts: ({ referenceNumber }, page, { load }) =>
    load(supportContact.pageOf.referenceNumber, { parent: referenceNumber, ...page }),
  daysWithoutContact: ({ silentSince, endedOn }) =>
    endedOn === null ? daysBetween(silentSince.toISOString().slice(0, 10), londonDate(new Date())) : null,
  endOfService: ({ reportSubmittedOn, reportOutcomes }) =>
    reportSubmittedOn && {
      submittedOn: reportSubmittedOn.toISOString().slice(0, 10),
      outcomes: reportedOutcomes({ reportOutcomes }).map(({ desiredOutcomeId, achieved }) => ({
        desiredOutcome: desiredOutcomeWords(desiredOutcomeId),
        achieved,
      })),
    },
  ending: (referral) => (referral.endedOn === null ? null : referral),
};
