import { randomBytes } from 'node:crypto';
import {
  anonymous,
  createHttpService,
  isLoopback,
  type Logger,
  localDeveloper,
  OperatorError,
  openTracing,
  type ReadinessCheck,
  type Tracing,
} from '@throughgate/service';
import type { ChangeFeed, ChangeSource } from './changes/change-feed.ts';
import { authorization } from './features/authorization/authorization.ts';
import { callerOfRequest } from './features/caller-of-request.ts';
import { cost } from './features/cost/cost.ts';
import { entityCache } from './features/entity-cache/entity-cache.ts';
import { following } from './features/following/following.ts';
import type { GatewayFeature } from './features/gateway-feature.ts';
import { type Callers, createCallers } from './features/identity/callers.ts';
import { identity } from './features/identity/identity.ts';
import { inFlightSharing } from './features/in-flight-sharing/in-flight-sharing.ts';
import { documentLimits } from './features/limits/document-limits.ts';
import { defaultLimits, type Limits } from './features/limits/limits.ts';
import { createLive, type Live } from './features/live/live.ts';
import { observation } from './features/observation/observation.ts';
import { persistedQueries } from './features/persisted-queries/persisted-queries.ts';
import { purpose } from './features/purpose/purpose.ts';
import { registerFeatures } from './features/register-features.ts';
import { relayNode } from './features/relay-node/relay-node.ts';
import { resilience } from './features/resilience/resilience.ts';
import { defaultResilience } from './features/resilience/resilience-options.ts';
import { signIn } from './features/sign-in/sign-in.ts';
import { storableVariables } from './features/storable-variables/storable-variables.ts';
import { requestTracing } from './features/tracing/request-tracing.ts';
import { trustedDocuments } from './features/trusted-documents/trusted-documents.ts';
import { usageRecording } from './features/usage/usage-recording.ts';
import type { GatewayOptions, RunningGateway } from './gateway-options.ts';
import { opensWebSocket } from './http/allow-web-socket.ts';
import { createGraphiqlPage } from './http/graphiql-page.ts';
import { addGraphqlRoutes } from './http/graphql-routes.ts';
import { createPlanningThread, type PlanningThread } from './planning/planning-thread.ts';
import { answerEventBy } from './serving/answer-event.ts';
import { createGeneration, type GenerationOptions } from './serving/generation.ts';
import { createServingGraph } from './serving/serving-graph.ts';
import { createServingMetrics } from './serving/serving-metrics.ts';
import { subgraphReadiness } from './subgraph-readiness.ts';
import { firstSupergraph } from './supergraph-source/first-supergraph.ts';
import { fixedSource } from './supergraph-source/fixed-source.ts';

/**
 * Starts the gateway: loads the supergraph, listens, answers GraphQL at `/graphql`, and follows the source of
 * supergraphs.
 * Raises `OperatorError` when no supergraph can be had or loaded, a subgraph has no valid address, the port is taken, two
 * features have one name or metric, or people cannot sign in as the options have it.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { host, port, portSetting, logger, serviceKey, drainTimeout = 60_000 } = options;
  const { foreign = false, drainDelay = 0, grace = 10_000, corsOrigins = [] } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const source = options.source ?? fixedSource(options.supergraphSdl);
  const feed = options.changes && (await changeFeed(options.changes, logger));
  const tracing = await openTracing('gateway', logger);
  const callers = createCallers();
  // Made before what answers subscriptions, so that it is told of a change before they ask.
  const features = featuresOf(options, limits, feed, tracing, callers);
  const live = feed && options.live !== false ? startLive(feed, options, callers) : undefined;
  if (live)
    features.splice(
      features.findIndex(({ name }) => name === 'resilience'),
      0,
      live.feature,
    );
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => source.stop());
  for (const feature of features) cleanup.defer(() => stopFeature(feature, logger));

  const planning = options.planOnThread === false ? undefined : planningThread(logger);
  cleanup.defer(() => planning?.close());
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
    group: options.group,
    upgrades: opensWebSocket,
    ...(options.metricsBeside ? { metricsBeside: options.metricsBeside } : {}),
    ...(options.receiving ? { receiving: options.receiving } : {}),
  });
  registerFeatures(features, service.metrics);
  const generation: GenerationOptions = {
    overrides: source.follows ? { ...options, onUnknownSubgraph: tellOnce(options) } : options,
    serviceKey,
    logger,
    features,
    planning,
  };
  const load = (supergraph: Parameters<typeof createGeneration>[0]) =>
    createGeneration(supergraph, generation);
  await feed?.start();
  const { supergraph, origin, loaded: first } = await firstSupergraph(source.candidates, load, logger);
  const metrics = createServingMetrics(service.metrics);
  const onSwitch = () => live?.renew();
  const graph = createServingGraph({ first, load, metrics, logger, drainTimeout, supergraph, onSwitch });
  // In this order, from the last: requests in flight still need the graph, and the graph the features.
  cleanup.defer(() => graph.stop());
  cleanup.defer(() => service.stop());
  // Who subscribes is told before connections close.
  cleanup.defer(() => live?.stop());
  live?.answerBy(answerEventBy(graph.acquire));
  feed?.onContracts(() => {
    if (live?.isOutdated()) graph.renew();
  });
  if (!foreign) {
    const endpoint = (name: string) => graph.current().endpoints.find((one) => one.name === name);
    const own = source.follows ? [...(options.subgraphUrls?.keys() ?? [])] : first.endpoints.map(nameOf);
    const required = options.requiredSubgraphs ?? own;
    readinessChecks.unshift(...required.map((name) => subgraphReadiness(name, () => endpoint(name))));
  }

  for (const feature of features) await feature.addRoutes?.(service.app);
  const page = createGraphiqlPage({ ...options, hasSessions: options.signIn !== undefined });
  const unknown = isLoopback(host) ? localDeveloper : anonymous;
  const callerOf = callerOfRequest(features, unknown);
  const { pages, streaming } = options;
  const { acquire } = graph;
  const schema = () => graph.current().schema;
  await addGraphqlRoutes({
    service,
    acquire,
    schema,
    callerOf,
    page,
    bodyLimit,
    corsOrigins,
    pages,
    streaming,
    front: !options.features?.some(({ addRoutes }) => addRoutes !== undefined),
  });
  const listening = await service.listen({ host, port, setting: portSetting });
  const { inTurn = (work) => work() } = options;
  source.follow(supergraph, origin, (next) => inTurn(() => graph.update(next)));

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
}

/** All features of a gateway, the outermost first: what it always has, and within that what it was given. */
function featuresOf(
  options: GatewayOptions,
  limits: Limits,
  feed: ChangeFeed | undefined,
  tracing: Tracing | undefined,
  callers: Callers,
): GatewayFeature[] {
  const { logger, usage, features = [] } = options;
  // Told of changes before all who then ask for what has changed.
  const kept = entityCache({ changes: feed, ...options.entityCache });
  return [
    observation(logger),
    ...(tracing ? [requestTracing({ tracing, trustClients: options.trustTraceparent })] : []),
    ...(feed ? [following(feed)] : []),
    ...(usage ? [usageRecording(usage, logger)] : []),
    ...(options.trustedDocuments ? [trustedDocuments(options.trustedDocuments, logger)] : []),
    persistedQueries(),
    documentLimits(limits),
    ...signingIn(options),
    ...(options.identity ? [identity(options.identity, callers), purpose(callers)] : []),
    authorization({ identified: options.identity !== undefined }),
    cost(options.cost),
    storableVariables(),
    ...(options.relayNode === false ? [] : [relayNode(logger)]),
    resilience({ ...defaultResilience, ...options.resilience }, logger),
    kept,
    inFlightSharing(),
    ...features,
  ];
}

/** Loaded where it is needed: with it come the clients of both event logs, which a gateway alone has no use for. */
async function changeFeed(changes: ChangeSource, logger: Logger): Promise<ChangeFeed> {
  const { createChangeFeed } = await import('./changes/change-feed.ts');
  return createChangeFeed(changes, logger);
}

function startLive(feed: ChangeFeed, options: GatewayOptions, callers: Callers): Live {
  const { live, logger } = options;
  return createLive({
    feed,
    options: live === false ? undefined : live,
    key: options.serviceKey ?? randomBytes(32).toString('base64url'),
    expiryOf: (caller) => callers.identityOf(caller)?.expiresAt,
    logger,
  });
}

function signingIn({ signIn: how, identity, host }: GatewayOptions): GatewayFeature[] {
  if (!how) return [];
  if (identity) return [signIn(how, identity.verifier, host)];
  throw new OperatorError('People can sign in only at a gateway that verifies tokens: it needs an issuer.');
}

function planningThread(logger: Logger): PlanningThread {
  return createPlanningThread({
    onUnavailable: (error) =>
      logger.warn(
        { err: error },
        'a thread for plans could not be used; the main thread makes them meanwhile',
      ),
  });
}

async function stopFeature(feature: GatewayFeature, logger: Logger): Promise<void> {
  try {
    await feature.stop?.();
  } catch (error) {
    logger.error({ feature: feature.name, err: error }, 'a feature of the gateway could not be stopped');
  }
}

/** An address for a subgraph that is not published yet, or not any more, is worth a word and no more. */
function tellOnce({ logger }: GatewayOptions): (subgraph: string) => void {
  const told = new Set<string>();
  return (subgraph) => {
    if (told.has(subgraph)) return;
    told.add(subgraph);
    logger.warn({ subgraph }, 'settings name a subgraph that the supergraph does not have');
  };
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
