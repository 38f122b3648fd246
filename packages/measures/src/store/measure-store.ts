import type { Episode } from '../declaration/episode-kind.ts';

/** What became known of people, and up to where. */
export interface StoreChange {
  /** When the hub learnt it; never before that of an earlier change. */
  readonly learntAt: Date;
  /** Up to where the read model has been read: kept with the change in one transaction. */
  readonly position: string;
  /** People whose episodes were worked out anew: those of their episodes that are not given any more are over. */
  readonly personIds: readonly string[];
  /** Numbers of people, by id. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Their episodes, by kind. A register's are given whole or not at all. */
  readonly episodes: ReadonlyMap<string, readonly Episode[]>;
}

/** Episodes of all kinds, with what was known of them when: a DuckDB file that one process owns. */
export interface MeasureStore {
  /** Position of the latest change; undefined of an empty store. */
  readonly position: string | undefined;
  /** Stores a change: rows that differ from those known. Either all of it or nothing. */
  apply(change: StoreChange): Promise<void>;
  /**
   * SQL that gives the episodes of a kind as they were known at the moment `$known_at`, a TIMESTAMP parameter in UTC: its own columns and `id`,
   * `person_id`, `person_no`, `record_key` (UBIGINT).
   */
  episodes(kind: string): string;
  /** Runs a query with named parameters, without the `$`. */
  query<Row>(
    sql: string,
    parameters?: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<Row[]>;
  /** Ends what runs and closes the file. */
  stop(): Promise<void>;
}
