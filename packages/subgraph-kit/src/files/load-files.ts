import { inTransaction, pipeline } from '@throughgate/database';
import { recordId } from '@throughgate/domain';
import type pg from 'pg';
import type { Agency } from './agency.ts';
import type { AgencyFile } from './agency-file.ts';
import { ChangeBuffer } from './change-buffer.ts';
import type { FileCommand, FileCommands } from './command.ts';
import type { FileAbout } from './file-kind.ts';
import { notAhead } from './not-ahead.ts';
import type { Stored, Tables } from './stored.ts';
import { withFileKey } from './with-file-key.ts';
import { writeStatements } from './write-statements.ts';
import { mergeWrites } from './writes.ts';

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

/**
 * Loads whole new files in one transaction: the same commands, rows and events as live mutations, written
 * with a few statements for all of them. Steps of a file must come in their order. A file that exists already
 * is skipped whole, so that a load that was cut off can simply be run again; idempotency keys are not kept,
 * for the same reason. Raises an error for a mutation that does not exist.
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
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ key: string }>('SELECT key FROM hub.file WHERE key = ANY ($1)', [
      [...byFile.keys()],
    ]);
    for (const { key } of rows) byFile.delete(key);
    const changes: ChangeBuffer<T>[] = [];
    for (const ofFile of byFile.values()) changes.push(await runSteps(agency, ofFile as [FileStep]));
    const writes = mergeWrites(changes);
    if (byFile.size > 0)
      await pipeline(
        client,
        writeStatements(agency, writes).map(({ statement }) => statement),
      );
    return { files: byFile.size, events: writes.events.length, skipped: rows.length };
  });
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
