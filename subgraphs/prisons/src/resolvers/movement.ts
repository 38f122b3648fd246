import { prison } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { MovementReason, MovementResolvers, MovementType } from '../generated/graphql.ts';
import { prisoner } from '../records/prisoner.ts';

/** A movement into or out of a prison. */
export const Movement: MovementResolvers = {
  prisoner: ({ prisonerNumber }, _arguments, { load }) => required(load(prisoner.row, prisonerNumber)),
  type: ({ type }) => type as MovementType,
  reason: ({ reason }) => reason as MovementReason,
  from: ({ fromPrisonId }) => (fromPrisonId === null ? null : (prison(fromPrisonId) ?? null)),
  to: ({ toPrisonId }) => (toPrisonId === null ? null : (prison(toPrisonId) ?? null)),
};
