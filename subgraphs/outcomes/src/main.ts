import { join } from 'node:path';
import { hubAgencyNames, registryAgency, subgraphSdl } from '@throughgate/contracts';
import { createPool, migrate, poolCheck } from '@throughgate/database';
import {
  type EventLog,
  ensureTopicsApart,
  type Projection,
  type RunningProjection,
  startProjection,
  topicOf,
} from '@throughgate/events';
import type { TokenVerifier } from '@throughgate/identity';
import type { MeasuresEngine } from '@throughgate/measures';
import type { HttpService, Logger } from '@throughgate/service';
import { createGraphService } from '@throughgate/subgraph-kit';
import type { Context } from './context.ts';
import { contractsProjection } from './contracts/contracts-projection.ts';
import { journeyProjection } from './journey/projection.ts';
import { createLoaders } from './loaders.ts';
import { createEngine, type EngineOptions } from './measures/create-engine.ts';
import type { Episodes } from './measures/episodes/define-episodes.ts';
import { episodeKinds } from './measures/episodes/index.ts';
import {
  type RunningMeasures,
  type StartMeasuresOptions,
  startMeasures,
} from './measures/feed/start-measures.ts';
import { resolvers } from './resolvers/index.ts';

/** Where and with what the outcomes subgraph starts. */
export interface StartOutcomesOptions {
  /** Its own database. */
  readonly databaseUrl: string;
  /** Where the agencies' events come from. */
  readonly eventLog: EventLog;
  /** Outcomes' own key, as `subgraphKey` derives it from the hub's service key. */
  readonly serviceKey: string;
  /** The key before it, which is accepted too while keys are rotated. @default none */
  readonly previousServiceKey?: string | undefined;
  /** Verifies the issuer's tokens, which then say who asks. @default none: only on loopback where the SDL requires something of callers */
  readonly verifier?: TokenVerifier | undefined;
  readonly host: string;
  /** 0 has a free port chosen. */
  readonly port: number;
  readonly logger: Logger;
  /** Where and how measures are kept. @default not at all */
  readonly measures?: MeasuresOptions | undefined;
  /** What answers questions to measures, in the place of its own. @default none: without `measures` they answer `MEASURES_NOT_KEPT` */
  readonly measuresEngine?: MeasuresEngine | undefined;
}

/** Where and how measures are kept. */
export type MeasuresOptions = Pick<StartMeasuresOptions, 'directory' | 'memoryLimit' | 'tickEvery'> & {
  /** What is counted. @default every kind of episodes that measures count */
  readonly kinds?: readonly Episodes[];
  /** By which policy of disclosure control numbers are told. @default moj */
  readonly policy?: EngineOptions['policy'];
};

/** The outcomes subgraph at work. */
export interface RunningOutcomes {
  readonly name: string;
  /** GraphQL endpoint. */
  readonly url: string;
  readonly service: HttpService;
  /** The measures that it keeps. */
  readonly measures: RunningMeasures | undefined;
  /** Resolves when everything that is on the event log at some moment after the call shows in journeys. */
  caughtUp(): Promise<void>;
  /** Finishes requests and batches in flight and closes the database. */
  stop(): Promise<void>;
}

/** Applies outcomes' migrations: what it keeps for good. */
export async function migrateOutcomes(databaseUrl: string): Promise<void> {
  const migrationsDirectory = join(import.meta.dirname, '../prisma/migrations');
  await migrate({ url: databaseUrl, migrationsDirectory, service: 'outcomes' });
}

/** Starts the outcomes subgraph: migrates its database, serves its graph and projects the agencies' events. */
export async function startOutcomes(options: StartOutcomesOptions): Promise<RunningOutcomes> {
  const { databaseUrl, eventLog, serviceKey, host, port, logger } = options;
  const name = 'outcomes';
  await migrateOutcomes(databaseUrl);
  await ensureTopicsApart(eventLog, [registryAgency, ...hubAgencyNames].map(topicOf));

  await using cleanup = new AsyncDisposableStack();
  const service = await createGraphService<Context>({
    name,
    typeDefs: subgraphSdl(name),
    resolvers,
    createContext: (request) => ({
      ...request,
      logger,
      pool,
      loaders: createLoaders(pool),
      hasFacts,
      measures: engine,
    }),
    readinessChecks: [
      { name: 'database', check: () => database.check() },
      { name: 'database of the projection', check: () => projectionDatabase.check() },
      { name: 'event contracts', check: () => contracts.check() },
      { name: 'projection', check: () => running.check() },
    ],
    serviceKey,
    previousServiceKey: options.previousServiceKey,
    verifier: options.verifier,
    host,
    logger,
  });
  // Once it has them it keeps them.
  let factsAreThere = false;
  const hasFacts = async () => {
    factsAreThere ||= await running.isCurrent();
    return factsAreThere;
  };
  let engine = options.measuresEngine;
  const { metrics } = service;
  const pool = createPool(databaseUrl, { name, metrics, logger });
  cleanup.defer(() => pool.end());
  const database = poolCheck('database', pool);
  // Connections of its own: a flood of events must not keep readers waiting, nor readers the events.
  const projectionPool = createPool(databaseUrl, { name: `${name} projection`, metrics, logger, max: 12 });
  cleanup.defer(() => projectionPool.end());
  const projectionDatabase = poolCheck('database of the projection', projectionPool);
  const project = (projection: Projection): Promise<RunningProjection> =>
    startProjection({ projection, log: eventLog, pool: projectionPool, logger, metrics });
  const contracts = await project(contractsProjection());
  cleanup.defer(() => contracts.stop());
  const running = await project(journeyProjection({ contractsAreKnown: () => contracts.isCaughtUp() }));
  cleanup.defer(() => running.stop());
  const measures = options.measures && (await keepMeasures(options.measures));
  cleanup.defer(() => service.stop());
  const url = await service.listen({ host, port, setting: 'HUB_PORT' });

  const started = cleanup.move();
  return {
    name,
    url: `${url}/graphql`,
    service,
    measures,
    async caughtUp() {
      // Contracts first: they say whose events there are.
      await contracts.caughtUp();
      await running.caughtUp();
    },
    stop: () => started.disposeAsync(),
  };

  async function keepMeasures(kept: MeasuresOptions): Promise<RunningMeasures> {
    const { kinds = episodeKinds, policy = 'moj', ...place } = kept;
    const feed = await startMeasures({ ...place, kinds, databaseUrl, projection: running, metrics, logger });
    cleanup.defer(() => feed.stop());
    engine ??= createEngine({ feed, pool, kinds, policy });
    return feed;
  }
}
