import { crsContract } from '@throughgate/domain';
import type { ContractResolvers } from '../generated/graphql.ts';
import { desiredOutcomesOf, providerOf, providerWith, regionCodeOf } from '../records/contract.ts';
import { initialAssessment } from '../records/initial-assessment.ts';
import { dayAsked, workersOfContract } from '../records/key-worker.ts';
import { referral } from '../records/referral.ts';
import { referralConditions } from '../records/referral-filter.ts';
import { referralTarget } from '../records/referral-target.ts';
import { session } from '../records/session.ts';

/** A contract, which is reference data and needs no database; what is recorded under it does. */
export const Contract: ContractResolvers = {
  __resolveReference: ({ reference }) => crsContract(reference) ?? null,
  provider: (contract) => providerOf(contract),
  subcontractors: ({ subcontractorCodes }) => subcontractorCodes.map(providerWith),
  probationRegion: (contract) => ({ code: regionCodeOf(contract) }),
  desiredOutcomes: (contract) => desiredOutcomesOf(contract, dayAsked(null)),
  targets: ({ reference }, _arguments, { load }) => load(referralTarget.listOf.contractReference, reference),
  keyWorkers: ({ reference }, { on }, { load }) =>
    load(workersOfContract, { id: reference, on: dayAsked(on) }),
  referrals: ({ reference }, { filter, ...page }, { load }) =>
    load(referral.pageOf.contractReference, {
      parent: reference,
      ...page,
      where: referralConditions(filter),
    }),
  sessions: ({ reference }, { from, to, ...page }, { load }) =>
    load(session.pageOf.contractReference, {
      parent: reference,
      ...page,
      where: [{ column: 'bookedFor', from, to }],
    }),
  assessments: ({ reference }, { from, to, ...page }, { load }) =>
    load(initialAssessment.pageOf.contractReference, {
      parent: reference,
      ...page,
      where: [{ column: 'bookedFor', from, to }],
    }),
};
