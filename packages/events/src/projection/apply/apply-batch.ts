import { inTransaction, prepared } from '@throughgate/database';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { ChangeEvent } from '../../event/change-event.ts';
import { fromLogRecord } from '../../event/cloud-event-record.ts';
import type { LogRecord } from '../../log/event-log.ts';
import type { Projection } from '../definition/projection.ts';
import {
  anyAgency,
  GenerationEndedError,
  openGeneration,
  readGenerations,
} from '../generations/generation.ts';
import { mayPass } from './may-pass.ts';
import {
  fileOf,
  filesOf,
  type Gap,
  type KnownVersions,
  readVersions,
  trackVersions,
} from './track-versions.ts';
import { unreadableError } from './unreadable-record-error.ts';
import { type Failed, writeDeadLetters } from './write-dead-letters.ts';

/** Where a batch is applied. */
export interface Target {
  readonly projection: Projection;
  readonly generation: number;
  /** Whether a rebuild is making it. @default false: it is the active one */
  readonly isBeingBuilt?: boolean;
  readonly pool: pg.Pool;
  readonly logger: Logger;
}

/** What became of a batch. */
export interface Applied {
  /** Events applied now, repeats not among them. */
  readonly events: readonly ChangeEvent[];
  readonly failed: readonly Failed[];
  readonly gaps: readonly Gap[];
}

interface Read {
  readonly record: LogRecord;
  readonly event: ChangeEvent;
}

/** Milliseconds for which a transaction that several partitions share waits for a lock, which concerns one of them. */
const sharedLockTimeout = 5_000;

/**
 * Applies records of several partitions in one transaction, as {@link applyBatch} does those of one. Rejects, with nothing stored, on
 * anything that is wrong with any of them: each partition is then to be applied by itself.
 */
export async function applyShared(target: Target, records: readonly LogRecord[]): Promise<Applied> {
  const { events, malformed } = readAll(records);
  return applyOnce(target, events, malformed, applyWhole, sharedLockTimeout);
}

/**
 * Applies records of one partition, each exactly once, in one transaction: ids, effects, versions and dead
 * letters are stored together or not at all. Rejects, with nothing stored, on trouble that may pass at the nth
 * `attempt`, and with {@link GenerationEndedError} when the generation is neither active nor being built.
 */
export async function applyBatch(
  target: Target,
  records: readonly LogRecord[],
  attempt: number,
): Promise<Applied> {
  const { events, malformed } = readAll(records);
  try {
    return await applyOnce(target, events, malformed, applyWhole);
  } catch (error) {
    if (error instanceof GenerationEndedError || mayPass(error, attempt)) throw error;
    // Something in the batch is poison: once more, finding it by halves. Only after that does it cost anything.
    target.logger.debug({ err: error, projection: target.projection.name }, 'batch holds a poison event');
    return await applyOnce(target, events, malformed, applyByHalves(attempt));
  }
}

/**
 * Applies one dead letter to the active generation, and to one being built, which may have failed on it too,
 * exactly once each, and marks it as replayed in the same transaction. Returns whether it had an effect now; rejects with the reason, nothing stored, when it fails again.
 */
export async function replayRecord(
  { projection, pool }: Omit<Target, 'generation'>,
  record: LogRecord,
  deadLetterId: string,
): Promise<boolean> {
  const event = fromLogRecord(record);
  return inTransaction(pool, async (client) => {
    const generations = await readGenerations(client, projection.name, 'FOR SHARE');
    if (generations === undefined) throw new Error(`Projection ${projection.name} has no read model`);
    let effect = false;
    for (const generation of [generations.active, generations.building]) {
      if (generation === undefined) continue;
      const { areCurrent } = await openGeneration(client, projection, generation, {
        lock: '',
        lockTimeout: 0,
      });
      const { fresh, versions } = await claim(client, [{ record, event }]);
      await applyWhole(client, projection, { areCurrent, versions }, fresh);
      effect ||= fresh.length > 0;
    }
    await client.query('UPDATE hub.dead_letter SET replayed_at = now() WHERE id = $1', [deadLetterId]);
    return effect;
  });
}

/** What became of some events. */
interface Outcome {
  readonly failed: readonly Failed[];
  readonly gaps: readonly Gap[];
}

/** The tables of a generation, which are first on the search path. */
interface Tables {
  /** Whether they have the projection's form. */
  readonly areCurrent: boolean;
  /** The versions of the events' files before any of them. */
  readonly versions: KnownVersions;
}

/** Applies events, and notes their versions beside, in the transaction of `client`. */
type Apply = (
  client: pg.ClientBase,
  projection: Projection,
  tables: Tables,
  events: readonly Read[],
) => Promise<Outcome>;

async function applyOnce(
  target: Target,
  read: readonly Read[],
  malformed: readonly Failed[],
  apply: Apply,
  lockTimeout = 0,
): Promise<Applied> {
  const { projection, pool } = target;
  return inTransaction(pool, async (client) => {
    const { areCurrent } = await lockGeneration(client, target, lockTimeout);
    const { fresh, versions } = await claim(client, read);
    const { failed, gaps } = await apply(client, projection, { areCurrent, versions }, fresh);
    if (failed.length > 0) await disclaim(client, fresh, failed);
    const lost = new Set(failed.map(({ record }) => record));
    const events = fresh.filter(({ record }) => !lost.has(record)).map(({ event }) => event);
    const dead = [...malformed, ...failed];
    await writeDeadLetters(client, projection.name, dead);
    return { events, failed: dead, gaps };
  });
}

/** Opens the generation, and makes sure that it stays what it is until the transaction ends. */
async function lockGeneration(
  client: pg.ClientBase,
  { projection, generation, isBeingBuilt = false }: Target,
  lockTimeout: number,
): Promise<{ readonly areCurrent: boolean }> {
  if (isBeingBuilt) {
    // One being built takes no lock: the switch holds it while the last events are applied.
    const opened = await openGeneration(client, projection, generation, { lock: '', lockTimeout });
    if (opened.generations?.building === generation) return opened;
  }
  const opened = await openGeneration(client, projection, generation, { lock: 'FOR SHARE', lockTimeout });
  if (opened.generations?.active !== generation)
    throw new GenerationEndedError(`${projection.name} generation ${generation} has ended`);
  return opened;
}

/** What {@link claim} finds. */
interface Claimed {
  readonly fresh: readonly Read[];
  readonly versions: KnownVersions;
}

/**
 * Notes the ids of events and returns those that were not noted before, in their order, and how far their files were. Ids
 * are each agency's own: what one agency claims takes nothing from another.
 */
async function claim(client: pg.ClientBase, read: readonly Read[]): Promise<Claimed> {
  if (read.length === 0) return { fresh: [], versions: new Map() };
  const events = read.map(({ event }) => event);
  const files = filesOf(events);
  const { rows } = await client.query<{ id: string | null; agency: string; key: string; version: string }>(
    prepared(
      `WITH claimed AS (
         INSERT INTO applied_event (id, agency)
         SELECT id, agency FROM unnest($1::uuid[], $2::text[]) AS new (id, agency)
         WHERE NOT EXISTS (SELECT FROM applied_event old WHERE old.id = new.id AND old.agency = '${anyAgency}')
         ON CONFLICT DO NOTHING RETURNING id, agency)
       SELECT id, agency, NULL AS key, NULL AS version FROM claimed
       UNION ALL
       SELECT NULL, agency, key, version FROM unnest($3::text[], $4::text[]) AS asked (agency, key)
         JOIN key_version USING (agency, key)`,
      [
        events.map(({ id }) => id),
        events.map(({ agency }) => agency),
        files.map(({ agency }) => agency),
        files.map(({ key }) => key),
      ],
    ),
  );
  const ids = new Set(rows.filter(({ id }) => id !== null).map(({ id, agency }) => `${agency} ${id}`));
  return {
    fresh: read.filter(({ event: { id, agency } }) => ids.delete(`${agency} ${id}`)),
    versions: new Map(rows.filter(({ id }) => id === null).map((row) => [fileOf(row), Number(row.version)])),
  };
}

/** Takes back the ids of events that failed, so that they can be replayed. */
async function disclaim(
  client: pg.ClientBase,
  events: readonly Read[],
  failed: readonly Failed[],
): Promise<void> {
  const lost = new Set(failed.map(({ record }) => record));
  const gone = events.filter(({ record }) => lost.has(record)).map(({ event }) => event);
  await client.query(
    `DELETE FROM applied_event WHERE (id, agency) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))`,
    [gone.map(({ id }) => id), gone.map(({ agency }) => agency)],
  );
}

const applyWhole: Apply = async (client, projection, { areCurrent, versions }, read) => {
  const events = read.map(({ event }) => event);
  if (events.length > 0) await projection.apply(client, events, areCurrent);
  return { failed: [], gaps: await trackVersions(client, events, versions) };
};

function applyByHalves(attempt: number): Apply {
  return async function applyHalf(client, projection, tables, events): Promise<Outcome> {
    const [first] = events;
    if (first === undefined) return { failed: [], gaps: [] };
    await client.query('SAVEPOINT part');
    try {
      // The halves before may have moved them on.
      const versions = await readVersions(
        client,
        events.map(({ event }) => event),
      );
      const whole = await applyWhole(client, projection, { ...tables, versions }, events);
      // Constraints that wait for the commit are asked now, while the culprit can still be told.
      await client.query(
        'SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; RELEASE SAVEPOINT part',
      );
      return whole;
    } catch (error) {
      if (mayPass(error, attempt)) throw error;
      // Fails when the connection is what broke, which is then the reason to try the batch again.
      await client.query('ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part');
      if (events.length === 1) return { failed: [{ record: first.record, error }], gaps: [] };
      const middle = events.length >> 1;
      const before = await applyHalf(client, projection, tables, events.slice(0, middle));
      const after = await applyHalf(client, projection, tables, events.slice(middle));
      return { failed: [...before.failed, ...after.failed], gaps: [...before.gaps, ...after.gaps] };
    }
  };
}

function readAll(records: readonly LogRecord[]): { events: Read[]; malformed: Failed[] } {
  const events: Read[] = [];
  const malformed: Failed[] = [];
  for (const record of records) {
    const unreadable = unreadableError(record);
    if (unreadable) {
      malformed.push({ record, error: unreadable });
      continue;
    }
    try {
      events.push({ record, event: fromLogRecord(record) });
    } catch (error) {
      malformed.push({ record, error });
    }
  }
  return { events, malformed };
}
