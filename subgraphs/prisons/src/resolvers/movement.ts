import { prison } from '@throughgate/domain';
import type { MovementReason, MovementResolvers, MovementType } from '../generated/graphql.ts';

/** A movement into or out of a prison. */
export const Movement: MovementResolvers = {
  type: ({ type }) => type as MovementType,
  reason: ({ reason }) => reason as MovementReason,
  from: ({ fromPrisonId }) => (fromPrisonId === null ? null : (prison(fromPrisonId) ?? null)),
  to: ({ toPrisonId }) => (toPrisonId === null ? null : (prison(toPrisonId) ?? null)),
};
