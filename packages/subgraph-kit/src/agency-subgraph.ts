import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { subgraphSdl } from '@throughgate/contracts';
import { createPool, migrate, poolCheck } from '@throughgate/database';
import { createOutboxBell, type EventLog, type Relay, startRelay, topicOf } from '@throughgate/events';
import type { TokenVerifier } from '@throughgate/identity';
import { defaultRetention, type Retention } from '@throughgate/runtime/settings';
import type { HttpService, Logger } from '@throughgate/service';
import type pg from 'pg';
import type { Agency } from './files/agency.ts';
import type { AgencyContext } from './files/agency-context.ts';
import { checkMutations } from './files/check-mutations.ts';
import type { Command } from './files/command.ts';
import { ensureFileTables } from './files/ensure-file-tables.ts';
import type { FileAbout } from './files/file-kind.ts';
import { createFileWriter } from './files/file-writer.ts';
import type { Mutation } from './files/mutation.ts';
import type { Tables } from './files/stored.ts';
import { tableColumns } from './files/table-columns.ts';
import { createGraphService } from './graph/graph-service.ts';
import { createRequestReaders, type Reader } from './graph/reader.ts';
import { createRecordSource, type PrismaConnection } from './graph/record-source.ts';
import { keepPruning } from './pruning/keep-pruning.ts';
import { createStatementNames } from './statement-names.ts';

/** An agency's subgraph as `defineAgency` makes it. */
export interface AgencySubgraph {
  readonly agency: Agency;
  /** Its mutations by name. */
  readonly mutations: ReadonlyMap<string, Mutation<never, object>>;
  /** Resolvers by type. */
  readonly resolvers: Readonly<Record<string, object>>;
  /** @default `schemas/<name>.graphql` */
  readonly sdl?: string;
  /** Directory of the subgraph's package. */
  readonly directory: string;
  connect(adapter: PrismaPg, pool: pg.Pool): PrismaConnection;
}

/** Where and with what an agency's subgraph starts. */
export interface StartAgencyOptions {
  /** The agency's own database. */
  readonly databaseUrl: string;
  /** Where its events go. */
  readonly eventLog: EventLog;
  /** The agency's own key, as `subgraphKey` derives it from the hub's service key. */
  readonly serviceKey: string;
  /** The key before it, which is accepted too while keys are rotated. @default none */
  readonly previousServiceKey?: string | undefined;
  /** Verifies the issuer's tokens, which then say who asks. @default none: only on loopback where the SDL requires something of callers */
  readonly verifier?: TokenVerifier | undefined;
  readonly host: string;
  /** 0 has a free port chosen. */
  readonly port: number;
  readonly logger: Logger;
  /**
   * For how long its database keeps what only grows, pruned once a day; `off` when this process prunes nothing.
   * `firstAfter` is the number of milliseconds until the first time. @default 30 days of published events, 90 of keys
   */
  readonly pruning?: Pruning | 'off';
}

/** What is pruned, and when for the first time. */
type Pruning = Retention & { readonly firstAfter?: number };

/** An agency's subgraph at work. */
export interface RunningAgency {
  readonly name: string;
  /** GraphQL endpoint. */
  readonly url: string;
  readonly service: HttpService;
  /** Resolves when every event of the outbox is on the event log. */
  relayed(): Promise<void>;
  /** Finishes requests in flight, stops the relay and closes the database. */
  stop(): Promise<void>;
}

/** Starts an agency's subgraph: migrates its database, serves its graph and relays its events. */
export async function startAgency(
  subgraph: AgencySubgraph,
  options: StartAgencyOptions,
): Promise<RunningAgency> {
  const { agency, resolvers, directory } = subgraph;
  const {
    databaseUrl,
    eventLog,
    serviceKey,
    previousServiceKey,
    verifier,
    host,
    port,
    logger,
    pruning = defaultRetention as Pruning,
  } = options;
  const { name } = agency;

  await migrate({
    url: databaseUrl,
    migrationsDirectory: join(directory, 'prisma/migrations'),
    service: name,
  });
  const typeDefs = subgraph.sdl ?? subgraphSdl(name);
  checkMutations(name, typeDefs, Object.keys(resolvers['Mutation'] ?? {}));
  await using cleanup = new AsyncDisposableStack();
  let relay: Relay | undefined;
  const service = await createGraphService<AgencyContext>({
    name,
    typeDefs,
    resolvers,
    createContext(request) {
      const { load, clear, know } = createRequestReaders(source);
      return {
        ...request,
        logger,
        load,
        async change({ name: mutation, file, command, table, row: reader }, input) {
          const maxEventBytes = eventLog.maxRecordBytes(topicOf(name));
          const run = command as Command<Tables, typeof input, FileAbout>;
          const answer = { table, types: source.typesOf(table) };
          const call = { mutation, file, command: run, input, maxEventBytes, answer };
          const { result: id, row } = await writer.change(call);
          // What an earlier mutation of the same request read may have changed.
          clear();
          // What was written need not be read again.
          if (row) know(reader as Reader<string, object>, id, row);
          return id;
        },
      };
    },
    readinessChecks: [
      { name: 'database', check: () => database.check() },
      { name: 'relay', check: async () => relay?.check(), alarm: async () => relay?.alarm() },
    ],
    serviceKey,
    previousServiceKey,
    verifier,
    host,
    logger,
  });
  const pool = createPool(databaseUrl, { name, metrics: service.metrics, logger });
  cleanup.defer(() => pool.end());
  const database = poolCheck('database', pool);
  const writer = createFileWriter(pool, agency, createOutboxBell(pool));
  const adapter = new PrismaPg(pool, { statementNameGenerator: createStatementNames() });
  const prisma = subgraph.connect(adapter, pool);
  cleanup.defer(() => prisma.$disconnect());
  const source = createRecordSource(prisma, pool, tableColumns(agency));

  await ensureFileTables(pool);
  await eventLog.ensureTopics([topicOf(name)]);
  const running = startRelay({ agency: name, databaseUrl, log: eventLog, logger, metrics: service.metrics });
  relay = running;
  cleanup.defer(() => running.stop());
  if (pruning !== 'off') {
    const { firstAfter, ...retention } = pruning;
    cleanup.defer(
      keepPruning({
        pool,
        retention,
        logger: logger.child({ service: name }),
        metrics: service.metrics,
        ...(firstAfter === undefined ? {} : { firstAfter }),
      }),
    );
  }
  cleanup.defer(() => service.stop());
  const url = await service.listen({ host, port, setting: 'HUB_PORT' });

  const started = cleanup.move();
  return {
    name,
    url: `${url}/graphql`,
    service,
    relayed: () => running.drained(),
    stop: () => started.disposeAsync(),
  };
}
