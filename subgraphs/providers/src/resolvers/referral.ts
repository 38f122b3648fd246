import type { Complexity, ReferralResolvers, ReferralStatus, Sex } from '../generated/graphql.ts';
import { contractOf, providerOf } from '../records/contract.ts';
import { initialAssessment } from '../records/initial-assessment.ts';
import { outcome } from '../records/outcome.ts';
import { keyWorkerOf } from '../records/referral-state.ts';
import { session } from '../records/session.ts';

/** A referral of a person to a provider. */
export const Referral: ReferralResolvers = {
  sex: ({ sex }) => sex as Sex,
  status: ({ status }) => status as ReferralStatus,
  complexity: ({ complexity }) => complexity as Complexity | null,
  contract: ({ contractReference }) => contractOf(contractReference),
  provider: ({ contractReference }) => providerOf(contractOf(contractReference)),
  keyWorker: (referral) => keyWorkerOf(referral),
  initialAssessment: async ({ referenceNumber }, _arguments, { load }) =>
    (await load(initialAssessment.listOf.referenceNumber, referenceNumber)).at(-1) ?? null,
  assessments: ({ referenceNumber }, _arguments, { load }) =>
    load(initialAssessment.listOf.referenceNumber, referenceNumber),
  sessions: ({ referenceNumber }, page, { load }) =>
    load(session.pageOf.referenceNumber, { parent: referenceNumber, ...page }),
  outcomes: ({ referenceNumber }, _arguments, { load }) =>
    load(outcome.listOf.referenceNumber, referenceNumber),
  ending: (referral) => (referral.endedOn === null ? null : referral),
};
