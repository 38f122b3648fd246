import { required } from '@throughgate/subgraph-kit';
import type { OrderEndReason, OrderResolvers, OrderType } from '../generated/graphql.ts';

/** A court order that probation supervises. */
export const Order: OrderResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.order.load(id),
  case: ({ crn }, _arguments, { loaders }) => required(loaders.probationCase, crn),
  type: ({ type }) => type as OrderType,
  endReason: ({ endReason }) => endReason as OrderEndReason | null,
  requirements: ({ id }, _arguments, { loaders }) => loaders.requirementsOfOrder.load(id),
};
