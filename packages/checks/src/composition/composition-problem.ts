import type { Source } from 'graphql';

/** A place in the schema of a subgraph. */
export interface CompositionPlace {
  readonly subgraph: string;
  readonly line: number;
  readonly column: number;
}

/** A reason why subgraphs do not compose, with the place where it can be mended. */
export interface CompositionProblem {
  /** Composition's own code, for example `INVALID_FIELD_SHARING`. */
  readonly code: string;
  readonly message: string;
  /** Each place concerned: subgraph, line and column from 1. */
  readonly places: readonly CompositionPlace[];
}

/** Where nodes stand, of those that know it. Their source has the name of the subgraph. */
export function placesOf(
  nodes: readonly {
    readonly loc?:
      | { readonly source: Source; readonly startToken: { readonly line: number; readonly column: number } }
      | undefined;
  }[],
): CompositionPlace[] {
  return nodes.flatMap(({ loc }) =>
    loc ? [{ subgraph: loc.source.name, line: loc.startToken.line, column: loc.startToken.column }] : [],
  );
}
