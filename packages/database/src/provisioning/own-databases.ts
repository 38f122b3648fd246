import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, OperatorError, type ReadinessCheck, reasonOf } from '@throughgate/service';
import pg from 'pg';
import { connectionFailure, hostAndPort } from '../errors/connection-failure.ts';
import { hasSqlState, sqlState } from '../errors/sql-state.ts';
import { advisoryLock } from '../sql/advisory-lock.ts';
import { databaseName, defaultPrefix, type ProvisionOptions, provision } from './provision.ts';

/** How often the connection that holds the lock is tried, in milliseconds, and how long it may take to answer. */
const heartbeat = 5_000;
/** Longest that a hub whose lock is taken from it may take to let go, in milliseconds. */
const patience = 15_000;

/** The lock's connection is named so that whoever is refused can tell whom to ask. */
const applicationName = `throughgate hub ${process.pid} ${hostname()}`.slice(0, 63);

/** What {@link ownDatabases} makes a hub's own. */
export interface OwnDatabasesOptions<Name extends string> extends ProvisionOptions {
  /** Administrator's URL of a server that other hubs may use too. */
  readonly adminUrl: string;
  readonly names: readonly Name[];
  readonly databaseSecret: string;
  readonly logger: Logger;
}

/** Databases that no other hub uses while this one runs. */
export interface OwnedDatabases<Name extends string> {
  /** URL of each, as its own role. */
  readonly urls: Readonly<Record<Name, string>>;
  /** Fails while the lock is not held, as after a restart of the server until it is taken again. */
  readonly readiness: ReadinessCheck;
  /** Resolves, and never rejects, when another hub has taken the databases over: this one can only end. */
  readonly lost: Promise<OperatorError>;
  /** Gives them free. */
  release(): Promise<void>;
}

/**
 * Provisions a hub's databases as {@link provision} does, and keeps other hubs off them by an advisory lock that is
 * held until `release`. The lock is taken before anything but its own database is touched, and taken again when its
 * connection is lost. With `takeOver` it is taken from the hub that holds it, which then ends; this waits for that.
 *
 * @throws OperatorError naming host and process of the hub that has the databases, and as {@link provision} does
 */
export async function ownDatabases<Name extends string>(
  options: OwnDatabasesOptions<Name>,
): Promise<OwnedDatabases<Name>> {
  const { adminUrl, names, databaseSecret, prefix = defaultPrefix, takeOver = false, logger } = options;
  const [first] = names;
  if (first === undefined) throw new Error('a hub has databases');
  const place = `the databases ${databaseName(prefix, '*')} at ${hostAndPort(adminUrl)}`;
  const administrator = await connect(adminUrl, 'throughgate', place);
  try {
    const database = databaseName(prefix, first);
    const holder = await findHolder(administrator, database);
    if (holder !== undefined && !takeOver) throw new OperatorError(inUse(place, holder));
    const ways = { prefix, takeOver };
    const { [first]: url } = await provision(adminUrl, [first], databaseSecret, ways);
    const client = await connect(url, applicationName, place);
    try {
      if (!(await tryLock(client))) {
        const other = await findHolder(administrator, database);
        if (!takeOver) throw new OperatorError(inUse(place, other));
        logger.warn({ from: nameOf(other) }, `taking over ${place}`);
        await lockAgainst(client, administrator, database, place);
      }
      const urls = await provision(adminUrl, names, databaseSecret, ways);
      if (takeOver) await untilLeft(administrator, client, Object.values<string>(urls));
      return { urls, ...keepLock(client, url, place, logger) };
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  } finally {
    await administrator.end().catch(() => undefined);
  }
}

/** A session that holds the lock. */
interface Holder {
  readonly pid: number;
  /** `null` where the server does not tell. */
  readonly name: string | null;
}

/** Whose session holds the lock of a database. The view shows those of all databases of the server. */
async function findHolder(client: pg.Client, database: string): Promise<Holder | undefined> {
  const { rows } = await client.query<Holder>(
    `SELECT l.pid, a.application_name AS name FROM pg_locks l
       JOIN pg_database d ON d.oid = l.database LEFT JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND d.datname = $1
        AND (l.classid::bigint << 32 | l.objid::bigint) = $2`,
    [database, advisoryLock.hub],
  );
  return rows[0];
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    advisoryLock.hub,
  ]);
  return rows[0]?.taken === true;
}

/** Waits for the lock, and only then ends the session that holds it: nobody else comes in between. */
async function lockAgainst(
  client: pg.Client,
  administrator: pg.Client,
  database: string,
  place: string,
): Promise<void> {
  await client.query(`SET statement_timeout = ${patience}`);
  let taken = false;
  const taking = client.query('SELECT pg_advisory_lock($1)', [advisoryLock.hub]).then(() => {
    taken = true;
  });
  taking.catch(() => undefined);
  try {
    // Its hub may have come back in the meantime: only what holds the lock now is ended.
    for (const until = Date.now() + patience; !taken && Date.now() < until; await delay(100)) {
      const holder = await findHolder(administrator, database);
      if (holder && !taken) await administrator.query('SELECT pg_terminate_backend($1)', [holder.pid]);
    }
    await taking;
    await client.query('SET statement_timeout = 0');
  } catch (cause) {
    throw new OperatorError(`Could not take over ${place}: ${connectionFailure(cause)}.`, { cause });
  }
}

/** Waits until the hub that had the databases has left them. What it leaves behind is ended. */
async function untilLeft(
  administrator: pg.Client,
  holding: pg.Client,
  urls: readonly string[],
): Promise<void> {
  const { rows: own } = await holding.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const others = [urls.map((url) => new URL(url).pathname.slice(1)), own[0]?.pid];
  const sessions =
    "FROM pg_stat_activity WHERE datname = ANY ($1) AND pid <> $2 AND backend_type = 'client backend'";
  for (const until = Date.now() + patience; Date.now() < until; await delay(100)) {
    if ((await administrator.query(`SELECT ${sessions}`, others)).rowCount === 0) return;
  }
  // An administrator who may not do this has waited all the same.
  await administrator.query(`SELECT pg_terminate_backend(pid) ${sessions}`, others).catch(() => undefined);
}

function keepLock(
  first: pg.Client,
  url: string,
  place: string,
  logger: Logger,
): Omit<OwnedDatabases<never>, 'urls'> {
  const stopping = new AbortController();
  const lost = Promise.withResolvers<OperatorError>();
  let trouble: string | undefined;
  const ended = keep(first);
  return {
    readiness: {
      name: 'hold on the databases',
      async check() {
        if (trouble !== undefined) throw new Error(trouble);
      },
    },
    lost: lost.promise,
    async release() {
      stopping.abort();
      await ended;
    },
  };

  async function keep(held: pg.Client): Promise<void> {
    for (let client: pg.Client | undefined = held; client !== undefined; client = await takeAgain()) {
      trouble = undefined;
      await untilBroken(client, stopping.signal);
      await client.end().catch(() => undefined);
      if (stopping.signal.aborted) return;
      trouble = `the lock on ${place} is not held: its connection was lost`;
      logger.warn({ connection: applicationName }, `${trouble}; it is taken again`);
    }
  }

  /** A connection that holds the lock again; `undefined` when another hub has it now, and when this one stops. */
  async function takeAgain(): Promise<pg.Client | undefined> {
    for (let pause = 100; !stopping.signal.aborted; pause = Math.min(2 * pause, 2_000)) {
      let client: pg.Client | undefined;
      try {
        client = await connect(url, applicationName, place);
        if (await tryLock(client)) return client;
        const holder = await findHolder(client, decodeURIComponent(new URL(url).pathname.slice(1)));
        // The server may not have noticed yet that the connection of before is gone.
        if (holder !== undefined && holder.name !== applicationName) {
          const by = `The hub of ${nameOf(holder)} has taken over ${place}; this one ends.`;
          lost.resolve(new OperatorError(by));
          await client.end().catch(() => undefined);
          return undefined;
        }
      } catch (error) {
        trouble = reasonOf(error);
        if (error instanceof OperatorError && hasSqlState(error.cause, sqlState.invalidPassword)) {
          lost.resolve(
            new OperatorError(
              `Another hub has taken over ${place}: the passwords were changed. This one ends.`,
            ),
          );
          return undefined;
        }
      }
      await client?.end().catch(() => undefined);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    return undefined;
  }
}

/** Resolves when a connection does not answer any more, or `signal` aborts. */
async function untilBroken(client: pg.Client, signal: AbortSignal): Promise<void> {
  const broken = new AbortController();
  client.once('end', () => broken.abort());
  const either = AbortSignal.any([signal, broken.signal]);
  while (!either.aborted) {
    // A peer that vanished without a word is noticed by its silence only.
    const answered = client.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const silent = delay(heartbeat, false, { signal: either }).catch(() => false);
    if (!(await Promise.race([answered, silent]))) return;
    await silent;
  }
}

async function connect(url: string, name: string, place: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    // A hub that vanished without a word must not keep the lock for the two hours that TCP allows.
    await client.query(
      'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET idle_session_timeout = 0',
    );
    return client;
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw new OperatorError(`The connection to ${place} failed: ${connectionFailure(cause)}.`, { cause });
  }
}

function inUse(place: string, holder: Holder | undefined): string {
  return (
    `Another hub (${nameOf(holder)}) uses ${place}. Stop it, give this one databases of its own with ` +
    'HUB_DATABASE_PREFIX, or start it with --take-over: the other hub then ends.'
  );
}

function nameOf(holder: Holder | undefined): string {
  const [, pid, host] = /^throughgate hub (\d+) (.*)$/.exec(holder?.name ?? '') ?? [];
  if (pid !== undefined) return `process ${pid} on host ${host}`;
  return `database session ${holder?.pid ?? 'unknown'}, whose process the server does not tell`;
}
