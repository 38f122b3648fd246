import {
  advisoryLockText,
  dayAndMomentAsText,
  hasSqlStateOfClass,
  inTransaction,
  isDatabaseUnavailable,
  prepared,
  sqlStateClass,
} from '@throughgate/database';
import { recordId } from '@throughgate/domain';
import type pg from 'pg';
import { conditionsSql } from '../graph/condition.ts';
import { badInput, conflict, databaseUnavailable } from '../graph/errors.ts';
import type { Agency } from './agency.ts';
import type { AgencyFile } from './agency-file.ts';
import { callDigest } from './call-digest.ts';
import { ChangeBuffer } from './change-buffer.ts';
import type { Command } from './command.ts';
import { refuseOversizedEvents } from './event-size.ts';
import type { FileAbout, FileKind } from './file-kind.ts';
import { notAhead } from './not-ahead.ts';
import type { Stored, Tables } from './stored.ts';
import { withFileKey } from './with-file-key.ts';
import { writeChanges } from './write-changes.ts';

/** Longest idempotency key, in UTF-16 code units: it is the key of a table, whose index takes 2,704 bytes. */
const longestIdempotencyKey = 255;

/** A call to change a file. */
export interface FileCall<T extends Tables, About extends FileAbout, Input> {
  /** Name of the mutation. */
  readonly mutation: string;
  /** Kind of the file that the input names. */
  readonly file: FileKind<T, About>;
  readonly command: Command<T, Input, About>;
  readonly input: Input & { readonly idempotencyKey: string };
  /** Most bytes that the event log takes for one event. @default no limit */
  readonly maxEventBytes?: number;
}

/**
 * Runs a command on a file in one transaction: its rows, its event and its idempotency key are written
 * together or not at all. Calls on one file run one after the other. Returns the id of the resulting record.
 * Raises `BAD_USER_INPUT` when an event would be larger than `maxEventBytes`.
 *
 * A key that was used before for the same mutation and input, however that was written, returns the first result without
 * running the command; for anything else it raises `IDEMPOTENCY_KEY_REUSED`. A key is remembered until it is pruned; after
 * that it counts as new, but for a record that it once made: to make that again raises `IDEMPOTENCY_KEY_REUSED`. Raises
 * `DATABASE_UNAVAILABLE` when the database cannot be used: whether the change was made is then not known, and the same
 * call may be sent again.
 */
export async function changeFile<T extends Tables, About extends FileAbout, Input extends object>(
  pool: pg.Pool,
  agency: Agency<T>,
  {
    mutation,
    file: kind,
    command,
    input,
    maxEventBytes = Number.POSITIVE_INFINITY,
  }: FileCall<T, About, Input>,
): Promise<string> {
  const { idempotencyKey } = input;
  checkIdempotencyKey(idempotencyKey);
  const { key, input: canonical } = withFileKey(kind, input);
  const { idempotencyKey: _, ...content } = canonical;
  const digest = callDigest(content);
  try {
    return await inTransaction(pool, async (client) => {
      const claimed = await claim(client, kind.nameOf(key), { idempotencyKey, mutation, digest });
      if ('previous' in claimed) return claimed.previous;
      const file = openFile(client, agency, { kind, key, version: claimed.version }, canonical);
      const result = await command(file, canonical);
      refuseOversizedEvents(file.changes.events, input, maxEventBytes);
      // Ids follow from keys: a key that is no longer remembered must not write over what it once created.
      const call = { idempotencyKey, result, newId: file.newId };
      const free = await writeChanges(client, agency, file.changes, call);
      if (!free) throw reused(idempotencyKey, 'made a record that is there');
      return result;
    });
  } catch (error) {
    if (hasSqlStateOfClass(error, sqlStateClass.dataException))
      throw badInput('input', 'The input holds a value that cannot be stored.');
    if (isDatabaseUnavailable(error)) throw databaseUnavailable('change', error);
    throw error;
  }
}

function checkIdempotencyKey(key: string): void {
  if (key.length >= 1 && key.length <= longestIdempotencyKey) return;
  throw badInput(
    'idempotencyKey',
    `"idempotencyKey" must have 1 to ${longestIdempotencyKey} characters, not ${key.length}.`,
  );
}

/**
 * Takes a file for this transaction and claims the call's key, with one statement. Returns the version of the file, or the
 * result of the first call with this key.
 */
async function claim(
  client: pg.ClientBase,
  fileName: string,
  call: { idempotencyKey: string; mutation: string; digest: string },
): Promise<{ readonly version: number } | { readonly previous: string }> {
  const { idempotencyKey, mutation, digest } = call;
  const claimed = await client.query<{ version: number; is_new: boolean }>(
    prepared(
      `WITH call AS (
         INSERT INTO hub.idempotency (key, mutation, input_digest) VALUES ($2, $3, $4) ON CONFLICT DO NOTHING RETURNING key)
       INSERT INTO hub.file (key, version) VALUES ($1, 0)
       ON CONFLICT (key) DO UPDATE SET version = file.version
       RETURNING version, EXISTS (SELECT FROM call) AS is_new`,
      [fileName, idempotencyKey, mutation, digest],
    ),
  );
  const [file] = claimed.rows;
  if (file?.is_new) return file;
  const { rows } = await client.query<{ mutation: string; input_digest: string; result_id: string }>(
    'SELECT mutation, input_digest, result_id FROM hub.idempotency WHERE key = $1',
    [idempotencyKey],
  );
  const [first] = rows;
  // It was pruned between the two statements, and so is new.
  if (!first) return claim(client, fileName, call);
  if (first.mutation === mutation && first.input_digest === digest) return { previous: first.result_id };
  throw reused(idempotencyKey, `was used before for another call (${first.mutation})`);
}

function reused(idempotencyKey: string, how: string): Error {
  return conflict(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key "${idempotencyKey}" ${how}; choose a new one for each call.`,
  );
}

/** A file that is taken for the transaction of `client`, at its version. */
function openFile<T extends Tables, About extends FileAbout>(
  client: pg.ClientBase,
  agency: Agency<T>,
  {
    kind,
    key,
    version,
  }: { readonly kind: FileKind<T, About>; readonly key: string; readonly version: number },
  input: { readonly idempotencyKey: string },
): AgencyFile<T, About> & { readonly changes: ChangeBuffer<T> } {
  const recordedAt = new Date().toISOString();
  const changes = new ChangeBuffer(agency, kind);
  changes.open(key, version);

  return {
    about: kind.about,
    key,
    exists: version > 0,
    recordedAt,
    newId: recordId(agency.name, input.idempotencyKey),
    changes,
    async get(table, id) {
      const buffered = changes.row(table, id);
      if (buffered) return buffered;
      const result = await client.query<Stored<T[typeof table]> & object>({
        text: `SELECT * FROM "${table}" WHERE "${agency.tables[table].key}" = $1 AND "${kind.key}" = $2`,
        values: [id, key],
        types: dayAndMomentAsText,
      });
      return result.rows[0];
    },
    async list(table) {
      const result = await client.query<Stored<T[typeof table]> & object>({
        text: `SELECT * FROM "${table}" WHERE "${kind.key}" = $1`,
        values: [key],
        types: dayAndMomentAsText,
      });
      return changes.overlay(table, key, result.rows);
    },
    async peers(table, column, value, where = []) {
      // A statement of its own: the one that reads begins when whoever held the lock has committed.
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        advisoryLockText.peers(`${table}.${column} ${value}`),
      ]);
      const values: unknown[] = [value, key];
      const conditions = conditionsSql(where, values);
      const result = await client.query<Stored<T[typeof table]> & object>({
        text: `SELECT * FROM "${table}" WHERE "${column}" = $1 AND "${kind.key}" <> $2${conditions}`,
        values,
        types: dayAndMomentAsText,
      });
      return result.rows;
    },
    record(change) {
      notAhead(change, recordedAt, input);
      changes.add(key, change, recordedAt);
    },
  };
}
