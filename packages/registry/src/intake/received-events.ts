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
  /** File and version, as {@link nameOf} writes them. */
  readonly name: string;
  readonly digest: Buffer;
  readonly isAppended: boolean;
}

/**
 * Notes, in the transaction of `client`, that these events are being put on the log, and settles what their senders left
 * out: moments, and the next version of the file. Events that were noted before keep what was settled then. When some
 * cannot be taken, these are given instead, and the transaction must be rolled back. Nobody else may do the same for
 * `subgraph` at the same time.
 */
export async function claimEvents(
  client: pg.ClientBase,
  subgraph: string,
  events: readonly CompleteEvent[],
): Promise<{ readonly claimed: readonly ClaimedEvent[]; readonly conflicts: readonly Conflict[] }> {
  const files = new Map(events.map(({ key }) => [key, fileOf(key)]));
  const known = await readKnown(client, subgraph, events);
  const last = await readLast(client, subgraph, [...files.values()]);
  const taken = await readTaken(client, subgraph, events, files);
  for (const { name } of known.values()) taken.add(name);
  const now = new Date();
  const fresh = new Map<string, ClaimedEvent>();
  const conflicts: Conflict[] = [];
  const claimed: ClaimedEvent[] = [];
  for (const [index, event] of events.entries()) {
    const before = known.get(event.id);
    if (before) {
      if (!before.digest.equals(event.digest)) conflicts.push({ index, fault: idIsTaken });
      const { version, occurredAt, recordedAt, isAppended } = before;
      claimed.push({ event, version, occurredAt, recordedAt, isAppended });
      continue;
    }
    const file = hex(files.get(event.key));
    const version = event.version ?? (last.get(file) ?? 0) + 1;
    const name = nameOf(file, version);
    if (taken.has(name)) conflicts.push({ index, fault: versionIsTaken(version) });
    taken.add(name);
    last.set(file, Math.max(last.get(file) ?? 0, version));
    const recordedAt = event.recordedAt ?? now;
    const settled = { version, recordedAt, occurredAt: event.occurredAt ?? recordedAt };
    const claim = { event, ...settled, isAppended: false };
    known.set(event.id, { ...settled, name, digest: event.digest, isAppended: false });
    fresh.set(event.id, claim);
    claimed.push(claim);
  }
  if (conflicts.length === 0) await writeClaims(client, subgraph, [...fresh.values()], files, now);
  return { claimed, conflicts };
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

async function readKnown(
  client: pg.ClientBase,
  subgraph: string,
  events: readonly CompleteEvent[],
): Promise<Map<string, Known>> {
  const { rows } = await client.query<Row>(
    'SELECT * FROM "ReceivedEvent" WHERE subgraph = $1 AND id = ANY ($2::uuid[])',
    [subgraph, events.map(({ id }) => id)],
  );
  return new Map(
    rows.map(({ id, file, version, digest, occurredAt, recordedAt, appendedAt }) => [
      id,
      {
        name: nameOf(hex(file), version),
        version: Number(version),
        digest,
        occurredAt,
        recordedAt,
        isAppended: appendedAt !== null,
      },
    ]),
  );
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

/**
 * Versions, as {@link nameOf} writes them, that events of other ids have. One that is not known to be on the log gives way: its
 * sender was told so, and may have made the event anew.
 */
async function readTaken(
  client: pg.ClientBase,
  subgraph: string,
  events: readonly CompleteEvent[],
  files: ReadonlyMap<string, Buffer>,
): Promise<Set<string>> {
  const stated = events.filter(({ version }) => version !== undefined);
  if (stated.length === 0) return new Set();
  const values = [
    subgraph,
    stated.map(({ key }) => files.get(key)),
    stated.map(({ version }) => version),
    events.map(({ id }) => id),
  ];
  const same = `subgraph = $1 AND id <> ALL ($4::uuid[])
    AND (file, version) IN (SELECT * FROM unnest($2::bytea[], $3::bigint[]))`;
  await client.query(`DELETE FROM "ReceivedEvent" WHERE ${same} AND "appendedAt" IS NULL`, values);
  const { rows } = await client.query<Pick<Row, 'file' | 'version'>>(
    `SELECT file, version FROM "ReceivedEvent" WHERE ${same}`,
    values,
  );
  return new Set(rows.map(({ file, version }) => nameOf(hex(file), version)));
}

async function writeClaims(
  client: pg.ClientBase,
  subgraph: string,
  claims: readonly ClaimedEvent[],
  files: ReadonlyMap<string, Buffer>,
  now: Date,
): Promise<void> {
  if (claims.length === 0) return;
  const claimedFiles = claims.map(({ event }) => files.get(event.key));
  const versions = claims.map(({ version }) => version);
  await client.query(
    `INSERT INTO "ReceivedEvent"
       (subgraph, id, file, version, digest, "occurredAt", "recordedAt", "receivedAt")
     SELECT $1, c.*, $8 FROM unnest(
       $2::uuid[], $3::bytea[], $4::bigint[], $5::bytea[], $6::timestamptz[], $7::timestamptz[]) AS c`,
    [
      subgraph,
      claims.map(({ event }) => event.id),
      claimedFiles,
      versions,
      claims.map(({ event }) => event.digest),
      claims.map(({ occurredAt }) => occurredAt),
      claims.map(({ recordedAt }) => recordedAt),
      now,
    ],
  );
  await client.query(
    `INSERT INTO "ReceivedFile" AS known (subgraph, file, version)
     SELECT $1, file, max(version) FROM unnest($2::bytea[], $3::bigint[]) AS c(file, version) GROUP BY file
     ON CONFLICT (subgraph, file) DO UPDATE SET version = greatest(known.version, excluded.version)`,
    [subgraph, claimedFiles, versions],
  );
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
