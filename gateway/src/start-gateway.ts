import { createHttpService, localDeveloper, type ReadinessCheck } from '@throughgate/service';
import { defaultLimits } from './features/limits/limits.ts';
import { createGatewayMetrics } from './features/observation/gateway-metrics.ts';
import { observeOperations } from './features/observation/operation-observer.ts';
import { refuseUnstorableVariables } from './features/storable-variables/refuse-unstorable-variables.ts';
import { recordUsage } from './features/usage/record-usage.ts';
import type { GatewayOptions, RunningGateway } from './gateway-options.ts';
import { createGraphiqlPage } from './http/graphiql-page.ts';
import { addGraphqlRoutes } from './http/graphql-routes.ts';
import { createGeneration, type GenerationParts } from './serving/generation.ts';
import { createServingGraph } from './serving/serving-graph.ts';
import { createServingMetrics } from './serving/serving-metrics.ts';
import { subgraphReadiness } from './subgraph-readiness.ts';
import { firstSupergraph } from './supergraph-source/first-supergraph.ts';
import { fixedSource } from './supergraph-source/fixed-source.ts';

/**
 * Starts the gateway: loads the supergraph, listens, answers GraphQL at `/graphql`, and follows the source of
 * supergraphs.
 * Raises `StartupError` when no supergraph can be had or loaded, a subgraph has no valid address, or the port is taken.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { host, port, portSetting, logger, serviceKey, usage, drainTimeout = 60_000 } = options;
  const { caller = () => localDeveloper, foreign = false, drainDelay = 0, grace = 10_000 } = options;
  const { corsOrigins = [] } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const source = options.source ?? fixedSource(options.supergraphSdl);
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => source.stop());

  // Which subgraphs count is known once the first supergraph is.
  const readinessChecks: ReadinessCheck[] = [...(options.readinessChecks ?? [])];
  const bodyLimit = limits.bodyBytes;
  const service = createHttpService({
    name: 'gateway',
    logger,
    readinessChecks,
    bodyLimit,
    drainDelay,
    grace,
    ...(options.metricsBeside ? { metricsBeside: options.metricsBeside } : {}),
  });
  const metrics = createGatewayMetrics(service.metrics);
  const recording = usage && recordUsage(usage, service.metrics, logger);
  if (recording) cleanup.defer(() => recording.stop());
  const parts: GenerationParts = {
    overrides: source.follows ? { ...options, onUnknownSubgraph: tellOnce() } : options,
    limits,
    serviceKey,
    logger,
    metrics,
    plugins: [observeOperations(metrics, logger, recording?.record), refuseUnstorableVariables],
  };

  const load = (supergraph: Parameters<typeof createGeneration>[0]) => createGeneration(supergraph, parts);
  const { supergraph, origin, loaded: first } = await firstSupergraph(source.candidates, load, logger);
  const servingMetrics = createServingMetrics(service.metrics);
  const graph = createServingGraph({ first, load, metrics: servingMetrics, logger, drainTimeout });
  // In this order, from the last: requests in flight still need the graph.
  cleanup.defer(() => graph.stop());
  cleanup.defer(() => service.stop());
  if (!foreign) {
    const endpoint = (name: string) => graph.current().endpoints.find((one) => one.name === name);
    const own = source.follows ? [...(options.subgraphUrls?.keys() ?? [])] : first.endpoints.map(nameOf);
    const required = options.requiredSubgraphs ?? own;
    readinessChecks.unshift(...required.map((name) => subgraphReadiness(name, () => endpoint(name))));
  }

  const page = createGraphiqlPage(options);
  await addGraphqlRoutes({ service, acquire: graph.acquire, caller, page, bodyLimit, corsOrigins });
  const listening = await service.listen({ host, port, setting: portSetting });
  source.follow(supergraph, origin, graph.update);

  const running = cleanup.move();
  let stopping: Promise<void> | undefined;
  return {
    url: `${listening}/graphql`,
    service,
    stop() {
      stopping ??= running.disposeAsync();
      return stopping;
    },
  };

  /** An address for a subgraph that is not published yet, or not any more, is worth a word and no more. */
  function tellOnce(): (subgraph: string) => void {
    const told = new Set<string>();
    return (subgraph) => {
      if (told.has(subgraph)) return;
      told.add(subgraph);
      logger.warn({ subgraph }, 'settings name a subgraph that the supergraph does not have');
    };
  }
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
