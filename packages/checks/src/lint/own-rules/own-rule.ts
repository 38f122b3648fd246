import type { SchemaPart, SchemaParts } from '../../schema-changes/schema-parts.ts';

/** A rule that graphql-eslint does not have, or has in a form that cannot be used here. */
export type OwnRule = (context: {
  readonly subgraph: string;
  readonly schema: SchemaParts;
}) => (part: SchemaPart) => string | undefined;
