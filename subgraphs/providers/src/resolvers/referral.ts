import type { Complexity, ReferralResolvers, ReferralStatus, Sex } from '../generated/graphql.ts';
import { contractOf, providerOf } from '../records/contract.ts';
import { keyWorkerOf } from '../records/referral-state.ts';

/** A referral of a person to a provider. */
export const Referral: ReferralResolvers = {
  __resolveReference: ({ referenceNumber }, { loaders }) => loaders.referral.load(referenceNumber),
  sex: ({ sex }) => sex as Sex,
  status: ({ status }) => status as ReferralStatus,
  complexity: ({ complexity }) => complexity as Complexity | null,
  contract: ({ contractReference }) => contractOf(contractReference),
  provider: ({ contractReference }) => providerOf(contractOf(contractReference)),
  keyWorker: (referral) => keyWorkerOf(referral),
  initialAssessment: ({ referenceNumber }, _arguments, { loaders }) =>
    loaders.initialAssessmentOfReferral.load(referenceNumber),
  sessions: ({ referenceNumber }, page, { loaders }) =>
    loaders.sessionsOfReferral.load({ parent: referenceNumber, ...page }),
  outcomes: ({ referenceNumber }, _arguments, { loaders }) =>
    loaders.outcomesOfReferral.load(referenceNumber),
  ending: (referral) => (referral.endedOn === null ? null : referral),
};
