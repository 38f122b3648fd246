import { compose as composeSubgraphs } from '@apollo/composition';
import { type Subgraphs, subgraphsFromServiceList } from '@apollo/federation-internals';
import { type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import { withoutFederationDefinitions } from '../federation/federation-definitions.ts';
import { type CompositionProblem, placesOf } from './composition-problem.ts';
import { markOneOf, oneOfInputs, oneOfProblems, withOneOfDefined } from './one-of.ts';

/** A subgraph as it is composed. */
export interface SubgraphSource {
  /** Name in the supergraph: lower case, for example `probation`. */
  readonly name: string;
  /** Where the gateway reaches it by default. */
  readonly url: string;
  /** Its schema in SDL. */
  readonly sdl: string;
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
      definitions.push({ name, url, typeDefs: readSubgraph(name, sdl) });
    } catch (error) {
      // Anything else is no fault of the syntax: the stack overflows when it is nested too deeply.
      if (!(error instanceof GraphQLError)) throw error;
      unreadable.push(problemOf(error, 'SYNTAX_ERROR'));
    }
  }
  if (unreadable.length > 0) return { ok: false, problems: unreadable };
  const documents = definitions.map(({ typeDefs }) => typeDefs);
  const oneOf = oneOfInputs(documents);
  const wrong = oneOfProblems(documents, oneOf);
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const result = buildAndCompose(definitions);
  if (result.errors) {
    return { ok: false, problems: result.errors.map((error) => problemOf(error, 'INVALID_GRAPHQL')) };
  }
  return {
    ok: true,
    supergraphSdl: markOneOf(`${result.supergraphSdl}\n`, new Set(oneOf.keys())),
    hints: result.hints.map((hint) => ({
      code: hint.definition.code,
      message: hint.message,
      places: placesOf(hint.nodes ?? []),
    })),
  };
}

function readSubgraph(name: string, sdl: string): DocumentNode {
  return withOneOfDefined(withoutFederationDefinitions(parseSubgraph(name, sdl)));
}

/** Parses a subgraph so that each node knows its subgraph: those of composition's own may lack it. */
export function parseSubgraph(name: string, sdl: string): DocumentNode {
  return parse(new Source(sdl, name));
}

/** Some schemas that are not valid make composition throw where it should tell: that is a problem like any other. */
function buildAndCompose(
  definitions: Parameters<typeof subgraphsFromServiceList>[0],
): ReturnType<typeof composeSubgraphs> {
  try {
    const built = subgraphsFromServiceList(definitions);
    return Array.isArray(built) ? { errors: built } : composeSubgraphs(withListKept(built));
  } catch (error) {
    // The stack overflows when something is nested too deeply, which is told otherwise.
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    const problem =
      error instanceof GraphQLError
        ? error
        : new GraphQLError(`Composition cannot read the schema: ${error.message}.`, {
            originalError: error,
            extensions: { code: 'COMPOSITION_FAILED' },
          });
    return { errors: [problem] };
  }
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
