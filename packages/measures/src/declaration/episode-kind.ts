/** Types of an episode's columns, with what a row holds for them; null is what nobody knows. */
interface ColumnValues {
  readonly text: string;
  /** ISO 8601. */
  readonly timestamp: string;
  /** `YYYY-MM-DD`, a day of London. */
  readonly date: string;
  readonly integer: number;
  readonly boolean: boolean;
}

/** A column: its type, and what it says, for a stranger. */
export interface EpisodeColumn {
  readonly type: keyof ColumnValues;
  readonly describes: string;
  /** Whether it names one human being, as a member of staff: what leaves the hub has a hash in its place. @default false */
  readonly names?: boolean;
}

/**
 * A column that is worked out whenever it is asked for, from episodes of several people: in rows it would go out of date with
 * each change to somebody else.
 */
export interface ComputedColumn extends EpisodeColumn {
  /** Kinds of episodes that it is worked out from. */
  readonly reads: readonly string[];
  /**
   * SQL of a query that gives `id` and `value`: an episode and what it has in this column; those that are not given have nothing.
   * @param episodes SQL of the episodes of a kind
   */
  sql(episodes: (kind: string) => string): string;
}

/** Columns of a kind of episodes, beside those that all have. */
export type EpisodeColumns = Readonly<Record<string, EpisodeColumn>>;

/** An episode as it is now. */
export type Episode<Columns extends EpisodeColumns = EpisodeColumns> = {
  /** Unique within its kind, and the same as long as the episode is the same one, whoever it turns out to belong to. */
  readonly id: string;
  /** The hub's id of the person; null for a kind that is about no person. */
  readonly personId: string | null;
} & {
  readonly [Name in keyof Columns]: ColumnValues[Columns[Name]['type']] | null;
};

/**
 * A kind of episodes: what measures count. A row is one release, one referral, one claim, with all that a measure asks of it: days,
 * and what it is counted by. Nothing in it depends on the day on which it was worked out: what lies ahead is null, and what an
 * as-of day cuts off is cut off when the measure is asked.
 */
export interface EpisodeKind<Columns extends EpisodeColumns = EpisodeColumns> {
  /** Name of its table: lower-case letters, digits and `_`. */
  readonly name: string;
  /** What one episode is, for a stranger. */
  readonly describes: string;
  /** Whether episodes belong to people, or to a register (targets, contacts). */
  readonly about: 'person' | 'register';
  readonly columns: Columns;
  /** Columns beside those of the rows that dimensions can read. @default none */
  readonly computed?: Readonly<Record<string, ComputedColumn>>;
  /** To be raised when episodes are worked out otherwise: all are then worked out anew. */
  readonly version: number;
}
