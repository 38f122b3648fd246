import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { advisoryLock, inTransaction } from '@throughgate/database';
import type { Verb } from '@throughgate/registry-client';
import { OperatorError, reasonOf } from '@throughgate/service';
import type pg from 'pg';
import { createTokenSecret, hashTokenSecret } from './token-secret.ts';

/** A token that the registry makes for the machine it runs on. Each has one row of the table for ever, by its id. */
export interface StandingToken {
  readonly id: string;
  readonly name: string;
  readonly can: readonly Verb[];
}

/** With it `hub` on the registry's own machine may do everything, without being asked for a token. */
export const administrator: StandingToken = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'administrator of this machine',
  can: ['admin'],
};

/** With it the gateway beside the registry reads the graph and reports operations, and can do no more. */
export const localGateway: StandingToken = {
  id: '00000000-0000-4000-8000-000000000002',
  name: 'gateway of this machine',
  can: ['read', 'report'],
};

/**
 * Makes sure that `file` holds the secret of a standing token, and returns the secret. What file and database agree
 * on is kept. If the file was lost, can be read by others, or does not fit the database, there is a new secret: the
 * one before is then void.
 *
 * @throws OperatorError when the file cannot be written
 */
export async function ensureStandingToken(
  pool: pg.Pool,
  { id, name, can }: StandingToken,
  file: string,
): Promise<string> {
  return await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLock.standingTokens]);
    const kept = await fittingSecret(client, { id, name, can }, file);
    if (kept !== undefined) return kept;
    const secret = createTokenSecret();
    // The file first: if the commit fails the two do not fit, and the next start makes another secret.
    writeSecret(file, secret);
    await client.query(
      `INSERT INTO "Token" (id, name, "secretHash", subgraphs, can, "createdAt", "createdBy")
       VALUES ($1, $2, $3, '{}', $4, now(), 'registry')
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, "secretHash" = excluded."secretHash", can = excluded.can,
         "createdAt" = excluded."createdAt", "lastUsedAt" = NULL, "revokedAt" = NULL`,
      [id, name, hashTokenSecret(secret), can],
    );
    return secret;
  });
}

/**
 * Makes sure that no other registry works on the database with a standing token that {@link ensureStandingToken} would
 * void: two registries share a database only with the same file. To be called before this one's relay starts.
 *
 * @throws OperatorError naming the file and where the other registry is
 */
export async function requireTokenOfNobodyElse(
  pool: pg.Pool,
  token: StandingToken,
  file: string,
): Promise<void> {
  if ((await fittingSecret(pool, token, file)) !== undefined) return;
  const { rows } = await pool.query<{ pid: number; address: string | null }>(
    // The session of its relay, which lasts as long as it does.
    `SELECT pid, host(client_addr) AS address FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'throughgate relay registry'
        AND EXISTS (SELECT FROM "Token" WHERE id = $1 AND "revokedAt" IS NULL)`,
    [token.id],
  );
  const [other] = rows;
  if (other === undefined) return;
  throw new OperatorError(
    `Another registry works on this database (from ${other.address ?? 'this machine'}, database session ${other.pid}), ` +
      `and ${file} does not hold its token "${token.name}", which a new one would make void. ` +
      'Stop that registry, give this one its HUB_DATA, or give it a database of its own.',
  );
}

/** The secret in the file, where the database knows it as this token's. */
async function fittingSecret(
  database: pg.Pool | pg.PoolClient,
  { id, can }: StandingToken,
  file: string,
): Promise<string | undefined> {
  const kept = readSecret(file);
  if (kept === undefined) return undefined;
  const { rowCount } = await database.query(
    `SELECT FROM "Token" WHERE id = $1 AND "secretHash" = $2 AND can = $3 AND "revokedAt" IS NULL`,
    [id, hashTokenSecret(kept), can],
  );
  return rowCount === 1 ? kept : undefined;
}

/** The secret in the file; `undefined` when there is none, or when others than the owner could have read it. */
function readSecret(file: string): string | undefined {
  try {
    const exposed = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
    return exposed ? undefined : readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * Replaces the file as a whole, so that `hub` never reads half a secret. Not with write-file-atomic: its draft has a name that
 * can be guessed, is opened when somebody else has made it already, and gets the owner of the file before.
 */
function writeSecret(file: string, secret: string): void {
  const draft = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new OperatorError(`The registry's token could not be written to ${file}: ${reasonOf(cause)}`, {
      cause,
    });
  }
}
