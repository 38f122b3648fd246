import type { OrderEndReason, OrderResolvers, OrderType } from '../generated/graphql.ts';
import { requirement } from '../records/order.ts';

/** A court order that probation supervises. */
export const Order: OrderResolvers = {
  type: ({ type }) => type as OrderType,
  endReason: ({ endReason }) => endReason as OrderEndReason | null,
  requirements: ({ id }, _arguments, { load }) => load(requirement.listOf.orderId, id),
};
