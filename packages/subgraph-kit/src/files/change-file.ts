import {
  hasSqlState,
  hasSqlStateOfClass,
  isDatabaseUnavailable,
  sqlState,
  sqlStateClass,
} from '@throughgate/database';
import { recordId } from '@throughgate/domain';
import type pg from 'pg';
import { badInput, databaseUnavailable } from '../graph/errors.ts';
import type { Agency } from './agency.ts';
import { type AcceptedCall, acceptCall, type FileCall } from './file-call.ts';
import type { FileAbout } from './file-kind.ts';
import { type Changed, keyReused, type Outcome, runCalls } from './run-calls.ts';
import type { Tables } from './stored.ts';

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
  call: FileCall<T, About, Input>,
): Promise<string> {
  return (await changeAlone(pool, agency, acceptCall(call))).result;
}

/** As {@link changeFile}, of a call that is accepted. */
export async function changeAlone<T extends Tables>(
  pool: pg.Pool,
  agency: Agency<T>,
  call: AcceptedCall,
): Promise<Changed> {
  try {
    return settled(await runAlone(pool, agency, call));
  } catch (error) {
    throw asAnswer(error);
  }
}

/** The error with which a call is answered when its transaction failed. */
export function asAnswer(error: unknown): unknown {
  if (hasSqlStateOfClass(error, sqlStateClass.dataException))
    return badInput('input', 'The input holds a value that cannot be stored.');
  if (isDatabaseUnavailable(error)) return databaseUnavailable('change', error);
  return error;
}

/** The result of a call; raises the error of one that failed. */
export function settled(outcome: Outcome): Changed {
  if (outcome.is === 'done') return outcome;
  throw outcome.is === 'failed' ? outcome.error : new Error('unreachable: a call alone is not left');
}

async function runAlone<T extends Tables>(
  pool: pg.Pool,
  agency: Agency<T>,
  call: AcceptedCall,
): Promise<Outcome> {
  for (;;) {
    try {
      const [outcome] = await runCalls(pool, agency, [call], 'alone');
      return outcome as Outcome;
    } catch (error) {
      if (!hasSqlState(error, sqlState.uniqueViolation)) throw error;
      // Another call on another file used the key meanwhile; it has committed, and is found now.
      if (error.schema === 'hub' && error.table === 'idempotency') continue;
      // Ids follow from keys: a key that is no longer remembered must not write over what it once created.
      if (!(await isThere(pool, agency, error.table, recordId(agency.name, call.idempotencyKey))))
        throw error;
      throw keyReused(call.idempotencyKey, 'made a record that is there');
    }
  }
}

async function isThere<T extends Tables>(
  pool: pg.Pool,
  { tables }: Agency<T>,
  table: string | undefined,
  id: string,
): Promise<boolean> {
  const known = table === undefined ? undefined : tables[table];
  if (!known) return false;
  const { rowCount } = await pool.query(`SELECT FROM "${table}" WHERE "${known.key}" = $1`, [id]);
  return rowCount === 1;
}
