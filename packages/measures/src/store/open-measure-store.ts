import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api';
import type { Logger } from '@throughgate/service';
import pLimit from 'p-limit';
import type { Episode, EpisodeKind } from '../declaration/episode-kind.ts';
import { timestampOf } from './column-types.ts';
import { type EpisodeRow, type EpisodeTable, episodeRow, episodeTable } from './episode-table.ts';
import type { MeasureStore, StoreChange, StoreStatistics } from './measure-store.ts';
import { openFile } from './open-file.ts';
import { parameterValue } from './parameter-value.ts';
import { readRows } from './read-rows.ts';

/** Rows that are made one after the other without a pause: about a millisecond. */
const rowsInOneGo = 100;

/** Where and how a store is kept. */
export interface OpenMeasureStoreOptions {
  /** Its file, made where it is missing; `:memory:` for one that goes with the process. */
  readonly path: string;
  readonly kinds: readonly EpisodeKind[];
  /** What record keys are made with: the same for all stores of a hub, for ever. */
  readonly secret: string;
  /** Most memory that DuckDB takes for data, as it writes it. @default '512MB' */
  readonly memoryLimit?: string;
  /** Threads that a question uses. @default 2 */
  readonly threads?: number;
  readonly logger?: Logger;
  /** When the delta of a kind is moved into its base: at so many rows, or so many seconds after its first. @default 5,000 and 5 */
  readonly foldAt?: { readonly rows: number; readonly seconds: number };
}

interface Kept {
  readonly position: string | undefined;
  readonly learntAt: Date | undefined;
  readonly seq: bigint;
}

interface Table extends EpisodeTable {
  baseRows: number;
  deltaRows: number;
  folds: number;
  foldSeconds: number;
  since: Date | undefined;
}

/** Rows that a chunk of DuckDB takes at most. */
const chunkRows = 2048;

/**
 * Opens the store of measures in a file. One that cannot be read, or was made of other columns or with another secret, is put aside as
 * `<file>.old` and an empty one takes its place; columns and kinds that are new are added to it.
 *
 * Raises {@link OperatorError} when another process has the file open, naming it, or when it may not be written.
 */
export async function openMeasureStore(options: OpenMeasureStoreOptions): Promise<MeasureStore> {
  const { kinds, secret, logger, foldAt = { rows: 5_000, seconds: 5 } } = options;
  const tables = new Map<string, Table>(
    kinds.map((kind) => [
      kind.name,
      { ...episodeTable(kind), baseRows: 0, deltaRows: 0, folds: 0, foldSeconds: 0, since: undefined },
    ]),
  );
  const file = await openFile({
    ...options,
    tables: [...tables.values()],
    secretMark: createHash('sha256').update(`throughgate measures ${secret}`).digest('hex'),
  });
  const { instance } = file;
  const writer = await instance.connect();
  let kept = await readKept(writer);
  const since = await readSince(writer);
  for (const table of tables.values()) {
    table.baseRows = await countRows(writer, table.base);
    table.deltaRows = await countRows(writer, table.delta);
    table.since = since.get(table.kind.name);
  }
  // One transaction writes at a time.
  const inTurn = pLimit(1);
  const running = new Set<Promise<unknown>>();
  const ending = new AbortController();
  let foldTimer: NodeJS.Timeout | undefined;
  let stopping: Promise<void> | undefined;
  if (unfolded().length > 0) foldLater();

  return {
    get position() {
      return kept.position;
    },
    get learntAt() {
      return kept.learntAt;
    },
    since: (kind) => tableOf(kind).since,
    apply: (change) =>
      inTurn(async () => {
        await apply(change);
        const full = unfolded().filter(({ deltaRows }) => deltaRows >= foldAt.rows);
        await fold(full);
        if (unfolded().length > 0) foldLater();
      }),
    episodes: (kind) => tableOf(kind).asKnown,
    async query<Row>(sql: string, parameters = {}, signal?: AbortSignal) {
      const answer = query<Row>(sql, parameters, signal);
      running.add(answer);
      try {
        return await answer;
      } finally {
        running.delete(answer);
      }
    },
    fold: () => inTurn(() => fold(unfolded())),
    statistics: () =>
      new Map(
        [...tables].map(([name, { baseRows, deltaRows, folds, foldSeconds }]): [string, StoreStatistics] => [
          name,
          { baseRows, deltaRows, folds, foldSeconds },
        ]),
      ),
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };

  function tableOf(kind: string): Table {
    const table = tables.get(kind);
    if (!table)
      throw new Error(`The store keeps no episodes of the kind ${kind}: ${[...tables.keys()].join(', ')}`);
    return table;
  }

  async function apply(change: StoreChange): Promise<void> {
    if (stopping) throw closed();
    for (const kind of change.episodes.keys()) tableOf(kind);
    const learntAt = new Date(Math.max(change.learntAt.getTime(), kept.learntAt?.getTime() ?? 0));
    const seq = kept.seq + 1n;
    const next: Kept = {
      position: change.position,
      learntAt,
      seq,
    };
    const begun = change.complete ? [...tables.values()].filter(({ since }) => since === undefined) : [];
    const added = new Map<Table, number>();
    await inTransaction(async () => {
      for (const table of tables.values()) {
        const rows = await changedRows(table, change);
        if (rows.length === 0) continue;
        await append(
          table,
          rows.map(({ recordKey, digest, values }) => [
            recordKey,
            digest,
            seq,
            timestampOf(learntAt.getTime()),
            values === undefined,
            ...(values ?? table.columns.map(() => null)),
          ]),
        );
        added.set(table, rows.length);
      }
      const moment = timestampOf(learntAt.getTime());
      for (const { kind } of begun) {
        await writer.run('INSERT INTO kept_since VALUES ($kind, $moment)', { kind: kind.name, moment });
      }
      await writer.run('UPDATE kept SET position = $position, learnt_at = $moment, seq = $seq', {
        position: change.position,
        moment,
        seq,
      });
    });
    for (const table of begun) table.since = learntAt;
    kept = next;
    for (const [table, rows] of added) table.deltaRows += rows;
  }

  /** What of a kind differs from what is known; episodes that are over have no values. */
  async function changedRows(
    table: Table,
    change: StoreChange,
  ): Promise<readonly (Omit<EpisodeRow, 'values'> & { readonly values?: EpisodeRow['values'] })[]> {
    const { name, about } = table.kind;
    const given = change.episodes.get(name);
    if (about === 'register' ? !given : change.personIds.length === 0 && !given?.length) return [];
    const rows = new Map<bigint, EpisodeRow>();
    for (const [index, episode] of (given ?? []).entries()) {
      // Who shares the process must not wait for all of them.
      if (index % rowsInOneGo === rowsInOneGo - 1) await setImmediate();
      const row = episodeRow(table, episode, numberOf(table, episode, change), secret);
      // Told twice is a fault of the kind, which must not keep everything else from being stored.
      if (rows.has(row.recordKey))
        logger?.error({ kind: name, episode: episode.id }, 'An episode came twice: the first counts');
      else rows.set(row.recordKey, row);
    }
    const known = await readKnown(table, change, [...rows.keys()]);
    return [
      ...[...rows.values()].filter(({ recordKey, digest }) => known.get(recordKey) !== digest),
      ...[...known].filter(([key]) => !rows.has(key)).map(([recordKey, digest]) => ({ recordKey, digest })),
    ];
  }

  /** Digests, by key, of the episodes that the people have now, and of those that now have one that was another's. */
  async function readKnown(
    { kind, known }: Table,
    { personIds, numbers }: StoreChange,
    keys: readonly bigint[],
  ): Promise<ReadonlyMap<bigint, bigint>> {
    const read = async (condition: string, parameters: Record<string, DuckDBValue>) =>
      readRows<{ record_key: bigint; digest: bigint }>(
        await writer.runAndReadAll(known(condition), parameters),
      ).map(({ record_key, digest }) => [record_key, digest] as const);
    if (kind.about === 'register') return new Map(await read('true', {}));
    const people = personIds.map((id) => numbers.get(id)).filter((number) => number !== undefined);
    const theirs =
      people.length === 0
        ? []
        : await read('person_no IN (SELECT unnest($people))', { people: parameterValue(people) });
    const found = new Map(theirs);
    const others = keys.filter((key) => !found.has(key));
    const moved =
      others.length === 0
        ? []
        : await read('record_key IN (SELECT unnest($keys::UBIGINT[]))', { keys: parameterValue(others) });
    return new Map([...theirs, ...moved]);
  }

  async function append(
    { delta, deltaColumns }: Table,
    rows: readonly (readonly DuckDBValue[])[],
  ): Promise<void> {
    const appender = await writer.createAppender(delta);
    try {
      for (let from = 0; from < rows.length; from += chunkRows) {
        const chunk = DuckDBDataChunk.create(deltaColumns.map(({ type }) => type));
        chunk.setRows(rows.slice(from, from + chunkRows));
        appender.appendDataChunk(chunk);
      }
      appender.flushSync();
    } finally {
      appender.closeSync();
    }
  }

  function unfolded(): Table[] {
    return [...tables.values()].filter(({ deltaRows }) => deltaRows > 0);
  }

  function foldLater(): void {
    foldTimer ??= setTimeout(() => {
      foldTimer = undefined;
      inTurn(() => fold(unfolded())).catch((error: unknown) => {
        // What is not folded is read all the same, only slower.
        logger?.error({ err: error }, 'The measures could not be folded; tried again with the next change');
      });
    }, foldAt.seconds * 1000).unref();
  }

  async function fold(folding: readonly Table[]): Promise<void> {
    for (const table of folding) {
      if (stopping) return;
      const begun = performance.now();
      await inTransaction(async () => {
        for (const statement of table.fold) await writer.run(statement);
      });
      table.baseRows = await countRows(writer, table.base);
      table.deltaRows = 0;
      table.folds += 1;
      table.foldSeconds += (performance.now() - begun) / 1000;
    }
  }

  async function inTransaction(work: () => Promise<void>): Promise<void> {
    await writer.run('BEGIN');
    try {
      await work();
      await writer.run('COMMIT');
    } catch (error) {
      // An error of DuckDB's may have ended the transaction already.
      await writer.run('ROLLBACK').catch(() => {});
      throw error;
    }
  }

  async function query<Row>(
    sql: string,
    parameters: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
  ): Promise<Row[]> {
    if (stopping) throw closed();
    const aborted = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
    aborted.throwIfAborted();
    const connection = await instance.connect();
    let interrupting: NodeJS.Timeout | undefined;
    // One that comes before the query has begun to run is forgotten, so that it is said until the query has ended.
    const interrupt = () => {
      connection.interrupt();
      interrupting ??= setInterval(interrupt, 20);
    };
    aborted.addEventListener('abort', interrupt);
    try {
      const statement = await connection.prepare(sql);
      const names = Array.from({ length: statement.parameterCount }, (_, index) =>
        statement.parameterName(index + 1),
      ).filter((name) => parameters[name] !== undefined);
      statement.bind(Object.fromEntries(names.map((name) => [name, parameterValue(parameters[name])])));
      aborted.throwIfAborted();
      return readRows<Row>(await statement.runAndReadAll());
    } catch (error) {
      throw aborted.aborted ? aborted.reason : error;
    } finally {
      aborted.removeEventListener('abort', interrupt);
      clearInterval(interrupting);
      connection.closeSync();
    }
  }

  async function stop(): Promise<void> {
    clearTimeout(foldTimer);
    ending.abort(closed());
    await Promise.allSettled(running);
    // What is being written is written to its end.
    await inTurn(async () => {});
    writer.closeSync();
    file.close();
  }
}

function closed(): Error {
  return new Error('The store of measures is closed');
}

/** The number of an episode's person; null of a register's. Raises an error where there is none. */
function numberOf(
  { kind }: EpisodeTable,
  { id, personId }: Episode,
  { numbers }: StoreChange,
): number | null {
  if (kind.about === 'register' && personId === null) return null;
  const number = personId === null ? undefined : numbers.get(personId);
  if (number === undefined) throw new Error(`${kind.name} ${id}: the person ${personId} has no number`);
  return number;
}

async function readKept(connection: DuckDBConnection): Promise<Kept> {
  const [row] = readRows<{ position: string | null; learnt_at: Date | null; seq: bigint }>(
    await connection.runAndReadAll('SELECT position, learnt_at, seq FROM kept'),
  );
  if (!row) throw new Error('unreachable: the store of measures has no row of what it keeps');
  return {
    position: row.position ?? undefined,
    learntAt: row.learnt_at ?? undefined,
    seq: row.seq,
  };
}

async function readSince(connection: DuckDBConnection): Promise<ReadonlyMap<string, Date>> {
  const rows = readRows<{ kind: string; since: Date }>(
    await connection.runAndReadAll('SELECT kind, since FROM kept_since'),
  );
  return new Map(rows.map(({ kind, since }) => [kind, since]));
}

async function countRows(connection: DuckDBConnection, table: string): Promise<number> {
  const [row] = readRows<{ rows: bigint }>(
    await connection.runAndReadAll(`SELECT count(*) AS rows FROM ${table}`),
  );
  return Number(row?.rows ?? 0);
}
