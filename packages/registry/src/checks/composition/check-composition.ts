import { type CompositionProblem, compose } from '../../composition/compose.ts';
import type { Finding, Place } from '../../contract/finding.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { CheckInput, CompositionOutcome } from '../check-input.ts';
import { createFinding } from '../create-finding.ts';
import { loadSupergraph } from './loaded-supergraph.ts';

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
  proposed,
  changed,
}: Pick<CheckInput, 'proposed' | 'changed'>): CompositionOutcome {
  const files = new Map(proposed.map(({ name, schema }) => [name, schema.path]));
  const blamed = changed[0] ?? '';
  if (proposed.length === 0) {
    const message = 'No subgraph would be left in the graph.';
    return {
      supergraphSdl: null,
      findings: [createFinding('HUB-C008', { message, subgraph: blamed, places: [] })],
    };
  }
  const composition = compose(
    proposed.map(({ name, routingUrl, schema }) => ({ name, url: routingUrl, sdl: schema.text })),
  );
  const toFinding = (problem: CompositionProblem, code: ErrorCode): Finding => {
    const places = placesOf(problem, files);
    return createFinding(code, {
      rule: problem.code,
      message: problem.message,
      // Of several subgraphs concerned, the one that changes is where the cause is looked for first.
      subgraph: places.find(({ subgraph }) => changed.includes(subgraph))?.subgraph ?? blamed,
      places,
    });
  };
  if (!composition.ok) {
    const findings = composition.problems.map((one) => toFinding(one, codesOf[one.code] ?? 'HUB-C002'));
    return { supergraphSdl: null, findings };
  }
  const unservable = whyNotServable(composition.supergraphSdl);
  if (unservable !== undefined) {
    const finding = createFinding('HUB-C004', { message: unservable, subgraph: blamed, places: [] });
    return { supergraphSdl: null, findings: [finding] };
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

function placesOf({ places }: CompositionProblem, files: ReadonlyMap<string, string>): Place[] {
  return places.map((place) => ({ ...place, file: files.get(place.subgraph) ?? place.subgraph }));
}

/** Loads a supergraph as the gateway does; says what it uses that no gateway here can serve. */
function whyNotServable(supergraphSdl: string): string | undefined {
  try {
    loadSupergraph(supergraphSdl);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const directives = [...message.matchAll(unsupportedFeature)].map(([, name]) => `@${name}`);
    return directives.length > 0
      ? `The supergraph uses ${directives.join(', ')}, which the gateway does not support.`
      : `The gateway could not load the supergraph: ${message}`;
  }
}
