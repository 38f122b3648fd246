import { required } from '@throughgate/subgraph-kit';
import type { OrderEndReason, OrderResolvers, OrderType } from '../generated/graphql.ts';
import { requirement } from '../records/order.ts';
import { probationCase } from '../records/probation-case.ts';

/** A court order that probation supervises. */
export const Order: OrderResolvers = {
  case: ({ crn }, _arguments, { load }) => required(load(probationCase.row, crn)),
  type: ({ type }) => type as OrderType,
  endReason: ({ endReason }) => endReason as OrderEndReason | null,
  requirements: ({ id }, _arguments, { load }) => load(requirement.listOf.orderId, id),
};
