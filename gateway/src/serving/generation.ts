import type { ApolloServerPlugin, HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import type { Logger } from '@throughgate/service';
import type { PlannableOperation } from '../executor/executor.ts';
import { createPlanExecutor } from '../executor/plan-executor.ts';
import { shareInFlight } from '../features/in-flight-sharing/share-in-flight.ts';
import { createDocumentCheck, type DocumentCheck } from '../features/limits/check-document.ts';
import type { Limits } from '../features/limits/limits.ts';
import type { GatewayMetrics } from '../features/observation/gateway-metrics.ts';
import { observeTransport } from '../features/observation/observe-transport.ts';
import type { GatewayContext } from '../features/request-context.ts';
import { loadSupergraph } from '../planning/supergraph.ts';
import type { SourcedSupergraph } from '../supergraph-source/supergraph-source.ts';
import { createHttpTransport, type SubgraphEndpoint } from '../transport/http-transport.ts';
import { type EndpointOverrides, resolveEndpoints } from '../transport/resolve-endpoints.ts';
import { createApolloServer } from './apollo-server.ts';

/** What all generations of a gateway have in common. None of it may hold a generation. */
export interface GenerationParts {
  readonly overrides: EndpointOverrides;
  readonly limits: Limits;
  readonly serviceKey: string | undefined;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
}

/** Everything in a gateway that depends on one supergraph: schema, plans, connections, GraphQL server. */
export interface Generation {
  /** Digest of its supergraph. */
  readonly digest: string;
  /** Where its subgraphs are. */
  readonly endpoints: readonly SubgraphEndpoint[];
  readonly checkDocument: DocumentCheck;
  /** Answers a GraphQL request over HTTP; resolves when nothing of the operation is left to do. */
  answer(request: HTTPGraphQLRequest, context: GatewayContext): Promise<HTTPGraphQLResponse>;
  /** Plans an operation ahead; raises when it cannot be planned. */
  prepare(operation: PlannableOperation): void;
  /** At most so many of the operations that it keeps planned, those executed most often first. */
  mostUsed(limit: number): readonly PlannableOperation[];
  /** Lets its fetches in flight finish, then closes its server and connections. */
  close(): Promise<void>;
  /** Closes its server and connections now: fetches in flight fail. */
  destroy(): Promise<void>;
}

/**
 * Loads a supergraph into a generation that can answer.
 * Raises `StartupError` when the supergraph cannot be loaded, or a subgraph has no usable address.
 */
export async function createGeneration(
  { digest, sdl }: SourcedSupergraph,
  parts: GenerationParts,
): Promise<Generation> {
  const { overrides, limits, serviceKey, logger, metrics, plugins } = parts;
  const supergraph = await loadSupergraph(sdl);
  const endpoints = resolveEndpoints(supergraph.subgraphs, overrides);
  const network = createHttpTransport({ endpoints, serviceKey });
  const executor = createPlanExecutor({
    supergraph,
    transport: shareInFlight(observeTransport(network, metrics), () => metrics.sharedFetches.inc()),
    onPlanLookup: (found) => metrics.planLookups.inc({ result: found ? 'hit' : 'miss' }),
    onFetchFailure({ subgraph, code, message, cause }, requestId) {
      metrics.fetchErrors.inc({ subgraph, code });
      const reason = cause instanceof Error ? cause.message : undefined;
      logger.warn({ requestId, subgraph, code, reason }, message);
    },
    onBadValues({ subgraph, field, places }, requestId) {
      if (subgraph !== undefined) metrics.badValues.inc({ subgraph }, places);
      logger.warn({ requestId, subgraph, field, places }, 'values are missing or not allowed by the schema');
    },
  });
  const { clientSchema } = supergraph;
  const server = createApolloServer({
    supergraphSdl: sdl,
    clientSchema,
    executor,
    logger,
    maxTokens: limits.tokens,
    plugins,
  });
  await server.start();

  return {
    digest,
    endpoints,
    checkDocument: createDocumentCheck(clientSchema, limits),
    answer: (request, context) =>
      server.executeHTTPGraphQLRequest({ httpGraphQLRequest: request, context: async () => context }),
    prepare: (operation) => executor.prepare(operation),
    mostUsed: (limit) => executor.mostUsed(limit),
    async close() {
      await server.stop();
      await network.close();
    },
    async destroy() {
      await server.stop();
      await network.destroy();
    },
  };
}
