import type { Logger } from '@throughgate/service';
import type { GraphQLSchema } from 'graphql';
import { createKnownDocuments } from '../documents/known-documents.ts';
import type { PlannableOperation } from '../executor/executor.ts';
import { createPlanExecutor } from '../executor/plan-executor.ts';
import type { GatewayFeature } from '../features/gateway-feature.ts';
import { createOwnGraph, type OwnGraph } from '../own-graph/own-graph.ts';
import { loadSupergraph } from '../planning/load-supergraph.ts';
import type { PlanningThread } from '../planning/planning-thread.ts';
import type { SourcedSupergraph } from '../supergraph-source/supergraph-source.ts';
import { createHttpTransport, type SubgraphEndpoint } from '../transport/http-transport.ts';
import { type EndpointOverrides, resolveEndpoints } from '../transport/resolve-endpoints.ts';
import { type Answering, createAnswering } from './answer-operation.ts';
import { foldFeatures } from './fold-features.ts';

/** What all generations of a gateway have in common. None of it may hold a generation. */
export interface GenerationOptions {
  readonly overrides: EndpointOverrides;
  readonly serviceKey: string | undefined;
  readonly logger: Logger;
  /** The outermost first. */
  readonly features: readonly GatewayFeature[];
  /** Where plans are made; none makes them on this thread. */
  readonly planning: PlanningThread | undefined;
}

/** Everything in a gateway that depends on one supergraph: schema, documents, plans, connections. */
export interface Generation {
  /** Digest of its supergraph. */
  readonly digest: string;
  /** Where its subgraphs are. */
  readonly endpoints: readonly SubgraphEndpoint[];
  readonly answer: Answering;
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  /** Plans an operation ahead; raises when it cannot be planned. */
  prepare(operation: PlannableOperation): Promise<void>;
  /** At most so many of the operations that it keeps planned, those executed most often first. */
  mostUsed(limit: number): readonly PlannableOperation[];
  /** Lets its fetches in flight finish, then closes its connections. */
  close(): Promise<void>;
  /** Closes its connections now: fetches in flight fail. */
  destroy(): Promise<void>;
}

/**
 * Loads a supergraph into a generation that can answer.
 * Raises `OperatorError` when the supergraph cannot be loaded, a subgraph has no usable address, or a feature refuses it.
 */
export async function createGeneration(
  { digest, sdl }: SourcedSupergraph,
  { overrides, serviceKey, logger, features, planning }: GenerationOptions,
): Promise<Generation> {
  let own: OwnGraph | undefined;
  const supergraph = await loadSupergraph(sdl, {
    thread: planning,
    join(composed) {
      const parts = features.flatMap((feature) => feature.ownGraph?.({ document: composed }) ?? []);
      own = createOwnGraph(composed, parts);
      return own;
    },
  });
  const { document, clientSchema } = supergraph;
  const endpoints = resolveEndpoints(supergraph.subgraphs, overrides);
  const hooks = foldFeatures(features, { sdl, document, schema: clientSchema });
  const network = await createHttpTransport({ endpoints, serviceKey });
  const { onPlanLookup, onFetchFailure, onBadValues } = hooks;
  const remote = hooks.wrapTransport(network);
  const transport = own ? own.transport(remote) : remote;
  const told = { onPlanLookup, onFetchFailure, onBadValues };
  const executor = hooks.wrapExecutor(createPlanExecutor({ supergraph, transport, ...told }));
  const documents = createKnownDocuments({ schema: clientSchema, check: hooks.checkDocument });

  return {
    digest,
    endpoints,
    schema: clientSchema,
    answer: createAnswering({ documents, executor, hooks, logger }),
    prepare: (operation) => executor.prepare(operation),
    mostUsed: (limit) => executor.mostUsed(limit),
    close: () => network.close(),
    destroy: () => network.destroy(),
  };
}
