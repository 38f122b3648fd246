import type { Stored, Tables } from './stored.ts';

/** A change to a file: the rows it writes and the event that tells of it. */
export interface Change<T extends Tables> {
  /** Event type; its contract, `schemas/events/<agency>/<type>.json`, says which record in the data has changed. */
  readonly type: string;
  /** When it happened: a moment, or a day, which counts as its first moment in London. */
  readonly occurredAt: string;
  /** Rows to insert, or to replace where one with the same primary key exists. */
  readonly rows: { readonly [Table in keyof T]?: Stored<T[Table]> | readonly Stored<T[Table]>[] };
  /** State after the change, as the event's schema describes it; the file's key and version are added. */
  readonly data: Readonly<Record<string, unknown>>;
}
