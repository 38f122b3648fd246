import type { Days, DurationStep, ReleasedTable } from '../disclosure-control.ts';

/** A set of episodes of which something was told, or refused. */
export interface LedgerSet {
  /** A UUID. */
  readonly id: string;
  /** Under which condition its episodes are counted: sets of one kind and text are comparable. */
  readonly condition: string;
  readonly days: Days;
  readonly count: number;
  readonly people: number;
  /** Sum of its record keys modulo 2^64: with `count` and `condition` it says which episodes these are. */
  readonly keySum: bigint;
  /** Its people, packed by `packPeople`. */
  readonly members: Uint8Array;
  /** The number that is told of it; null is what is too few, or refused. */
  readonly told: number | null;
  /** The set whose number it is told by, since the two are nearly the same; null where the number is its own. */
  readonly toldAs: string | null;
}

/** What else was told of a set, its sum or curve: kept by the set and a digest of what it is, for ever. */
export interface LedgerDetail {
  readonly set: string;
  readonly detail: string;
  readonly value: number | null | readonly DurationStep[];
}

/** A table that was released, with its sets. */
export interface LedgerTable {
  readonly question: string;
  readonly released: ReleasedTable;
  readonly sets: readonly PlacedSet[];
}

/** Where in a table a set is. */
export interface PlacedSet {
  /** Index of the cell; the last is the total. */
  readonly cell: number;
  /** As in the raw table; `<part> rest` is what a part leaves of its whole, which is told nowhere. */
  readonly name: string;
  /** Id of the set. */
  readonly set: string;
}

/** What is asked of the ledger about a set. */
export interface AskedSet {
  readonly condition: string;
  readonly count: number;
  readonly people: number;
  readonly keySum: bigint;
}

/** Says which episodes a set is of, among those of its kind: two sets of one identity are the same. */
export function identityOf({ condition, count, keySum }: Omit<AskedSet, 'people'>): string {
  return `${count} ${keySum} ${condition}`;
}

/** The ledger while one table is decided on: no other process decides on one of the same kind. */
export interface LedgerWork {
  /** The table that was released for the question as of the moment. */
  table(question: string, asOf: Date): Promise<ReleasedTable | undefined>;
  /** Sets with exactly the episodes of one of those asked for. */
  same(asked: readonly AskedSet[]): Promise<readonly LedgerSet[]>;
  /** Sets with numbers of their own, of one of the conditions, with as many people as one of those asked for, give or take `within`. */
  near(asked: readonly AskedSet[], within: number): Promise<readonly LedgerSet[]>;
  /** The latest tables released as of the moment with a set under one of the conditions, with all their sets under them; at most `limit`. */
  linked(
    asOf: Date,
    conditions: readonly string[],
    limit: number,
  ): Promise<readonly { readonly sets: readonly (LedgerSet & PlacedSet)[] }[]>;
  /** What else was told of sets. */
  details(sets: readonly string[]): Promise<readonly LedgerDetail[]>;
  /** Notes a table with the sets and details that are new. */
  add(table: LedgerTable, sets: readonly LedgerSet[], details: readonly LedgerDetail[]): Promise<void>;
}

/** Everything that was ever told. Nothing is changed in it, and nothing deleted. */
export interface LedgerStore {
  /** The table that was released for the question as of the moment. */
  table(question: string, asOf: Date): Promise<ReleasedTable | undefined>;
  /** Runs `work` while no other process does so for the same kind of episodes. What it adds is there once `work` has succeeded, or not at all. */
  exclusively<Result>(episode: string, work: (ledger: LedgerWork) => Promise<Result>): Promise<Result>;
}
