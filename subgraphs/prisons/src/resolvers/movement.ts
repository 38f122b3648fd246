import { prison } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type {
  MovementDirection,
  MovementReason,
  MovementResolvers,
  MovementType,
} from '../generated/graphql.ts';
import { booking } from '../records/booking.ts';

/** A movement into or out of a prison. */
export const Movement: MovementResolvers = {
  booking: ({ bookingId }, _arguments, { load }) => required(load(booking.row, bookingId)),
  direction: ({ direction }) => direction as MovementDirection,
  type: ({ type }) => type as MovementType,
  reason: ({ reason }) => reason as MovementReason,
  from: ({ fromPrisonId }) => (fromPrisonId === null ? null : (prison(fromPrisonId) ?? null)),
  to: ({ toPrisonId }) => (toPrisonId === null ? null : (prison(toPrisonId) ?? null)),
};
