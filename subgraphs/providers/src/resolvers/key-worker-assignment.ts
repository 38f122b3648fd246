import type { KeyWorkerAssignmentResolvers } from '../generated/graphql.ts';
import { assignedWorker } from '../records/key-worker.ts';

/** A time in which a referral was a key worker's. */
export const KeyWorkerAssignment: KeyWorkerAssignmentResolvers = {
  keyWorker: (assignment) => assignedWorker(assignment),
  deliveryUnit: ({ deliveryUnitCode }) => (deliveryUnitCode === null ? null : { code: deliveryUnitCode }),
};
