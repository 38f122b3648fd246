import { required } from '@throughgate/subgraph-kit';
import type { RotaPlace, RotaSlotResolvers } from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';

/** A time at which an adviser is to be at a place. */
export const RotaSlot: RotaSlotResolvers = {
  at: ({ at }) => at as RotaPlace,
  adviser: ({ adviserCode }, _arguments, { load }) => required(load(adviser.row, adviserCode)),
  prison: ({ prisonId }) => (prisonId === null ? null : { id: prisonId }),
};
