import { setImmediate } from 'node:timers/promises';
import { copyRows, inTransaction } from '@throughgate/database';
import { recordId } from '@throughgate/domain';
import { outboxCopy } from '@throughgate/events';
import type pg from 'pg';
import type { Agency } from './agency.ts';
import type { AgencyFile } from './agency-file.ts';
import { ChangeBuffer } from './change-buffer.ts';
import type { FileCommand, FileCommands } from './command.ts';
import type { FileAbout } from './file-kind.ts';
import { notAhead } from './not-ahead.ts';
import type { Stored, Tables } from './stored.ts';
import { readJsonColumns, tableCopies } from './table-copies.ts';
import { withFileKey } from './with-file-key.ts';
import { mergeWrites, type Writes } from './writes.ts';

/** A mutation that is to be applied in bulk, with the moment at which the agency recorded it. */
export interface LoadStep {
  readonly mutation: string;
  readonly input: { readonly idempotencyKey: string };
  /** ISO 8601. */
  readonly recordedAt: string;
}

/** What a load did. */
export interface LoadResult {
  readonly files: number;
  readonly events: number;
  /** Files that were left as they are, because they existed before. */
  readonly skipped: number;
}

/** A step with what it runs, on which file. */
interface FileStep extends LoadStep, FileCommand {
  readonly key: string;
}

/** Milliseconds after which a load lets others in the process have their turn. */
const turn = 20;

/**
 * Loads whole new files in one transaction: the same commands, rows and events as live mutations, copied into the same
 * tables. Steps of a file must come in their order. A file that exists already is skipped whole, so that a load that was
 * cut off can simply be run again; idempotency keys are not kept, for the same reason. Two loads of the same files may run
 * beside each other, and beside live mutations: each file is written by one of them. Raises an error for a mutation that
 * does not exist.
 */
export async function loadFiles<T extends Tables>(
  pool: pg.Pool,
  agency: Agency<T>,
  commands: FileCommands,
  steps: readonly LoadStep[],
): Promise<LoadResult> {
  const byFile = Map.groupBy(
    steps.map((step) => fileStep(agency, commands, step)),
    ({ file, key }) => file.nameOf(key),
  );
  const asked = byFile.size;
  const { rows: there } = await pool.query<{ key: string }>('SELECT key FROM hub.file WHERE key = ANY ($1)', [
    [...byFile.keys()],
  ]);
  for (const { key } of there) byFile.delete(key);
  const changes = new Map<string, ChangeBuffer<T>>();
  let since = performance.now();
  for (const [name, ofFile] of byFile) {
    changes.set(name, await runSteps(agency, ofFile as [FileStep]));
    if (performance.now() - since < turn) continue;
    await setImmediate();
    since = performance.now();
  }
  if (changes.size === 0) return { files: 0, events: 0, skipped: asked };
  return inTransaction(pool, async (client) => {
    const taken = await takeNew(client, [...changes.values()]);
    const writes = mergeWrites(taken.flatMap((name) => changes.get(name) ?? []));
    await copyRows(client, [
      ...tableCopies(writes.rows, await readJsonColumns(client)),
      outboxCopy(writes.events),
    ]);
    return { files: taken.length, events: writes.events.length, skipped: asked - taken.length };
  });
}

/**
 * Takes files that do not exist, at the versions that they will have; whoever else wants one waits, and finds it there. Returns
 * their names, without those that somebody else made meanwhile, in the order given.
 */
async function takeNew(client: pg.ClientBase, files: readonly Pick<Writes, 'versions'>[]): Promise<string[]> {
  const versions = new Map(files.flatMap(({ versions }) => [...versions]));
  const { rows } = await client.query<{ key: string }>(
    // In the order of keys, since two loads of the same files would else wait for each other.
    `INSERT INTO hub.file (key, version) SELECT * FROM unnest($1::text[], $2::int[]) AS new (key, version) ORDER BY key
     ON CONFLICT DO NOTHING RETURNING key`,
    [[...versions.keys()], [...versions.values()]],
  );
  const taken = new Set(rows.map(({ key }) => key));
  return [...versions.keys()].filter((name) => taken.has(name));
}

function fileStep<T extends Tables>(agency: Agency<T>, commands: FileCommands, step: LoadStep): FileStep {
  const known = commands.get(step.mutation);
  if (!known) throw new Error(`${agency.name} has no mutation "${step.mutation}"`);
  const { file, command } = known;
  return { ...step, file, command, ...withFileKey(file, step.input) };
}

/** Runs the steps of one new file in memory; nothing has to be read, since the file did not exist. */
async function runSteps<T extends Tables>(
  agency: Agency<T>,
  steps: readonly [FileStep, ...FileStep[]],
): Promise<ChangeBuffer<T>> {
  const [{ file: kind, key }] = steps;
  const changes = new ChangeBuffer(agency, kind as never);
  changes.open(key, 0);
  for (const { command, input, recordedAt } of steps) {
    const file: AgencyFile<T, FileAbout> = {
      about: kind.about,
      key,
      exists: changes.version(key) > 0,
      recordedAt,
      newId: recordId(agency.name, input.idempotencyKey),
      get: async (table, id) => changes.row(table, id),
      list: async (table) => changes.overlay(table, key, [] as Stored<T[typeof table]>[]),
      peers: async () => [],
      record(change) {
        notAhead(change, recordedAt, input);
        changes.add(key, change, recordedAt);
      },
    };
    await command(file as never, input as never);
  }
  return changes;
}
