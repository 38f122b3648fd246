import { createHttpService, localDeveloper } from '@throughgate/service';
import { createPlanExecutor } from './executor/plan-executor.ts';
import type { GatewayOptions, RunningGateway } from './gateway-options.ts';
import { createApolloServer } from './http/apollo-server.ts';
import { createGraphiqlPage } from './http/graphiql-page.ts';
import { addGraphqlRoutes } from './http/graphql-routes.ts';
import { observeOperations } from './http/operation-observer.ts';
import { createDocumentCheck } from './limits/check-document.ts';
import { defaultLimits } from './limits/limits.ts';
import { createGatewayMetrics } from './metrics.ts';
import { loadSupergraph } from './planning/supergraph.ts';
import { subgraphReadiness } from './subgraph-readiness.ts';
import { createHttpTransport } from './transport/http-transport.ts';
import { shareInFlight } from './transport/in-flight.ts';
import { observeTransport } from './transport/observed.ts';
import { resolveEndpoints } from './transport/resolve-endpoints.ts';

/**
 * Starts the gateway: loads the supergraph, listens, answers GraphQL at `/graphql`.
 * Raises `StartupError` when the supergraph cannot be loaded, a subgraph has no valid address, or the port is taken.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { supergraphSdl, host, port, portSetting, logger, serviceKey } = options;
  const { caller = () => localDeveloper, foreign = false, drainDelay = 0, grace = 10_000 } = options;
  const limits = { ...defaultLimits, ...options.limits };

  const supergraph = loadSupergraph(supergraphSdl);
  const endpoints = resolveEndpoints(supergraph.subgraphs, options);
  const service = createHttpService({
    name: 'gateway',
    logger,
    readinessChecks: [
      ...(foreign ? [] : endpoints.map(subgraphReadiness)),
      ...(options.readinessChecks ?? []),
    ],
    bodyLimit: limits.bodyBytes,
    drainDelay,
    grace,
  });
  const metrics = createGatewayMetrics(service.metrics);
  const network = createHttpTransport({ endpoints, serviceKey });
  const transport = shareInFlight(observeTransport(network, metrics), () => metrics.sharedFetches.inc());
  const executor = createPlanExecutor({
    supergraph,
    transport,
    onPlanLookup: (found) => metrics.planLookups.inc({ result: found ? 'hit' : 'miss' }),
    onFetchFailure({ subgraph, code, message, cause }, requestId) {
      metrics.fetchErrors.inc({ subgraph, code });
      const reason = cause instanceof Error ? cause.message : undefined;
      logger.warn({ requestId, subgraph, code, reason }, message);
    },
  });
  const { clientSchema } = supergraph;
  const server = createApolloServer({
    supergraphSdl,
    clientSchema,
    executor,
    logger,
    maxTokens: limits.tokens,
    plugins: [observeOperations(metrics, logger)],
  });
  let stopping: Promise<void> | undefined;

  try {
    await server.start();
    await addGraphqlRoutes({
      service,
      server,
      checkDocument: createDocumentCheck(clientSchema, limits),
      caller,
      page: createGraphiqlPage(options),
      bodyLimit: limits.bodyBytes,
    });
    const origin = await service.listen({ host, port, setting: portSetting });
    return {
      url: `${origin}/graphql`,
      service,
      stop() {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(): Promise<void> {
    // In this order: requests in flight still need the server, and the server the connections.
    await service.stop();
    await server.stop();
    await network.close();
  }
}
