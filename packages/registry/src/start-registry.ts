import { registryAgency as agency } from '@throughgate/contracts';
import { createPool, poolCheck } from '@throughgate/database';
import { type EventLog, type Relay, startRelay, topicOf } from '@throughgate/events';
import type { TokenVerifier } from '@throughgate/identity';
import type { OperationRegistration, SubgraphProposal } from '@throughgate/registry-client';
import { createHttpService, type HttpService, type Logger, OperatorError } from '@throughgate/service';
import { apiBodyLimit, serveApi } from './api/serve-api.ts';
import { createEventIntake } from './intake/event-intake.ts';
import { forgetOldEvents } from './intake/received-events.ts';
import { keepTidy } from './keep-tidy.ts';
import { createGraphRegistry, type GraphRegistry } from './publishing/graph-registry.ts';
import { openRegistryDatabase } from './store/database.ts';
import { createAuthenticator } from './tokens/authenticator.ts';
import {
  administrator,
  ensureStandingToken,
  localGateway,
  requireTokenOfNobodyElse,
  type StandingToken,
} from './tokens/standing-token.ts';
import { createTokenStore } from './tokens/token-store.ts';
import { forgetOldUsage } from './usage/forget-old-usage.ts';
import { createUsageStore, type UsageStore } from './usage/usage-store.ts';
import { type CheckWorkerOptions, createCheckWorker } from './worker/check-worker.ts';

/** What comes with the hub. */
export interface Bootstrap {
  /** Its own subgraphs, see `bootstrapProposals`. */
  readonly subgraphs: readonly SubgraphProposal[];
  /** Its own operations, see `bootstrapOperations`. @default none */
  readonly operations?: OperationRegistration;
}

/** Where and with what the registry starts. */
export interface StartRegistryOptions {
  /** The registry's own database. */
  readonly databaseUrl: string;
  /** Where it tells of new supergraphs. */
  readonly eventLog: EventLog;
  readonly host: string;
  /** 0 has a free port chosen. */
  readonly port: number;
  /** Setting that chooses the port, named when it is taken. */
  readonly portSetting: string;
  readonly logger: Logger;
  /** What comes with the hub, published before the registry listens. @default nothing */
  readonly bootstrap?: Bootstrap | undefined;
  /** File for the secret of a token that may do everything, readable by its owner only. @default no such token */
  readonly adminTokenFile?: string | undefined;
  /** File for the secret of a token for the gateway beside the registry. @default no such token */
  readonly gatewayTokenFile?: string | undefined;
  /**
   * Verifies tokens of an issuer, whose scopes `registry:<verb>` and claim `subgraphs` then count beside the registry's own tokens.
   * It stays its owner's, who closes it. @default none: the registry's own tokens only
   */
  readonly verifier?: TokenVerifier | undefined;
  /** Limits of the checks. */
  readonly checks?: CheckWorkerOptions;
}

/** A registry at work. */
export interface RunningRegistry {
  /** Base URL, for example `http://127.0.0.1:4001`. */
  readonly url: string;
  readonly service: HttpService;
  readonly graph: GraphRegistry;
  /** Secret of the administrator's token; `undefined` without `adminTokenFile`. */
  readonly adminToken: string | undefined;
  /** Secret of the gateway's token, which reads and reports only; `undefined` without `gatewayTokenFile`. */
  readonly gatewayToken: string | undefined;
  /** Resolves when every event of the registry is on the event log. */
  relayed(): Promise<void>;
  /** Finishes requests in flight, stops the relay and the checks, and closes the database. */
  stop(): Promise<void>;
}

/**
 * Starts the registry: migrates its database, publishes the hub's own subgraphs, relays its events and serves its API.
 *
 * @throws OperatorError when the database cannot be reached or migrated, the port is taken, a token cannot be written
 *   or is that of another registry that works on the database, or the hub's own subgraphs do not compose and nothing else is live
 */
export async function startRegistry(options: StartRegistryOptions): Promise<RunningRegistry> {
  const { databaseUrl, eventLog, host, port, portSetting, logger } = options;
  await using cleanup = new AsyncDisposableStack();
  let relay: Relay | undefined;
  const service = createHttpService({
    name: agency,
    logger,
    bodyLimit: apiBodyLimit,
    readinessChecks: [
      { name: 'database', check: () => poolReadiness.check() },
      { name: 'database of usage', check: () => usageReadiness.check() },
      { name: 'database of the intake', check: () => intakeReadiness.check() },
      { name: 'relay', check: async () => relay?.check(), alarm: async () => relay?.alarm() },
      { name: 'event log', check: () => eventLog.check() },
    ],
  });
  const database = await openRegistryDatabase({ databaseUrl, logger, metrics: service.metrics });
  cleanup.defer(() => database.close());
  const { pool, prisma } = database;
  const poolReadiness = poolCheck('database', pool);
  // Not the pool above: a check reads operations while it holds a connection, so that many checks at once would all
  // wait for one more.
  const usagePool = createPool(databaseUrl, {
    name: 'registry usage',
    metrics: service.metrics,
    logger,
    max: 4,
  });
  cleanup.defer(() => usagePool.end());
  // Nor either of those: each of these is held while the event log takes events.
  const intakePool = createPool(databaseUrl, {
    name: 'registry intake',
    metrics: service.metrics,
    logger,
    max: 4,
  });
  cleanup.defer(() => intakePool.end());
  const usageReadiness = poolCheck('database of usage', usagePool);
  const intakeReadiness = poolCheck('database of the intake', intakePool);
  const checks = createCheckWorker(options.checks);
  cleanup.defer(() => checks.close());
  const usage = createUsageStore({
    pool: usagePool,
    live: { liveDigest: () => graph.liveDigest(), liveSupergraph: () => graph.liveSupergraph() },
  });
  const graph = createGraphRegistry({ prisma, checks, operations: usage.operations, logger });
  const tokens = createTokenStore({ prisma, logger });
  const secretIn = async (file: string | undefined, token: StandingToken) => {
    if (file === undefined) return undefined;
    await requireTokenOfNobodyElse(pool, token, file);
    return await ensureStandingToken(pool, token, file);
  };
  const adminToken = await secretIn(options.adminTokenFile, administrator);
  const gatewayToken = await secretIn(options.gatewayTokenFile, localGateway);

  await eventLog.ensureTopics([topicOf(agency)]);
  const running = startRelay({ agency, databaseUrl, log: eventLog, logger, metrics: service.metrics });
  relay = running;
  cleanup.defer(() => running.stop());
  if (options.bootstrap) await publishOwn(options.bootstrap, graph, usage);
  cleanup.defer(
    keepTidy(logger, async () => {
      await forgetOldUsage(usagePool);
      await forgetOldEvents(intakePool);
    }),
  );
  const intake = createEventIntake({
    prisma,
    pool: intakePool,
    log: eventLog,
    metrics: service.metrics,
    logger,
  });
  const authenticator = createAuthenticator({ tokens, verifier: options.verifier });
  await serveApi(service.app, { graph, authenticator, tokens, usage, intake, logger });
  cleanup.defer(() => service.stop());
  const url = await service.listen({ host, port, setting: portSetting });

  const started = cleanup.move();
  return {
    url,
    service,
    graph,
    adminToken,
    gatewayToken,
    relayed: () => running.drained(),
    stop: () => started.disposeAsync(),
  };
}

/** Publishes what comes with the hub. What does not compose with what integrators published leaves that live. */
async function publishOwn(
  { subgraphs, operations }: Bootstrap,
  graph: GraphRegistry,
  usage: UsageStore,
): Promise<void> {
  // The operations first, so that they count from the first check on.
  if (operations) await usage.register(operations);
  const { check } = await graph.bootstrap(subgraphs, { name: 'hub' });
  if ((await graph.liveDigest()) !== undefined) return;
  const errors = check.findings.filter(({ severity }) => severity === 'error');
  const reasons = errors.map(({ code, subgraph, message }) => `${code} ${subgraph}: ${message}`).join('; ');
  throw new OperatorError(`The hub's own subgraphs do not make a graph: ${reasons}`);
}
