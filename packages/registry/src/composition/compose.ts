import { compose as composeSubgraphs } from '@apollo/composition';
import { type Subgraphs, subgraphsFromServiceList } from '@apollo/federation-internals';
import { GraphQLError, parse, Source } from 'graphql';

/** A subgraph as it is composed. */
export interface SubgraphSource {
  /** Name in the supergraph: lower case, for example `probation`. */
  readonly name: string;
  /** Where the gateway reaches it by default. */
  readonly url: string;
  /** Its schema in SDL. */
  readonly sdl: string;
}

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

/** What composing gave: a supergraph, or the problems that prevent one. */
export type Composition =
  | { readonly ok: true; readonly supergraphSdl: string; readonly hints: readonly CompositionProblem[] }
  | { readonly ok: false; readonly problems: readonly CompositionProblem[] };

/** Composes subgraphs into a supergraph. A subgraph whose SDL does not parse is a problem, not an exception. */
export function compose(subgraphs: readonly SubgraphSource[]): Composition {
  const definitions: { name: string; url: string; typeDefs: ReturnType<typeof parse> }[] = [];
  const unreadable: CompositionProblem[] = [];
  for (const { name, url, sdl } of subgraphs) {
    try {
      // The source's name makes the places below reliable: composition's own nodes may lack their subgraph.
      definitions.push({ name, url, typeDefs: parse(new Source(sdl, name)) });
    } catch (error) {
      // Anything else is no fault of the syntax: the stack overflows when it is nested too deeply.
      if (!(error instanceof GraphQLError)) throw error;
      unreadable.push(problemOf(error, 'SYNTAX_ERROR'));
    }
  }
  if (unreadable.length > 0) return { ok: false, problems: unreadable };
  const built = subgraphsFromServiceList(definitions);
  const result = Array.isArray(built) ? { errors: built } : composeSubgraphs(withListKept(built));
  if (result.errors) {
    return { ok: false, problems: result.errors.map((error) => problemOf(error, 'UNKNOWN')) };
  }
  return {
    ok: true,
    supergraphSdl: `${result.supergraphSdl}\n`,
    hints: result.hints.map((hint) => ({
      code: hint.definition.code,
      message: hint.message,
      places: placesOf(hint.nodes ?? []),
    })),
  };
}

/**
 * Composition asks for the list of subgraphs once for every type and field, and gets it made anew each time: a quarter of
 * the whole time when there are 300 subgraphs. By then the list changes no more, so that it is made once.
 */
function withListKept(subgraphs: Subgraphs): Subgraphs {
  const list = subgraphs.values();
  subgraphs.values = () => list;
  return subgraphs;
}

function problemOf(error: GraphQLError, fallbackCode: string): CompositionProblem {
  const code = error.extensions['code'];
  const places =
    error.nodes === undefined
      ? (error.locations ?? []).map(({ line, column }) => ({
          subgraph: error.source?.name ?? '?',
          line,
          column,
        }))
      : placesOf(error.nodes);
  return { code: typeof code === 'string' ? code : fallbackCode, message: error.message, places };
}

function placesOf(
  nodes: readonly { loc?: { source: Source; startToken: { line: number; column: number } } | undefined }[],
): CompositionPlace[] {
  return nodes.flatMap(({ loc }) =>
    loc ? [{ subgraph: loc.source.name, line: loc.startToken.line, column: loc.startToken.column }] : [],
  );
}
