import type pg from 'pg';
import type { Logger } from 'pino';
import type { ChangeEvent } from '../change-event.ts';
import { fromLogRecord } from '../cloud-event-record.ts';
import type { LogRecord } from '../event-log.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { type Failed, writeDeadLetters } from './dead-letter-rows.ts';
import { isTransient } from './failure.ts';
import { GenerationEndedError, readGenerations, schemaOf, useSchema } from './generation.ts';
import { type Gap, trackVersions } from './key-versions.ts';
import type { Projection } from './projection.ts';

/** Where a batch is applied. */
export interface Target {
  readonly projection: Projection;
  readonly generation: number;
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

/**
 * Applies records of one partition, each exactly once, in one transaction: ids, effects, versions and dead
 * letters are stored together or not at all. Rejects, with nothing stored, on passing trouble, and with
 * {@link GenerationEndedError} when the generation is neither active nor being built.
 */
export async function applyBatch(target: Target, records: readonly LogRecord[]): Promise<Applied> {
  const { events, malformed } = readAll(records);
  try {
    return await applyOnce(target, events, malformed, applyWhole);
  } catch (error) {
    if (error instanceof GenerationEndedError || isTransient(error)) throw error;
    // Something in the batch is poison: once more, finding it by halves. Only after that does it cost anything.
    target.logger.debug({ err: error, projection: target.projection.name }, 'batch holds a poison event');
    return await applyOnce(target, events, malformed, applyByHalves);
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
      await useSchema(client, projection.name, generation);
      const schema = schemaOf(projection.name, generation);
      const fresh = await claim(client, schema, [{ record, event }]);
      await applyWhole(client, projection, fresh);
      if (fresh.length > 0) await trackVersions(client, schema, [event]);
      effect ||= fresh.length > 0;
    }
    await client.query('UPDATE hub.dead_letter SET replayed_at = now() WHERE id = $1', [deadLetterId]);
    return effect;
  });
}

/** Applies events in the transaction of `client` and returns those that failed. */
type Apply = (client: pg.ClientBase, projection: Projection, events: readonly Read[]) => Promise<Failed[]>;

async function applyOnce(
  target: Target,
  read: readonly Read[],
  malformed: readonly Failed[],
  apply: Apply,
): Promise<Applied> {
  const { projection, generation, pool } = target;
  return inTransaction(pool, async (client) => {
    await lockGeneration(client, target);
    await useSchema(client, projection.name, generation);
    const schema = schemaOf(projection.name, generation);
    const fresh = await claim(client, schema, read);
    const failed = await apply(client, projection, fresh);
    if (failed.length > 0) await disclaim(client, schema, fresh, failed);
    const lost = new Set(failed.map(({ record }) => record));
    const events = fresh.filter(({ record }) => !lost.has(record)).map(({ event }) => event);
    const gaps = await trackVersions(client, schema, events);
    const dead = [...malformed, ...failed];
    await writeDeadLetters(client, projection.name, dead);
    return { events, failed: dead, gaps };
  });
}

/** Makes sure that the generation stays what it is until the transaction ends. */
async function lockGeneration(client: pg.ClientBase, { projection, generation }: Target): Promise<void> {
  const { name } = projection;
  const now = await readGenerations(client, name);
  // A generation being built takes no lock: the switch holds it while the last events are applied.
  if (now?.building === generation) return;
  const locked = await readGenerations(client, name, 'FOR SHARE');
  if (locked?.active !== generation)
    throw new GenerationEndedError(`${name} generation ${generation} has ended`);
}

/** Notes the ids of events and returns those that were not noted before, in their order. */
async function claim(
  client: pg.ClientBase,
  schema: string,
  events: readonly Read[],
): Promise<readonly Read[]> {
  if (events.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO ${schema}.applied_event SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING RETURNING id`,
    [events.map(({ event }) => event.id)],
  );
  const fresh = new Set(rows.map(({ id }) => id));
  return events.filter(({ event }) => fresh.delete(event.id));
}

/** Takes back the ids of events that failed, so that they can be replayed. */
async function disclaim(
  client: pg.ClientBase,
  schema: string,
  events: readonly Read[],
  failed: readonly Failed[],
): Promise<void> {
  const lost = new Set(failed.map(({ record }) => record));
  const ids = events.filter(({ record }) => lost.has(record)).map(({ event }) => event.id);
  await client.query(`DELETE FROM ${schema}.applied_event WHERE id = ANY ($1::uuid[])`, [ids]);
}

async function applyWhole(client: pg.ClientBase, projection: Projection, events: readonly Read[]) {
  if (events.length > 0) {
    await projection.apply(
      client,
      events.map(({ event }) => event),
    );
  }
  return [];
}

async function applyByHalves(
  client: pg.ClientBase,
  projection: Projection,
  events: readonly Read[],
): Promise<Failed[]> {
  const [first] = events;
  if (first === undefined) return [];
  await client.query('SAVEPOINT part');
  try {
    await applyWhole(client, projection, events);
    // Constraints that wait for the commit are asked now, while the culprit can still be told.
    await client.query('SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; RELEASE SAVEPOINT part');
    return [];
  } catch (error) {
    if (isTransient(error)) throw error;
    // Fails when the connection is what broke, which is then the reason to try the batch again.
    await client.query('ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part');
    if (events.length === 1) return [{ record: first.record, error }];
    const middle = events.length >> 1;
    return [
      ...(await applyByHalves(client, projection, events.slice(0, middle))),
      ...(await applyByHalves(client, projection, events.slice(middle))),
    ];
  }
}

function readAll(records: readonly LogRecord[]): { events: Read[]; malformed: Failed[] } {
  const events: Read[] = [];
  const malformed: Failed[] = [];
  for (const record of records) {
    try {
      events.push({ record, event: fromLogRecord(record) });
    } catch (error) {
      malformed.push({ record, error });
    }
  }
  return { events, malformed };
}
