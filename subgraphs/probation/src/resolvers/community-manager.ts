import type { CommunityManagerResolvers } from '../generated/graphql.ts';
import { deliveryUnitOf } from '../records/delivery-unit.ts';

/** The practitioner to whom a case is allocated. */
export const CommunityManager: CommunityManagerResolvers = {
  deliveryUnit: ({ deliveryUnitCode }) => deliveryUnitOf(deliveryUnitCode),
};
