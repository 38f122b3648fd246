/** A set of episodes that is to be told by its number. */
export interface CountedSet {
  /** Episodes in it. */
  readonly count: number;
  /** Different people in it. */
  readonly people: number;
  /** Sum of the record keys of its episodes, modulo 2^64. */
  readonly keySum: bigint;
  /**
   * Which people: bit n for the person with number n, in the order of `bitstring_agg` from 0, packed into bytes, the first
   * bit of a byte highest. Numbers of people never change.
   */
  readonly people_bits: Uint8Array;
}

/** How many episodes had their event, and how many were lost to sight, so many days after their start. */
export interface DurationStep {
  readonly days: number;
  readonly events: number;
  readonly censored: number;
}

/** First and last day, `YYYY-MM-DD`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** A cell of a table as it is, which must not leave the process. */
export interface RawCell {
  /** A code for each dimension of the question, in its order. */
  readonly key: readonly string[];
  /** Days by which its episodes belong to it, where they are fewer than the table's: a month. */
  readonly days?: Days;
  /** By name: `denominator`, `numerator`; of a gap `first.denominator`, `first.numerator`, `second.…`. */
  readonly sets: Readonly<Record<string, CountedSet>>;
  /** What the episodes of `denominator` add up to, with the largest part that one person has of it. */
  readonly sum?: { readonly total: number; readonly largest: number };
  readonly durations?: readonly DurationStep[];
  /** A number that is public anyway: a target. */
  readonly target?: number | null;
}

/** A table as it is. Its last cell, with `key` of no codes, is the total of all. */
export interface RawTable {
  /** The question in a form that is the same for the same question: what the ledger knows it by. */
  readonly question: string;
  /** Kind of the episodes: only sets of one kind can be told apart from each other. */
  readonly episode: string;
  readonly asOf: Date;
  /** Days by which its episodes belong to it: sets of days apart have no episode in common. */
  readonly days: Days;
  /**
   * For each set's name the condition under which its episodes are counted: two sets of one text are comparable. `sum` and `durations` say
   * what is added up and what is waited for, where the cells have them.
   */
  readonly conditions: Readonly<Record<string, string>>;
  /**
   * For a set's name that of the set which it is part of: neither it nor the rest may be too few. @default `numerator` of
   * `denominator`, `<group>.numerator` of `<group>.denominator`
   */
  readonly within?: Readonly<Record<string, string>>;
  readonly cells: readonly RawCell[];
}

/** A cell as it may be told. Null is what is too few to tell, or refused: nobody learns which. */
export interface ReleasedCell {
  readonly key: readonly string[];
  readonly counts: Readonly<Record<string, number | null>>;
  readonly sum: number | null;
  /** In groups of several people each; at risk at first are all that the steps add up to, not `counts`. */
  readonly durations: readonly DurationStep[] | null;
  readonly target: number | null;
}

/** A table as it was released: final. */
export interface ReleasedTable {
  readonly asOf: Date;
  /** Name of the policy that it was made by, with its version, for example `moj/1`. */
  readonly policy: string;
  readonly cells: readonly ReleasedCell[];
}

/** Sees to it that no person can be found out from any set of answers. */
export interface DisclosureControl {
  /** Name of the policy with its version, for example `moj/1`; `none` tells everything. */
  readonly policy: string;
  /** Whether it asks who is in a set. Where not, tables come without: people 0, key sum 0, no bits. */
  readonly looksAtPeople: boolean;
  /** The table that was released for this question as of this moment, if one was. */
  released(question: string, asOf: Date): Promise<ReleasedTable | undefined>;
  /** Decides what of a table may be told, and notes it for ever. */
  release(table: RawTable): Promise<ReleasedTable>;
}
