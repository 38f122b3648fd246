import type { Episode } from '../declaration/episode-kind.ts';

/** What became known of people, and up to where. */
export interface StoreChange {
  /** When the hub learnt it; one before that of an earlier change counts as the same moment as that. */
  readonly learntAt: Date;
  /** Up to where the read model has been read: kept with the change in one transaction. */
  readonly position: string;
  /**
   * People whose episodes were worked out anew, of all kinds that are about people: those of their episodes that are not given any
   * more are over.
   */
  readonly personIds: readonly string[];
  /** Numbers of people, by id: of all who have episodes here, and of those who had. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Their episodes, by kind. A register's are given whole or not at all. */
  readonly episodes: ReadonlyMap<string, readonly Episode[]>;
  /**
   * Whether with this change everybody's episodes of all kinds are there. Of each kind the first time counts.
   * @default false
   */
  readonly complete?: boolean;
}

/** What a kind takes in the store, and what became of it since it was opened. */
export interface StoreStatistics {
  /** Rows of the base, those that are over among them. */
  readonly baseRows: number;
  /** Rows that have not been folded into the base. */
  readonly deltaRows: number;
  /** Folds since the store was opened, and the seconds that they took. */
  readonly folds: number;
  readonly foldSeconds: number;
}

/** Episodes of all kinds, with what was known of them when: a DuckDB file that one process owns. */
export interface MeasureStore {
  /** Position of the latest change; undefined of an empty store. */
  readonly position: string | undefined;
  /** Moment of the latest change, before which none can come any more; undefined of an empty store. */
  readonly learntAt: Date | undefined;
  /**
   * From which moment on a kind can be asked: when everybody's episodes of it were there for the first time; undefined until then. A file that
   * was made anew has no history, and neither has a kind that is new.
   */
  since(kind: string): Date | undefined;
  /** Stores a change: rows that differ from those known. Either all of it or nothing. */
  apply(change: StoreChange): Promise<void>;
  /**
   * The SELECT that gives the episodes of a kind as they were known at the moment `$known_at`, a TIMESTAMP parameter in UTC: its own columns
   * and `id`, `person_id` (UUID), `person_no` (INTEGER), `record_key` (UBIGINT). Raises an error for a kind that it does not keep.
   */
  episodes(kind: string): string;
  /**
   * Runs a query with named parameters, without the `$`; those that it does not name are left out. A text `YYYY-MM-DD` can be compared to a
   * DATE; a `Date` is a TIMESTAMP in UTC, a list a LIST, and values of DuckDB's own are taken as they are.
   *
   * Rows hold numbers for integers of up to 32 bits and for DOUBLE, `bigint` for larger integers (`count(*)` is one), `YYYY-MM-DD` for DATE,
   * a `Date` for TIMESTAMP, and for BIT bytes as in `CountedSet.people_bits`.
   *
   * Rejects with the signal's reason when it is aborted.
   */
  query<Row>(
    sql: string,
    parameters?: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<Row[]>;
  /** Folds what is not folded now, rather than after a while. */
  fold(): Promise<void>;
  /** By kind. */
  statistics(): ReadonlyMap<string, StoreStatistics>;
  /** Ends what runs and closes the file. */
  stop(): Promise<void>;
}
