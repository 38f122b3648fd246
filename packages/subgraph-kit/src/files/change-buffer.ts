import type { ChangeEvent } from '@throughgate/events';
import type { Agency } from './agency.ts';
import type { Change } from './person-file.ts';
import type { Writes } from './record-changes.ts';
import type { Stored, Tables } from './stored.ts';

/** Changes to one or many files that are recorded but not yet written. */
export class ChangeBuffer<T extends Tables> implements Writes {
  readonly rows = new Map<string, Map<string, object>>();
  readonly events: ChangeEvent[] = [];
  readonly versions = new Map<string, number>();
  readonly #agency: Agency<T>;

  constructor(agency: Agency<T>) {
    this.#agency = agency;
  }

  /** Begins with a file at the version it has. */
  open(key: string, version: number): void {
    this.versions.set(key, version);
  }

  /** Adds a change to a file that was opened. */
  add(key: string, change: Change<T>, recordedAt: string): void {
    const version = (this.versions.get(key) ?? 0) + 1;
    this.events.push(this.#agency.eventOf(change, { key, version, recordedAt }));
    this.versions.set(key, version);
    for (const [table, value] of Object.entries(change.rows)) {
      const primaryKey = this.#agency.tables[table] as string;
      for (const row of Array.isArray(value) ? value : [value]) this.#table(table).set(row[primaryKey], row);
    }
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
    const { fileKey, tables } = this.#agency;
    const column = (row: object, name: string) => (row as Record<string, unknown>)[name];
    const changed = [...(this.rows.get(table)?.values() ?? [])].filter((row) => column(row, fileKey) === key);
    const changedIds = new Set(changed.map((row) => column(row, tables[table])));
    const unchanged = stored.filter((row) => !changedIds.has(column(row, tables[table])));
    return [...unchanged, ...(changed as Stored<T[Table]>[])];
  }

  #table(table: string): Map<string, object> {
    const existing = this.rows.get(table);
    if (existing) return existing;
    const created = new Map<string, object>();
    this.rows.set(table, created);
    return created;
  }
}
