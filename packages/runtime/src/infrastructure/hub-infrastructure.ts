import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  hubSecrets,
  lockDataDirectory,
  type OwnedDatabases,
  openPostgres,
  ownDatabases,
  type Postgres,
  provision,
} from '@throughgate/database';
import type { EventLog } from '@throughgate/events';
import { type Logger, OperatorError, type ReadinessCheck } from '@throughgate/service';
import { type DatabaseName, databaseNames } from '../database-names.ts';
import { kafkaOf, openEventLog } from '../event-log.ts';
import { readRunFile, removeRunFile, writeRunFile } from '../run-file.ts';
import type { Settings } from '../settings/index.ts';

/** What the services of a hub stand on. */
export interface Infrastructure {
  /** Key that gateway and subgraphs share. */
  readonly serviceKey: string;
  /** URL of each database, with the credentials of its own role. */
  readonly databases: Readonly<Record<DatabaseName, string>>;
  readonly eventLog: EventLog;
  /** Whether another process of this hub is running and serves, relays and projects. */
  readonly shared: boolean;
  /** What must hold for a hub on it to be ready, beside its services. */
  readonly readinessChecks: readonly ReadinessCheck[];
  /**
   * Resolves, and never rejects, when it cannot be worked on any more: an embedded database that does not start again,
   * or another hub that took the databases over.
   */
  readonly failed: Promise<OperatorError>;
  close(): Promise<void>;
}

/** How {@link openInfrastructure} deals with another hub's databases. */
export interface OpenInfrastructureOptions {
  /** Whether databases at DATABASE_URL that are another hub's are taken from it. @default false */
  readonly takeOver?: boolean;
}

/**
 * Opens the hub's database, provisions the services' roles and opens the event log. The data directory, and the
 * databases at DATABASE_URL, belong to this process until `close`. Raises {@link OperatorError} when another hub has
 * them, and as `openPostgres` does.
 */
export async function openInfrastructure(
  settings: Settings,
  logger: Logger,
  { takeOver = false }: OpenInfrastructureOptions = {},
): Promise<Infrastructure> {
  // Before anything is started: what does not go together is told at once.
  const kafka = kafkaOf(settings);
  const directory = resolve(settings.data);
  mkdirSync(directory, { recursive: true });
  const cleanup = new AsyncDisposableStack();
  try {
    const lock = lockDataDirectory(directory);
    cleanup.defer(() => lock.release());
    const { serviceKey, databaseSecret } = hubSecrets(directory, settings);
    const { databaseUrl } = settings;
    const postgres = await openPostgres({ dataDirectory: directory, databaseUrl, logger });
    cleanup.defer(() => postgres.stop());
    const ways = { prefix: settings.databasePrefix, takeOver };
    const owned = await openDatabases(postgres, databaseSecret, ways, logger);
    cleanup.defer(() => owned.release());
    const databases = owned.urls;
    writeRunFile(directory, { pid: process.pid, databases });
    cleanup.defer(() => removeRunFile(directory));
    const eventLog = openEventLog(kafka, databases.events, logger);
    cleanup.defer(() => eventLog.close());
    const opened = cleanup.move();
    return {
      serviceKey,
      databases,
      eventLog,
      shared: false,
      readinessChecks: postgres.embedded ? [] : [owned.readiness],
      failed: Promise.race([postgres.failed, owned.lost]),
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

/**
 * Joins the hub that runs on the data directory, or opens one as {@link openInfrastructure} does: for commands
 * that work on a hub's data whether it runs or not.
 */
export async function joinInfrastructure(settings: Settings, logger: Logger): Promise<Infrastructure> {
  const kafka = kafkaOf(settings);
  const directory = resolve(settings.data);
  try {
    return await openInfrastructure(settings, logger);
  } catch (error) {
    const running = readRunFile(directory);
    if (!(error instanceof OperatorError) || !running) throw error;
    const { databases } = running;
    const { serviceKey } = hubSecrets(directory, settings);
    const eventLog = openEventLog(kafka, databases.events, logger);
    return {
      serviceKey,
      databases,
      eventLog,
      shared: true,
      readinessChecks: [],
      failed: never,
      close: () => eventLog.close(),
    };
  }
}

const never = new Promise<never>(() => undefined);

/** The hub's databases. Those at DATABASE_URL are claimed; an embedded server is this hub's by its data directory. */
async function openDatabases(
  { embedded, adminUrl }: Postgres,
  databaseSecret: string,
  { prefix, takeOver }: { readonly prefix: string; readonly takeOver: boolean },
  logger: Logger,
): Promise<OwnedDatabases<DatabaseName>> {
  if (!embedded) {
    return ownDatabases({ adminUrl, names: databaseNames, databaseSecret, prefix, takeOver, logger });
  }
  const urls = await provision(adminUrl, databaseNames, databaseSecret, { prefix, takeOver: true });
  const readiness = { name: 'hold on the databases', check: async () => undefined };
  return { urls, readiness, lost: never, release: async () => undefined };
}
