import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { hubSecrets, lockDataDirectory, openPostgres, provision } from '@throughgate/database';
import { createKafkaEventLog, createPostgresEventLog, type EventLog } from '@throughgate/events';
import { type Logger, StartupError } from '@throughgate/service';
import type { Settings } from '../settings/settings.ts';
import { readRunFile, removeRunFile, writeRunFile } from './run-file.ts';
import { type DatabaseName, databaseNames } from './services.ts';

/** What the services of a hub stand on. */
export interface Infrastructure {
  /** Key that gateway and subgraphs share. */
  readonly serviceKey: string;
  /** URL of each database, with the credentials of its own role. */
  readonly databases: Readonly<Record<DatabaseName, string>>;
  readonly eventLog: EventLog;
  /** Whether another process of this hub is running and serves, relays and projects. */
  readonly shared: boolean;
  close(): Promise<void>;
}

/**
 * Opens the hub's database, provisions the services' roles and opens the event log. The data directory belongs
 * to this process until `close`. Raises {@link StartupError} when another hub has it, and as `openPostgres` does.
 */
export async function openInfrastructure(settings: Settings, logger: Logger): Promise<Infrastructure> {
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
    const databases = await provision(postgres.adminUrl, databaseNames, databaseSecret);
    writeRunFile(directory, { pid: process.pid, databases });
    cleanup.defer(() => removeRunFile(directory));
    const eventLog = openEventLog(settings.kafkaBrokers, databases.events, logger);
    cleanup.defer(() => eventLog.close());
    const owned = cleanup.move();
    return { serviceKey, databases, eventLog, shared: false, close: () => owned.disposeAsync() };
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
  const directory = resolve(settings.data);
  try {
    return await openInfrastructure(settings, logger);
  } catch (error) {
    const running = readRunFile(directory);
    if (!(error instanceof StartupError) || !running) throw error;
    const { databases } = running;
    const { serviceKey } = hubSecrets(directory, settings);
    const eventLog = openEventLog(settings.kafkaBrokers, databases.events, logger);
    return { serviceKey, databases, eventLog, shared: true, close: () => eventLog.close() };
  }
}

/** The event log in Kafka where there are brokers, else in PostgreSQL. */
export function openEventLog(brokers: string | undefined, databaseUrl: string, logger: Logger): EventLog {
  return brokers === undefined
    ? createPostgresEventLog({ databaseUrl, logger })
    : createKafkaEventLog({ brokers: brokers.split(','), logger });
}
