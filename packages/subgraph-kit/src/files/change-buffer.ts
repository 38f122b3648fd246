import type { ChangeEvent } from '@throughgate/events';
import type { Agency } from './agency.ts';
import type { Change } from './change.ts';
import type { FileKind } from './file-kind.ts';
import type { Stored, Tables } from './stored.ts';
import type { Writes } from './writes.ts';

/** Changes to files of one kind that are recorded but not yet written. */
export class ChangeBuffer<T extends Tables> implements Writes {
  readonly rows = new Map<string, Map<string, object>>();
  readonly events: ChangeEvent[] = [];
  readonly versions = new Map<string, number>();
  readonly #agency: Agency<T>;
  readonly #file: FileKind<T>;

  constructor(agency: Agency<T>, file: FileKind<T>) {
    this.#agency = agency;
    this.#file = file;
  }

  /** Begins with a file at the version it has. */
  open(key: string, version: number): void {
    this.versions.set(this.#file.nameOf(key), version);
  }

  /** Adds a change to a file that was opened. */
  add(key: string, change: Change<T>, recordedAt: string): void {
    const file = this.#file;
    const version = this.version(key) + 1;
    this.events.push(this.#agency.eventOf(change, { file, key, version, recordedAt }));
    this.versions.set(file.nameOf(key), version);
    for (const [table, value] of Object.entries(change.rows)) {
      const primaryKey = this.#keyOf(table);
      for (const row of Array.isArray(value) ? value : [value]) this.#table(table).set(row[primaryKey], row);
    }
  }

  /** Version of a file after what was changed here; 0 for one that was never opened. */
  version(key: string): number {
    return this.versions.get(this.#file.nameOf(key)) ?? 0;
  }

  /** The row with this id as last changed here, or `undefined` when it was not changed here. */
  row<Table extends keyof T & string>(table: Table, id: string): Stored<T[Table]> | undefined {
    return this.rows.get(table)?.get(id) as Stored<T[Table]> | undefined;
  }

  /** Rows of a file as they will be: `stored`, with what was changed here laid over it. */
  overlay<Table extends keyof T & string>(
    table: Table,
    key: string,
    stored: readonly Stored<T[Table]>[],
  ): Stored<T[Table]>[] {
    const primaryKey = this.#keyOf(table);
    const column = (row: object, name: string) => (row as Record<string, unknown>)[name];
    const changed = [...(this.rows.get(table)?.values() ?? [])].filter(
      (row) => column(row, this.#file.key) === key,
    );
    const changedIds = new Set(changed.map((row) => column(row, primaryKey)));
    const unchanged = stored.filter((row) => !changedIds.has(column(row, primaryKey)));
    return [...unchanged, ...(changed as Stored<T[Table]>[])];
  }

  #keyOf(table: string): string {
    const known = this.#agency.tables[table];
    if (!known) throw new Error(`${this.#agency.name} has no record of the table "${table}"`);
    return known.key;
  }

  #table(table: string): Map<string, object> {
    const existing = this.rows.get(table);
    if (existing) return existing;
    const created = new Map<string, object>();
    this.rows.set(table, created);
    return created;
  }
}
