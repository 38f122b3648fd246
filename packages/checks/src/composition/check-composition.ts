import { createFinding, type ErrorCode, type Finding } from '@throughgate/registry-client';
import { reasonOf } from '@throughgate/service/reason-of';
import { GraphQLError } from 'graphql';
import type { CheckedSubgraph, CheckInput, CompositionOutcome } from '../check-input.ts';
import { accessProblem } from './access-problem.ts';
import { compose, parseSubgraph } from './compose.ts';
import type { CompositionPlace, CompositionProblem } from './composition-problem.ts';
import { placeInMessage } from './place-in-message.ts';
import { sdlProblems } from './sdl-problems.ts';
import { servableSupergraph } from './servable-supergraph.ts';

/** Matches the planner's complaint about a linked feature that a gateway must not ignore. */
const unsupportedFeature = /feature \S+\/(\w+)\/v[\d.]+ is for: (\w+) but is unsupported/g;

/** Codes of composition that have an explanation of their own; all others are HUB-C002. */
const codesOf: Readonly<Record<string, ErrorCode>> = {
  SYNTAX_ERROR: 'HUB-C001',
  UNKNOWN_FEDERATION_LINK_VERSION: 'HUB-C003',
  SATISFIABILITY_ERROR: 'HUB-C005',
};

/**
 * Composes the subgraphs as they would be, and loads the result as a gateway does: a check that passes where the
 * gateway fails is worth nothing. Hints are told only where they concern what changes.
 */
export function checkComposition({
  current = [],
  proposed,
  changed,
}: Pick<CheckInput, 'proposed' | 'changed'> & Partial<Pick<CheckInput, 'current'>>): CompositionOutcome {
  const files = new Map(proposed.map(({ name, schema }) => [name, schema.path]));
  const blamed = changed[0] ?? '';
  if (proposed.length === 0) {
    const message = 'No subgraph would be left in the graph.';
    const places = current
      .filter(({ name }) => name === blamed)
      .map(({ name, schema }) => ({ subgraph: name, file: schema.path, line: 1, column: 1 }));
    return {
      supergraphSdl: null,
      findings: [createFinding('HUB-C008', { message, subgraph: blamed, places })],
    };
  }
  const composition = compose(
    proposed.map(({ name, routingUrl, schema }) => ({ name, url: routingUrl, sdl: schema.text })),
  );
  const placed = placedIn(proposed, changed);
  const toFinding = (
    problem: CompositionProblem,
    code: ErrorCode,
    words: { readonly message: string; readonly fix?: string } = problem,
  ): Finding => {
    const places = placed(problem).map((place) => ({
      ...place,
      file: files.get(place.subgraph) ?? place.subgraph,
    }));
    return createFinding(code, {
      rule: problem.code,
      message: words.message,
      ...(words.fix === undefined ? {} : { fix: words.fix }),
      // Of several subgraphs concerned, the one that changes is where the cause is looked for first.
      subgraph: places.find(({ subgraph }) => changed.includes(subgraph))?.subgraph ?? blamed,
      places,
    });
  };
  const invalid = proposed.filter(({ name }) => changed.includes(name)).flatMap(problemsOf);
  const problems = composition.ok ? [] : composition.problems;
  if (!composition.ok || invalid.length > 0) {
    const told = new Set(invalid.flatMap(({ places }) => places.map(lineOf)));
    // What composition says of the same place is the same once more, and if it gave up, it gave up on that.
    const more = problems.filter(
      (one) =>
        one.places.length > 0 ||
        !(one.code === 'COMPOSITION_FAILED' || placed(one).some((at) => told.has(lineOf(at)))),
    );
    const findings = [...invalid, ...more].map((one) => {
      const access = accessProblem(one, proposed);
      return toFinding(one, access?.code ?? codesOf[one.code] ?? 'HUB-C002', access);
    });
    return { supergraphSdl: null, findings };
  }
  const unservable = whyNotServable(composition.supergraphSdl);
  if (unservable !== undefined) {
    const problem = { code: 'UNSUPPORTED_FEATURE', message: unservable, places: [] };
    return { supergraphSdl: null, findings: [toFinding(problem, 'HUB-C004')] };
  }
  const concernsChange = ({ places }: CompositionProblem) =>
    places.some(({ subgraph }) => changed.includes(subgraph));
  return {
    supergraphSdl: composition.supergraphSdl,
    findings: composition.hints
      .filter(concernsChange)
      .map((hint) => ({ ...toFinding(hint, 'HUB-C007'), severity: 'info' as const })),
  };
}

/** What is wrong with a subgraph by itself. One that is no SDL at all, composing tells. */
function problemsOf({ name, schema }: CheckedSubgraph): CompositionProblem[] {
  try {
    return sdlProblems(parseSubgraph(name, schema.text));
  } catch (error) {
    if (error instanceof GraphQLError) return [];
    throw error;
  }
}

/**
 * Gives the places of a problem. One that says none is about something that it names: that is looked for in what changes,
 * then in the other subgraphs. At the least it is about a file that changes.
 */
function placedIn(
  proposed: readonly CheckedSubgraph[],
  changed: readonly string[],
): (problem: CompositionProblem) => readonly CompositionPlace[] {
  const isChanged = ({ name }: CheckedSubgraph) => changed.includes(name);
  return ({ places, message }) => {
    if (places.length > 0) return places;
    const said = /^\[([a-z0-9-]+)\] /.exec(message)?.[1];
    const named = proposed.filter(({ name }) => name === said);
    const candidates =
      named.length > 0
        ? named
        : [...proposed.filter(isChanged), ...proposed.filter((one) => !isChanged(one))];
    for (const { name, schema } of candidates) {
      const place = placeInMessage(parseSubgraph(name, schema.text), message);
      if (place) return [place];
    }
    const [first] = candidates;
    return first ? [{ subgraph: first.name, line: 1, column: 1 }] : [];
  };
}

function lineOf({ subgraph, line }: CompositionPlace): string {
  return `${subgraph}:${line}`;
}

/** Loads a supergraph as the gateway does; says what it uses that no gateway here can serve. */
function whyNotServable(supergraphSdl: string): string | undefined {
  try {
    servableSupergraph(supergraphSdl);
    return undefined;
  } catch (error) {
    const message = reasonOf(error);
    const directives = [...message.matchAll(unsupportedFeature)].map(([, name]) => `@${name}`);
    return directives.length > 0
      ? `The supergraph uses ${directives.join(', ')}, which the gateway does not support.`
      : `The gateway could not load the supergraph: ${message}`;
  }
}
