import { pipeline, prepared, withRollback } from '@throughgate/database';
import type pg from 'pg';
import { conflict } from '../graph/errors.ts';
import type { Agency } from './agency.ts';
import { refuseOversizedEvents } from './event-size.ts';
import type { AcceptedCall } from './file-call.ts';
import type { FileAbout } from './file-kind.ts';
import { createFileReads } from './file-reads.ts';
import { type FileAccess, type OpenFile, openFile } from './open-file.ts';
import type { Tables } from './stored.ts';
import { tableColumns } from './table-columns.ts';
import { type AnswerRow, type WritingCall, writeStatements } from './write-statements.ts';
import { mergeWrites, type Writes } from './writes.ts';

/** A change that was made. */
export interface Changed {
  /** Id of the resulting record. */
  readonly result: string;
  /** The record as it is stored, when that was asked for and the call has written it. */
  readonly row?: object | undefined;
}

/** What came of a call. */
export type Outcome =
  | ({ readonly is: 'done' } & Changed)
  | { readonly is: 'failed'; readonly error: unknown }
  /** It has left no trace, and must have a transaction of its own. */
  | {
      readonly is: 'left';
      /** Since it asks for rows of other files. @default false */
      readonly asksPeers?: boolean;
    };

/** Whether each call has a transaction of its own, in which it may wait for others. */
export type Company = 'alone' | 'together';

const begin = prepared('BEGIN', []);
const commit = prepared('COMMIT', []);

/**
 * Runs calls in one transaction, each on a file of its own and with a key of its own: what they write is written together or
 * not at all. A call that fails by a rule writes nothing and takes no other with it; when a statement fails, this
 * rejects, and none has written anything.
 *
 * Calls together wait for nobody: one of which the file is new, or in the hands of another transaction, is left, and so is
 * one that asks for rows of other files. A call alone waits for its file.
 */
export function runCalls<T extends Tables>(
  pool: pg.Pool,
  agency: Agency<T>,
  calls: readonly AcceptedCall[],
  company: Company,
): Promise<Outcome[]> {
  return withRollback(pool, async (client) => {
    const { versions, earlier } = await take(client, calls, company);
    const reads = createFileReads(client, agency);
    const access = { client, reads, admitPeers: company === 'alone' ? () => undefined : leave };
    const runs = await Promise.all(
      calls.map(async (call): Promise<Ran<T>> => {
        const first = earlier.get(call.idempotencyKey);
        if (first) return { outcome: answerAgain(call, first) };
        const version = versions.get(call.fileName);
        if (version === undefined) return { outcome: { is: 'left' } };
        return run(access, agency, call, version);
      }),
    );
    const failure = reads.failure();
    if (failure) throw failure.error;
    const written = runs.flatMap(({ outcome, file }, index) => {
      const call = calls[index];
      return file && call && outcome.is === 'done' ? [{ call, file, result: outcome.result }] : [];
    });
    if (written.length === 0) {
      await client.query('ROLLBACK');
      return runs.map(({ outcome }) => outcome);
    }
    const writing = written.map(({ call, file, result }) => ({ ...call, result, newId: file.newId }));
    const rowOf = await write(client, agency, mergeWrites(written.map(({ file }) => file.changes)), writing);
    return runs.map(({ outcome, file }, index) =>
      file && outcome.is === 'done'
        ? { ...outcome, row: rowOf(calls[index]?.answer, outcome.result) }
        : outcome,
    );
  });
}

/** Writes and commits. Returns what finds a row that was written for an answer. */
async function write<T extends Tables>(
  client: pg.ClientBase,
  agency: Agency<T>,
  writes: Writes,
  calls: readonly WritingCall[],
): Promise<(answer: AnswerRow | undefined, id: string) => object | undefined> {
  const columns = tableColumns(agency);
  const statements = writeStatements(agency, writes, calls);
  const results = await pipeline(client, [...statements.map(({ statement }) => statement), commit]).catch(
    (error: unknown) => {
      columns.doubt(error);
      throw error;
    },
  );
  const rows = new Map<string, object>();
  for (const [index, { returns }] of statements.entries()) {
    const { rows: returned = [], fields = [] } = results[index] ?? {};
    if (returns === undefined) continue;
    columns.learn(returns, fields);
    const key = agency.tables[returns]?.key ?? '';
    for (const row of returned) rows.set(`${returns} ${row[key]}`, row);
  }
  return (answer, id) => (answer ? rows.get(`${answer.table} ${id}`) : undefined);
}

/** The first call with a key. */
interface Earlier {
  readonly mutation: string;
  readonly input_digest: string;
  readonly result_id: string;
}

/** Begins a transaction, takes the files of calls for it, and looks up their keys, which were perhaps used before. */
async function take(client: pg.ClientBase, calls: readonly AcceptedCall[], company: Company) {
  const [, files, keys] = await pipeline(client, [
    begin,
    company === 'alone'
      ? prepared(
          `INSERT INTO hub.file (key, version) SELECT name, 0 FROM unnest($1::text[]) AS name
           ON CONFLICT (key) DO UPDATE SET version = file.version RETURNING key, version`,
          [calls.map(({ fileName }) => fileName)],
        )
      : prepared('SELECT key, version FROM hub.file WHERE key = ANY ($1) FOR UPDATE SKIP LOCKED', [
          calls.map(({ fileName }) => fileName),
        ]),
    // A statement of its own: it sees what whoever had the file before has committed.
    prepared('SELECT key, mutation, input_digest, result_id FROM hub.idempotency WHERE key = ANY ($1)', [
      calls.map(({ idempotencyKey }) => idempotencyKey),
    ]),
  ]);
  return {
    versions: new Map<string, number>(files?.rows.map(({ key, version }) => [key, version])),
    earlier: new Map<string, Earlier>(keys?.rows.map(({ key, ...call }) => [key, call])),
  };
}

function answerAgain({ idempotencyKey, mutation, digest }: AcceptedCall, first: Earlier): Outcome {
  if (first.mutation === mutation && first.input_digest === digest)
    return { is: 'done', result: first.result_id };
  return {
    is: 'failed',
    error: keyReused(idempotencyKey, `was used before for another call (${first.mutation})`),
  };
}

/** The error of an idempotency key that stands for something else. */
export function keyReused(idempotencyKey: string, how: string): Error {
  return conflict(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key "${idempotencyKey}" ${how}; choose a new one for each call.`,
  );
}

interface Ran<T extends Tables> {
  readonly outcome: Outcome;
  /** What is to be written, where something is. */
  readonly file?: OpenFile<T, FileAbout>;
}

async function run<T extends Tables>(
  access: FileAccess,
  agency: Agency<T>,
  { kind, key, command, input, given, maxEventBytes }: AcceptedCall,
  version: number,
): Promise<Ran<T>> {
  try {
    const file = openFile(access, agency, { kind: kind as never, key, version }, input);
    const result = await command(file as never, input as never);
    refuseOversizedEvents(file.changes.events, given, maxEventBytes);
    return { outcome: { is: 'done', result }, file };
  } catch (error) {
    return {
      outcome: error instanceof LeftError ? { is: 'left', asksPeers: true } : { is: 'failed', error },
    };
  }
}

/** Ends a command that must have a transaction of its own. */
class LeftError extends Error {}

function leave(): never {
  throw new LeftError('a rule about other files is asked in a transaction of its own');
}
