import type { SpellKind, SpellResolvers } from '../generated/graphql.ts';

/** A period of a journey. */
export const Spell: SpellResolvers = {
  kind: ({ kind }) => kind as SpellKind,
  from: ({ begins }) => begins,
  to: ({ ends }) => ends,
};
