import type { Stored, Tables } from './stored.ts';

/** A change to a file: the rows it writes and the event that tells of it. */
export interface Change<T extends Tables> {
  /** Event type; `schemas/events/<agency>/<type>.json` describes it. */
  readonly type: string;
  /** When it happened: a moment, or a day, which counts as its first moment in London. */
  readonly occurredAt: string;
  /** The record that changed: GraphQL type and id. */
  readonly subject: { readonly type: string; readonly id: string };
  /** Rows to insert, or to replace where one with the same primary key exists. */
  readonly rows: { readonly [Table in keyof T]?: Stored<T[Table]> | readonly Stored<T[Table]>[] };
  /** State after the change, as the event's schema describes it; the file's key and version are added. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * One person's file at one agency: the unit in which records change, and the aggregate whose version counts
 * its changes. Commands read and change records only through it, so that the same rules and events hold for
 * a mutation and for a bulk load.
 */
export interface PersonFile<T extends Tables> {
  /** The agency's id of the file, for example a CRN. */
  readonly key: string;
  /** Whether the file has any records. */
  readonly exists: boolean;
  /** When the agency records what is being recorded now: ISO 8601. */
  readonly recordedAt: string;
  /** Id for the record that this call creates. */
  readonly newId: string;
  /** The row of this file with this id, or `undefined`. */
  get<Table extends keyof T & string>(table: Table, id: string): Promise<Stored<T[Table]> | undefined>;
  /** All rows of this file in a table, in no particular order. */
  list<Table extends keyof T & string>(table: Table): Promise<Stored<T[Table]>[]>;
  /**
   * Writes rows and their event, together and only if everything else in this call succeeds.
   * Raises an error when the event does not keep its contract.
   */
  record(change: Change<T>): void;
}
