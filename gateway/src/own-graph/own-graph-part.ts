import type { GraphQLResolverMap } from '@apollo/subgraph';
import type { Caller } from '@throughgate/service';
import type { DocumentNode } from 'graphql';

/** What resolvers of the own graph are given of the request for which they run. */
export interface OwnGraphContext {
  readonly requestId: string;
  readonly caller: Caller;
}

/** Fields that the gateway itself answers, as a feature states them for one supergraph. */
export interface OwnGraphPart {
  /**
   * Federation SDL without a `@link`: fields of `Query`, `Mutation` and `Subscription`, types of its own, and stubs of entities
   * (`type Prisoner @key(fields: "prisonerNumber") { prisonerNumber: ID! }`), to which it may add fields. What it repeats of
   * the supergraph, the fields of keys, scalars, enums and input types, must be of the type that the supergraph says.
   * Of directives, `@key` and what the supergraph defines count for planning, and all of them for features: `@tag`,
   * `@requiresScopes`, `@cost`. The name of a type or a field that the supergraph has already is a conflict.
   */
  readonly typeDefs: DocumentNode;
  /** Their resolvers, `__resolveReference` and `__resolveType` included. What they raise without a code counts as unexpected. */
  readonly resolvers: GraphQLResolverMap<OwnGraphContext>;
  /**
   * Interfaces of this part whose own fields say nothing of a value that the caller did not send: whether there is such an entity, the
   * subgraphs say that have its other fields, and where one says that there is none it is null without an error. Features read a supergraph
   * in which nothing implements them: their fields require no more than they say themselves, and are about nobody. **Whoever
   * lists one must see to it** that what implements it cannot be reached through it by a way that the type's own
   * requirements do not guard. @default none
   */
  readonly echoing?: readonly string[];
}
