import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, OperatorError } from '@throughgate/service';
import getPort from 'get-port';
import { withClient } from '../connection/with-client.ts';
import { readOrCreateSecret } from '../data-directory/create-once-file.ts';
import { lockDataDirectory } from '../data-directory/lock-data-directory.ts';
import { embeddedSettings, settingFlags } from '../embedded/embedded-settings.ts';
import { findClusterPlace } from '../embedded/find-cluster-place.ts';
import { administrator, initialiseCluster } from '../embedded/initialise-cluster.ts';
import { keepPostgres } from '../embedded/keep-postgres.ts';
import { PortTakenError, type PostgresProcess, startPostgres } from '../embedded/start-postgres.ts';
import { stopLeftover } from '../embedded/stop-leftover.ts';
import { checkExternalPostgres } from './check-external-postgres.ts';

/** What a PostgreSQL is opened with. */
export interface OpenPostgresOptions {
  /** Directory of the hub's data (HUB_DATA); an embedded PostgreSQL lives in its subdirectory `postgres`. */
  readonly dataDirectory: string;
  /** Setting DATABASE_URL: an administrator's URL of a PostgreSQL 15 or newer. @default an embedded PostgreSQL */
  readonly databaseUrl?: string | undefined;
  readonly logger: Logger;
  /** Settings of an embedded server that differ from {@link embeddedSettings}. @default none */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether data survive a power cut; `false` only where they are thrown away, as in tests. @default true */
  readonly durable?: boolean;
  /** How often within ten minutes an embedded server that ended unexpectedly is started again. @default 5 */
  readonly mostRestarts?: number;
}

/** A PostgreSQL server that accepts connections. */
export interface Postgres {
  /** Connects to the database `postgres` as an administrator; holds the password. */
  readonly adminUrl: string;
  /** Whether the server belongs to this process. */
  readonly embedded: boolean;
  /**
   * Resolves, and never rejects, when an embedded server has ended and is not started again: whoever opened it can
   * only end, with this error. One that is killed is started again on the same port, so that connections made anew
   * find it.
   */
  readonly failed: Promise<OperatorError>;
  /** Stops an embedded server; leaves an external one alone. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Opens the hub's PostgreSQL: the one that `databaseUrl` names, or an embedded one with its data under
 * `dataDirectory`, on a free port of 127.0.0.1. The embedded one keeps its data from start to start, and ends
 * with this process however that ends. It needs no signal handler: call `stop()` last when the hub stops.
 * Raises {@link OperatorError} where the person who starts the hub can mend it.
 */
export async function openPostgres(options: OpenPostgresOptions): Promise<Postgres> {
  const { dataDirectory, databaseUrl, logger, settings = {}, durable = true, mostRestarts = 5 } = options;
  if (databaseUrl !== undefined) {
    const adminUrl = await checkExternalPostgres(databaseUrl);
    const failed = new Promise<never>(() => undefined);
    return { adminUrl, embedded: false, failed, stop: async () => undefined };
  }
  const flags = settingFlags({ ...embeddedSettings, ...settings, ...(durable ? {} : { fsync: 'off' }) });
  const place = findClusterPlace(dataDirectory, logger);
  const lock = lockDataDirectory(place.home);
  try {
    const passwordFile = join(place.home, 'password');
    if (existsSync(place.data) && !existsSync(passwordFile)) {
      throw new OperatorError(
        `${passwordFile} is missing, without which the database beside it cannot be opened. ` +
          `Restore it, or delete ${place.home} to start with an empty database.`,
      );
    }
    const password = readOrCreateSecret(
      passwordFile,
      () => randomBytes(24).toString('base64url'),
      `Restore it, or delete ${place.home} to start with an empty database.`,
    );
    stopLeftover(place, logger);
    await initialiseCluster(place, password, durable);
    const { server, port } = await startOnFreePort((candidate) => startPostgres(place, candidate, flags));
    const kept = keepPostgres({
      first: server,
      start: () => startPostgres(place, port, flags, { again: true }),
      mostRestarts,
      logger,
    });
    const adminUrl = `postgresql://${administrator}:${password}@127.0.0.1:${port}/postgres`;
    const stop = async () => {
      await kept.stop();
      lock.release();
    };
    try {
      await closeToOthers(adminUrl);
    } catch (error) {
      await stop();
      throw error;
    }
    const failed = kept.gaveUp.then(
      (reason) =>
        new OperatorError(
          `The embedded PostgreSQL is lost: ${reason}. Its log is ${join(place.base, 'server.log')}.`,
        ),
    );
    return { adminUrl, embedded: true, failed, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Between the choice of a free port and its use another process may take it: choose again. */
async function startOnFreePort(
  start: (port: number) => Promise<PostgresProcess>,
): Promise<{ server: PostgresProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await getPort({ host: '127.0.0.1' });
    try {
      return { server: await start(port), port };
    } catch (error) {
      if (!(error instanceof PortTakenError)) throw error;
      if (attempt === 5) {
        throw new OperatorError('The embedded PostgreSQL found no free port on 127.0.0.1 in five attempts.', {
          cause: error,
        });
      }
    }
  }
}

/** By default every role may connect to these two databases; an agency's role shall reach its own only. */
async function closeToOthers(adminUrl: string): Promise<void> {
  await withClient(adminUrl, (client) =>
    client.query('REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC'),
  );
}
