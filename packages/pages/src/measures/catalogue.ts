import type { FastifyRequest } from 'fastify';
import type { AskGraph } from '../graph/ask-graph.ts';
import { type Definition, definitionFields } from '../graph/figure.ts';
import { raiseProblem } from '../graph/raise-problem.ts';

/** The definitions of all measures in their versions that are valid today. */
export type Catalogue = (request: FastifyRequest) => Promise<readonly Definition[]>;

/** Milliseconds for which definitions are kept: they change only when the hub does. */
const keptFor = 60_000;

/** Creates what reads the definitions of all measures. Raises `PageProblem` where the graph has none to tell. */
export function createCatalogue(ask: AskGraph): Catalogue {
  let kept: { readonly until: number; readonly definitions: readonly Definition[] } | undefined;
  return async (request) => {
    if (kept && kept.until > performance.now()) return kept.definitions;
    const { data, errors } = await ask(
      `query MeasureCatalogue { measures { ${definitionFields} } }`,
      {},
      request,
    );
    const definitions = (data as { measures?: readonly Definition[] } | null | undefined)?.measures;
    if (!definitions) raiseProblem(errors?.[0] ?? { message: 'The graph names no measures.' });
    kept = { until: performance.now() + keptFor, definitions };
    return definitions;
  };
}
