import { errorCauses, Supergraph } from '@apollo/federation-internals';
import { OperatorError } from '@throughgate/service/operator-error';
import { Kind, parse, print } from 'graphql';
import { letOthersRun } from './let-others-run.ts';
import { prepareSupergraph } from './prepare-supergraph.ts';
import { createQueryPlanner, type PlanOperation } from './query-planner.ts';

/** What the planner's library reads of a supergraph, as data that can be handed from one thread to another. */
export interface PlannedSupergraph {
  /** SDL of the schema that clients see, with `@defer`. */
  readonly clientSdl: string;
  /** Name and URL of each subgraph, as the supergraph states them. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

/** Apollo's planner for one supergraph. Its library is loaded with this file, and by nothing else: it is 20 MiB of program. */
export interface Planner {
  readonly planned: PlannedSupergraph;
  readonly plan: PlanOperation;
}

/** Matches the planner's complaint about a linked feature that it must not ignore. */
const unsupportedFeature = /feature \S+\/(\w+)\/v[\d.]+ is for: (\w+) but is unsupported/g;

/**
 * Reads a supergraph and has the planner for it ready. Others run between its steps.
 *
 * Raises `OperatorError` when it is not a Federation supergraph, or needs a feature that the gateway does
 * not have yet (`@context`, or a version of the security directives that is not known here): ignoring a security directive
 * would open what its author closed.
 */
export async function createPlanner(sdl: string): Promise<Planner> {
  try {
    const supergraph = Supergraph.build(prepareSupergraph(parse(sdl, { noLocation: true })));
    await letOthersRun();
    const clientSdl = clientSdlOf(supergraph);
    const subgraphs = supergraph.subgraphsMetadata().map(({ name, url }) => ({ name, url }));
    await letOthersRun();
    // The largest piece of the planner's work, of which it keeps the result: a piece of its own here.
    supergraph.subgraphs();
    await letOthersRun();
    return { planned: { clientSdl, subgraphs }, plan: createQueryPlanner(supergraph) };
  } catch (error) {
    throw explain(error);
  }
}

/** From the syntax tree, since printing a schema fails at defaults of custom scalars that are objects. */
function clientSdlOf(supergraph: Supergraph): string {
  const schema = supergraph.apiSchema();
  const { definitions } = schema.toAST();
  return print({ kind: Kind.DOCUMENT, definitions: [...definitions, schema.deferDirective().toAST()] });
}

function explain(error: unknown): unknown {
  const causes = error instanceof Error ? errorCauses(error) : undefined;
  if (!causes) return error;
  const text = causes.map(({ message }) => message).join('\n');
  const directives = [...text.matchAll(unsupportedFeature)].map(([, name]) => `@${name}`);
  if (directives.length > 0) {
    return new OperatorError(
      `The supergraph uses ${directives.join(', ')}, which this gateway does not support yet. ` +
        'It does not start, because ignoring a security directive would open what it closes. ' +
        'Remove the directive from the subgraphs and compose again.',
    );
  }
  return new OperatorError(`The supergraph cannot be loaded: ${text}`);
}
