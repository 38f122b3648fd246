import type { KeyWorkerResolvers } from '../generated/graphql.ts';
import { providerWith } from '../records/contract.ts';
import { initialAssessment } from '../records/initial-assessment.ts';
import { caseloads, dayAsked, keyWorkers, providerCodeOf } from '../records/key-worker.ts';
import { referral } from '../records/referral.ts';
import { referralConditions } from '../records/referral-filter.ts';
import { session } from '../records/session.ts';

/** A provider's key worker: named by assignments, with what the worker holds. */
export const KeyWorker: KeyWorkerResolvers = {
  __resolveReference: ({ id }, { load }) => load(keyWorkers, id),
  provider: (worker) => providerWith(providerCodeOf(worker)),
  deliveryUnit: ({ deliveryUnitCode }) => (deliveryUnitCode === null ? null : { code: deliveryUnitCode }),
  coLocated: ({ deliveryUnitCode }) => deliveryUnitCode !== null,
  caseload: ({ id }, { on }, { load }) => load(caseloads, { id, on: dayAsked(on) }),
  referrals: ({ id }, { filter, ...page }, { load }) =>
    load(referral.pageOf.keyWorkerId, { parent: id, ...page, where: referralConditions(filter) }),
  sessions: ({ id }, { from, to, ...page }, { load }) =>
    load(session.pageOf.keyWorkerId, {
      parent: id,
      ...page,
      where: [{ column: 'bookedFor', from, to }],
    }),
  assessments: ({ id }, { from, to, ...page }, { load }) =>
    load(initialAssessment.pageOf.keyWorkerId, {
      parent: id,
      ...page,
      where: [{ column: 'bookedFor', from, to }],
    }),
};
