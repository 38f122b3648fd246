import type { ChangeEvent } from '@throughgate/events';

/** What one transaction writes: the last state of each row, and an event for each change. */
export interface Writes {
  /** Rows by table, then by primary key. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, object>>;
  readonly events: readonly ChangeEvent[];
  /** Version of each file after the changes, by the name of the file. */
  readonly versions: ReadonlyMap<string, number>;
}

/** The writes of several files as those of one transaction; events stay in the order given. */
export function mergeWrites(all: readonly Writes[]): Writes {
  const [only] = all;
  if (only && all.length === 1) return only;
  const rows = new Map<string, Map<string, object>>();
  for (const one of all) {
    for (const [table, byId] of one.rows) {
      const target = rows.get(table);
      if (target) for (const [id, row] of byId) target.set(id, row);
      else rows.set(table, new Map(byId));
    }
  }
  return {
    rows,
    events: all.flatMap(({ events }) => events),
    versions: new Map(all.flatMap(({ versions }) => [...versions])),
  };
}
