import { inTransaction } from '@throughgate/database';
import { recordId } from '@throughgate/domain';
import type pg from 'pg';
import type { Agency } from './agency.ts';
import { ChangeBuffer } from './change-buffer.ts';
import type { Commands } from './command.ts';
import { withFileKey } from './file-key.ts';
import { notAhead } from './not-ahead.ts';
import type { PersonFile } from './person-file.ts';
import { writeChanges } from './record-changes.ts';
import type { Stored, Tables } from './stored.ts';

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

/**
 * Loads whole new files in one transaction: the same commands, rows and events as live mutations, written
 * with a few statements for all of them. Steps of a file must come in their order. A file that exists already
 * is skipped whole, so that a load that was cut off can simply be run again; idempotency keys are not kept,
 * for the same reason.
 */
export async function loadFiles<T extends Tables>(
  pool: pg.Pool,
  agency: Agency<T>,
  commands: Commands<T>,
  steps: readonly LoadStep[],
): Promise<LoadResult> {
  const keyed = steps.map((step) => ({ ...step, ...withFileKey(agency, step.input) }));
  const byFile = Map.groupBy(keyed, ({ key }) => key);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ key: string }>('SELECT key FROM hub.file WHERE key = ANY ($1)', [
      [...byFile.keys()],
    ]);
    for (const { key } of rows) byFile.delete(key);
    const changes = new ChangeBuffer(agency);
    for (const [key, stepsOfFile] of byFile)
      merge(changes, await runSteps(agency, commands, key, stepsOfFile));
    if (byFile.size > 0) await writeChanges(client, agency, changes);
    return { files: byFile.size, events: changes.events.length, skipped: rows.length };
  });
}

/** Runs the steps of one new file in memory; nothing has to be read, since the file did not exist. */
async function runSteps<T extends Tables>(
  agency: Agency<T>,
  commands: Commands<T>,
  key: string,
  steps: readonly LoadStep[],
): Promise<ChangeBuffer<T>> {
  const changes = new ChangeBuffer(agency);
  changes.open(key, 0);
  for (const { mutation, input, recordedAt } of steps) {
    const command = commands[mutation];
    if (!command) throw new Error(`${agency.name} has no mutation "${mutation}"`);
    const file: PersonFile<T> = {
      key,
      exists: (changes.versions.get(key) ?? 0) > 0,
      recordedAt,
      newId: recordId(agency.name, input.idempotencyKey),
      get: async (table, id) => changes.row(table, id),
      list: async (table) => changes.overlay(table, key, [] as Stored<T[typeof table]>[]),
      record(change) {
        notAhead(change, recordedAt, input);
        changes.add(key, change, recordedAt);
      },
    };
    await command(file, input);
  }
  return changes;
}

function merge<T extends Tables>(into: ChangeBuffer<T>, from: ChangeBuffer<T>): void {
  for (const [key, version] of from.versions) into.versions.set(key, version);
  for (const event of from.events) into.events.push(event);
  for (const [table, byId] of from.rows) {
    const target = into.rows.get(table);
    if (target) for (const [id, row] of byId) target.set(id, row);
    else into.rows.set(table, byId);
  }
}
