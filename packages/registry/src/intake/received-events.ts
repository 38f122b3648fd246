import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { CompleteEvent, Settled } from './complete-event.ts';
import type { EventFault } from './event-fault.ts';

/** An event with what was settled when it first came. */
export interface ClaimedEvent extends Settled {
  readonly event: CompleteEvent;
  /** Whether the event log has it. */
  readonly isAppended: boolean;
}

/** An event that cannot be taken beside those that were, by its index among those given. */
export interface Conflict {
  readonly index: number;
  readonly fault: EventFault;
}

/** What is to be noted of events that are about to be put on the log. */
export interface ClaimPlan {
  /** Every event given, in order, with what is settled of it. */
  readonly claimed: readonly ClaimedEvent[];
  /** Those that were not noted before, each once. */
  readonly fresh: readonly ClaimedEvent[];
  /** Ids of events that give way: never acknowledged, and of a version that one of `fresh` has. */
  readonly yielding: readonly string[];
  /** Events that cannot be taken: then nothing may be. */
  readonly conflicts: readonly Conflict[];
}

interface Row {
  readonly id: string;
  readonly file: Buffer;
  readonly version: string;
  readonly digest: Buffer;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly appendedAt: Date | null;
}

/** What is known of one id, of before or of earlier in the same batch. */
interface Known extends Settled {
  readonly digest: Buffer;
  readonly isAppended: boolean;
}

/**
 * Settles what the senders of events left out: moments, and the next version of the file. Events that were noted before
 * keep what was settled then. It only reads; nobody else may note events of `subgraph` until this plan is written.
 */
export async function planClaims(
  client: pg.ClientBase,
  subgraph: string,
  events: readonly CompleteEvent[],
): Promise<ClaimPlan> {
  const files = new Map(events.map(({ key }) => [key, fileOf(key)]));
  const rows = await readNoted(client, subgraph, events, files);
  const last = await readLast(client, subgraph, [...files.values()]);
  const given = new Set(events.map(({ id }) => id));
  const known = new Map(rows.filter(({ id }) => given.has(id)).map((row) => [row.id, toKnown(row)]));
  const byVersion = new Map(rows.map((row) => [nameOf(hex(row.file), row.version), row]));
  const now = new Date();
  const claimed: ClaimedEvent[] = [];
  const fresh: ClaimedEvent[] = [];
  const yielding: string[] = [];
  const conflicts: Conflict[] = [];
  const taken = new Set<string>();
  for (const [index, event] of events.entries()) {
    const before = known.get(event.id);
    if (before) {
      const { digest, ...settled } = before;
      if (!digest.equals(event.digest)) conflicts.push({ index, fault: idIsTaken });
      claimed.push({ event, ...settled });
      continue;
    }
    const file = hex(files.get(event.key));
    const version = event.version ?? (last.get(file) ?? 0) + 1;
    const name = nameOf(file, version);
    const other = byVersion.get(name);
    // One that is not known to be on the log gives way: its sender was told so, and may have made the event anew.
    const yields = other !== undefined && other.appendedAt === null && !given.has(other.id);
    if (taken.has(name) || (other !== undefined && !yields)) {
      conflicts.push({ index, fault: versionIsTaken(version) });
    } else if (yields) yielding.push(other.id);
    taken.add(name);
    last.set(file, Math.max(last.get(file) ?? 0, version));
    const recordedAt = event.recordedAt ?? now;
    const settled = {
      version,
      recordedAt,
      occurredAt: event.occurredAt ?? recordedAt,
      isAppended: false,
    };
    known.set(event.id, { ...settled, digest: event.digest });
    claimed.push({ event, ...settled });
    fresh.push({ event, ...settled });
  }
  return { claimed, fresh, yielding, conflicts };
}

/** Notes what a plan without conflicts says: all of it or nothing. */
export async function writeClaims(
  client: pg.ClientBase,
  subgraph: string,
  { fresh, yielding }: ClaimPlan,
): Promise<void> {
  if (yielding.length > 0) {
    await client.query('DELETE FROM "ReceivedEvent" WHERE subgraph = $1 AND id = ANY ($2::uuid[])', [
      subgraph,
      yielding,
    ]);
  }
  if (fresh.length === 0) return;
  // One statement, so that there is no transaction to open and close around it.
  await client.query(
    `WITH claim AS (
       SELECT * FROM unnest(
         $2::uuid[], $3::bytea[], $4::bigint[], $5::bytea[], $6::timestamptz[], $7::timestamptz[])
         AS c(id, file, version, digest, occurred, recorded)
     ), noted AS (
       INSERT INTO "ReceivedEvent"
         (subgraph, id, file, version, digest, "occurredAt", "recordedAt", "receivedAt")
       SELECT $1, claim.*, now() FROM claim
     )
     INSERT INTO "ReceivedFile" AS known (subgraph, file, version)
     SELECT $1, file, max(version) FROM claim GROUP BY file
     ON CONFLICT (subgraph, file) DO UPDATE SET version = greatest(known.version, excluded.version)`,
    [
      subgraph,
      fresh.map(({ event }) => event.id),
      fresh.map(({ event }) => fileOf(event.key)),
      fresh.map(({ version }) => version),
      fresh.map(({ event }) => event.digest),
      fresh.map(({ occurredAt }) => occurredAt),
      fresh.map(({ recordedAt }) => recordedAt),
    ],
  );
}

/** Notes that the event log has these events. */
export async function markAppended(
  client: pg.ClientBase,
  subgraph: string,
  ids: readonly string[],
): Promise<void> {
  await client.query(
    'UPDATE "ReceivedEvent" SET "appendedAt" = now() WHERE subgraph = $1 AND id = ANY ($2::uuid[])',
    [subgraph, ids],
  );
}

/** Days that the id of an event is known. */
export const idsKept = 30;

/** Forgets ids that nobody sends again. Consumers know theirs for ever, so that one sent later still has no second effect. */
export async function forgetOldEvents(pool: pg.Pool): Promise<void> {
  await pool.query(`DELETE FROM "ReceivedEvent" WHERE "receivedAt" < now() - make_interval(days => $1)`, [
    idsKept,
  ]);
}

const idIsTaken: EventFault = {
  code: 'HUB-C084',
  pointer: '/id',
  message: 'the id was used for an event with another content',
};

function versionIsTaken(version: number): EventFault {
  const message = `version ${version} of the file is another event, with another id`;
  return { code: 'HUB-C085', pointer: '/sequence', message };
}

/** What was noted of the ids of these events, and of the versions that their senders gave them. */
async function readNoted(
  client: pg.ClientBase,
  subgraph: string,
  events: readonly CompleteEvent[],
  files: ReadonlyMap<string, Buffer>,
): Promise<readonly Row[]> {
  const stated = events.filter(({ version }) => version !== undefined);
  const { rows } = await client.query<Row>(
    `SELECT * FROM "ReceivedEvent" WHERE subgraph = $1 AND id = ANY ($2::uuid[])
     UNION
     SELECT e.* FROM "ReceivedEvent" e JOIN unnest($3::bytea[], $4::bigint[]) AS s(file, version)
       ON e.file = s.file AND e.version = s.version WHERE e.subgraph = $1`,
    [
      subgraph,
      events.map(({ id }) => id),
      stated.map(({ key }) => files.get(key)),
      stated.map(({ version }) => version),
    ],
  );
  return rows;
}

function toKnown({ version, digest, occurredAt, recordedAt, appendedAt }: Row): Known {
  return { version: Number(version), digest, occurredAt, recordedAt, isAppended: appendedAt !== null };
}

async function readLast(
  client: pg.ClientBase,
  subgraph: string,
  files: readonly Buffer[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<Pick<Row, 'file' | 'version'>>(
    'SELECT file, version FROM "ReceivedFile" WHERE subgraph = $1 AND file = ANY ($2::bytea[])',
    [subgraph, files],
  );
  return new Map(rows.map(({ file, version }) => [hex(file), Number(version)]));
}

/** What stands for a file's key: the registry need not know whose events pass. */
function fileOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function nameOf(file: string, version: number | string): string {
  return `${file} ${version}`;
}

function hex(file: Buffer | undefined): string {
  return file?.toString('hex') ?? '';
}
