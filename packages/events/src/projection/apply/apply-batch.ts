import { inTransaction, isAboutStatement, pipeline, prepared, withRollback } from '@throughgate/database';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { ChangeEvent } from '../../event/change-event.ts';
import { fromLogRecord } from '../../event/cloud-event-record.ts';
import type { LogRecord } from '../../log/event-log.ts';
import type { Projection } from '../definition/projection.ts';
import {
  anyAgency,
  askForm,
  GenerationEndedError,
  type Generations,
  openedGenerations,
  openGeneration,
  readGenerations,
} from '../generations/generation.ts';
import { mayPass } from './may-pass.ts';
import { askVersions, type Gap, type KnownVersions, knownVersions, trackVersions } from './track-versions.ts';
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
      const { fresh, tables } = await open(client, { projection, generation, pool }, [{ record, event }], {});
      const { atEnd } = await applyWhole(client, projection, tables, fresh);
      if (atEnd.length > 0) await pipeline(client, atEnd);
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
  /** What is left to run, in this order, before the transaction ends. */
  readonly atEnd: readonly pg.QueryConfig[];
}

/** The tables of a generation, which are first on the search path. */
interface Tables {
  /** Whether they have the projection's form. */
  readonly areCurrent: boolean;
  /** The versions of the events' files before any of them. */
  readonly versions: KnownVersions;
  /** What the projection asked of them. */
  readonly answers: readonly pg.QueryResult[];
}

/** Applies events, and notes their versions beside, in the transaction of `client`. */
type Apply = (
  client: pg.ClientBase,
  projection: Projection,
  tables: Tables,
  events: readonly Read[],
) => Promise<Outcome>;

const begin: pg.QueryConfig = { text: 'BEGIN' };
const commit: pg.QueryConfig = { text: 'COMMIT' };

/** One round trip in and one out, and between them what the projection has to wait for. */
async function applyOnce(
  target: Target,
  read: readonly Read[],
  malformed: readonly Failed[],
  apply: Apply,
  lockTimeout = 0,
): Promise<Applied> {
  const { projection, pool } = target;
  return withRollback(pool, async (client) => {
    const { fresh, tables } = await lockAndOpen(client, target, read, lockTimeout);
    const { failed, gaps, atEnd } = await apply(client, projection, tables, fresh);
    const lost = new Set(failed.map(({ record }) => record));
    const events = fresh.filter(({ record }) => !lost.has(record)).map(({ event }) => event);
    const dead = [...malformed, ...failed];
    await writeDeadLetters(client, projection.name, dead);
    await pipeline(client, [...atEnd, commit]);
    return { events, failed: dead, gaps };
  });
}

/** What {@link open} finds. */
interface Opened {
  /** The events that were not applied before. */
  readonly fresh: readonly Read[];
  readonly tables: Tables;
  readonly generations: Generations | undefined;
}

/** Begins a transaction with the generation, and makes sure that it stays what it is until the transaction ends. */
async function lockAndOpen(
  client: pg.ClientBase,
  target: Target,
  read: readonly Read[],
  lockTimeout: number,
): Promise<Opened> {
  const { projection, generation, isBeingBuilt = false } = target;
  // One being built takes no lock: the switch holds it while the last events are applied.
  const lock = isBeingBuilt ? '' : 'FOR SHARE';
  const ended = () => new GenerationEndedError(`${projection.name} generation ${generation} has ended`);
  const opened = await open(client, target, read, { before: [begin], lock, lockTimeout }).catch(
    async (error: unknown) => {
      if (!isAboutStatement(error)) throw error;
      // One that was dropped has no tables, which is then what the error is about.
      await client.query('ROLLBACK');
      const generations = await readGenerations(client, projection.name);
      throw generations?.active === generation || generations?.building === generation ? error : ended();
    },
  );
  if (isBeingBuilt && opened.generations?.building === generation) return opened;
  let { generations } = opened;
  if (isBeingBuilt) {
    const locking = openGeneration(projection, generation, { lock: 'FOR SHARE', lockTimeout });
    generations = openedGenerations(await client.query(locking));
  }
  if (generations?.active !== generation) throw ended();
  return opened;
}

/** Forms of generations, by their numbers, as the database of a pool has them. A generation keeps its form for as long as it lives. */
const knownForms = new WeakMap<pg.Pool, Map<string, string>>();

/** Opens a generation, finds the events that are new to it and asks what the projection wants to know for them, behind what comes `before`, in one round trip. */
async function open(
  client: pg.ClientBase,
  { projection, generation, pool }: Pick<Target, 'projection' | 'generation' | 'pool'>,
  read: readonly Read[],
  options: {
    readonly before?: readonly pg.QueryConfig[];
    readonly lock?: '' | 'FOR SHARE';
    readonly lockTimeout?: number;
  },
): Promise<Opened> {
  const { before = [], lock = '', lockTimeout = 0 } = options;
  const forms = knownForms.get(pool) ?? new Map<string, string>();
  knownForms.set(pool, forms);
  const named = `${projection.name} ${generation}`;
  const events = read.map(({ event }) => event);
  const known = forms.get(named);
  const results = await pipeline(client, [
    ...before,
    ...(known === undefined ? [askForm(projection, generation)] : []),
    openGeneration(projection, generation, { lock, lockTimeout }),
    ...(read.length === 0 ? [] : [askFresh(projection, events), ...asksOf(projection, events)]),
  ]);
  const rest = results.slice(before.length);
  const form = known ?? (rest.shift()?.rows as { form: string }[] | undefined)?.[0]?.form;
  const [opening, unapplied, versions, ...answers] = rest;
  if (opening === undefined || form === undefined)
    throw new Error('unreachable: each statement has an answer');
  const generations = openedGenerations(opening);
  if (generations?.active === generation || generations?.building === generation) forms.set(named, form);
  return {
    fresh: unapplied === undefined ? [] : freshOf(read, unapplied),
    tables: {
      areCurrent: form === (projection.form ?? ''),
      versions: versions ? knownVersions(versions) : new Map(),
      answers,
    },
    generations,
  };
}

/** What is asked of a generation for events: their versions, and what the projection wants to know. */
function asksOf(projection: Projection, events: readonly ChangeEvent[]): readonly pg.QueryConfig[] {
  return [askVersions(events), ...(projection.asks?.(events) ?? [])];
}

/**
 * The statement that finds the events that were not applied before. Ids are each agency's own: what one agency's events are called
 * takes nothing from another. Their ids are noted at the end, where a transaction waits that applies the same events beside, and fails once the
 * other has committed; tried again, it finds them applied.
 */
function askFresh({ idsIn }: Projection, events: readonly ChangeEvent[]): pg.QueryConfig {
  const kept =
    idsIn === undefined
      ? ''
      : `AND NOT EXISTS (SELECT FROM ${idsIn} old WHERE old.id = new.id AND old.agency = new.agency)`;
  return prepared(
    `SELECT id, agency FROM unnest($1::uuid[], $2::text[]) AS new (id, agency)
     WHERE NOT EXISTS (
       SELECT FROM applied_event old WHERE old.id = new.id AND old.agency IN (new.agency, '${anyAgency}')) ${kept}`,
    idsOf(events),
  );
}

/** Those that {@link askFresh} found, in their order. */
function freshOf(read: readonly Read[], { rows }: pg.QueryResult): readonly Read[] {
  const ids = new Set((rows as { id: string; agency: string }[]).map(({ id, agency }) => `${agency} ${id}`));
  return read.filter(({ event: { id, agency } }) => ids.delete(`${agency} ${id}`));
}

/** The statements that note the ids of events as applied. */
function noteIds(events: readonly ChangeEvent[]): readonly pg.QueryConfig[] {
  if (events.length === 0) return [];
  const text = 'INSERT INTO applied_event (id, agency) SELECT * FROM unnest($1::uuid[], $2::text[])';
  return [prepared(text, idsOf(events))];
}

function idsOf(events: readonly ChangeEvent[]): [string[], string[]] {
  return [events.map(({ id }) => id), events.map(({ agency }) => agency)];
}

const applyWhole: Apply = async (client, projection, { areCurrent, versions, answers }, read) => {
  const events = read.map(({ event }) => event);
  if (events.length === 0) return { failed: [], gaps: [], atEnd: [] };
  const atEnd: pg.QueryConfig[] = [];
  const kept = new Set<ChangeEvent>();
  await projection.apply(client, events, {
    isCurrent: areCurrent,
    answers,
    atEnd: (statement) => void atEnd.push(statement),
    keepsIds: (stored) => stored.forEach((event) => void kept.add(event)),
  });
  const { gaps, note } = trackVersions(events, versions);
  return {
    failed: [],
    gaps,
    atEnd: [...atEnd, ...noteIds(events.filter((event) => !kept.has(event))), note],
  };
};

/** Statements that end a part in the middle of a transaction. Constraints that wait for the commit are asked now, while the culprit can still be told. */
const endOfPart = [
  'SET CONSTRAINTS ALL IMMEDIATE',
  'SET CONSTRAINTS ALL DEFERRED',
  'RELEASE SAVEPOINT part',
].map((text) => ({ text }));

function applyByHalves(attempt: number): Apply {
  return async function applyHalf(client, projection, tables, events): Promise<Outcome> {
    const [first] = events;
    if (first === undefined) return { failed: [], gaps: [], atEnd: [] };
    await client.query('SAVEPOINT part');
    try {
      // The halves before may have moved on what there is to know.
      const asked = asksOf(
        projection,
        events.map(({ event }) => event),
      );
      const [versions, ...answers] = await pipeline(client, asked);
      if (versions === undefined) throw new Error('unreachable: each statement has an answer');
      const now = { ...tables, versions: knownVersions(versions), answers };
      const { atEnd, ...whole } = await applyWhole(client, projection, now, events);
      await pipeline(client, [...atEnd, ...endOfPart]);
      return { ...whole, atEnd: [] };
    } catch (error) {
      if (mayPass(error, attempt)) throw error;
      // Fails when the connection is what broke, which is then the reason to try the batch again.
      await client.query('ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part');
      if (events.length === 1) return { failed: [{ record: first.record, error }], gaps: [], atEnd: [] };
      const middle = events.length >> 1;
      const before = await applyHalf(client, projection, tables, events.slice(0, middle));
      const after = await applyHalf(client, projection, tables, events.slice(middle));
      return {
        failed: [...before.failed, ...after.failed],
        gaps: [...before.gaps, ...after.gaps],
        atEnd: [],
      };
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
