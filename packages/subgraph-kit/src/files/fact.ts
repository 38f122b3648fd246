import type { EventContract } from '@throughgate/contracts';
import { coded } from '@throughgate/domain';
import type { AgencyFile } from './agency-file.ts';
import type { FileAbout, FileKind } from './file-kind.ts';
import type { Stored, Tables } from './stored.ts';

/**
 * Checks a value of an input, which is not null, and returns it in the form in which it is kept; `given` has what was given for
 * all columns of the fact. Raises `BAD_USER_INPUT` naming the field.
 */
type Check<Value, Given> = (field: string, value: Value, given: Given) => Value;

/** A fact that a mutation records: what follows from its input without a rule of its own. */
export interface Fact<T extends Tables, About extends FileAbout, Row> {
  /**
   * Type of its event. The record in the event's data, to which the contract's `x-throughgate.entity.key` leads, has the
   * columns of the fact: each has the name of a column of the table and, where `starts` does not set it, of a field of the
   * input. What the input leaves out is null. Where the contract has `x-known-values`, the event has code and title where the
   * row has the code.
   */
  readonly event: string;
  /** Column that holds the day or the moment when it happened. @default it happened when it is recorded */
  readonly on?: keyof Row & string;
  /** Raises an error when the file cannot take the fact, for example because it was never opened. @default any file can */
  readonly requires?: (file: AgencyFile<T, About>) => unknown;
  /** How what the input holds is checked, for example by `filledInput`. @default not at all */
  readonly checks?: {
    readonly [Column in keyof Row & string]?: Check<NonNullable<Stored<Row>[Column]>, Stored<Row>>;
  };
  /** What columns hold that no input gives. @default none */
  readonly starts?: Partial<Stored<Row>>;
}

/** Nothing where a fact names columns that are there; what the compiler takes for `checks` and the like of others is `never`. */
export type OfColumns<Stated, Row> = {
  readonly [Part in 'checks' | 'starts']?: Stated extends { readonly [Name in Part]: infer Given }
    ? { readonly [Column in keyof Given]: Column extends keyof Row ? unknown : never }
    : unknown;
};

/** What the input of a fact must hold: every column but the key and what `starts` sets; what may be null may be left out. */
export type FactInput<Row, Set> = { readonly idempotencyKey: string } & {
  readonly [Column in keyof Row as Column extends Set
    ? never
    : null extends Row[Column]
      ? never
      : Column]: Stored<Row>[Column];
} & {
  readonly [Column in keyof Row as Column extends Set ? never : null extends Row[Column] ? Column : never]?:
    | Stored<Row>[Column]
    | undefined;
};

/** Where the rows of a fact go. */
export interface FactTable {
  readonly table: string;
  /** Primary key column, which holds the id of the new record. */
  readonly key: string;
  readonly file: FileKind<Tables>;
}

/** A fact as it runs: its types are in its declaration. */
export type AnyFact = Fact<Tables, FileAbout, Readonly<Record<string, unknown>>>;

/**
 * The command that records a fact. Raises an error when the record in the data of its event is not known by the contract,
 * or has not the table's key.
 */
export function factCommand(
  { table, key, file: kind }: FactTable,
  fact: AnyFact,
  { type, entity, schema }: EventContract,
): (file: AgencyFile<Tables, FileAbout>, input: Readonly<Record<string, unknown>>) => Promise<string> {
  const { on, requires, checks = {}, starts = {} } = fact;
  const [record = '', id] = entity.key.split('.');
  const described = schema.properties?.[record]?.properties ?? {};
  const columns = Object.keys(described).filter((name) => name !== key);
  if (id !== key || columns.length === 0) {
    throw new Error(
      `${type}: the record of a fact must be described in the event's data, and "entity.key" be its "${key}", not "${entity.key}"`,
    );
  }
  return async (file, input) => {
    await requires?.(file);
    const given = Object.fromEntries(columns.map((column) => [column, input[column] ?? null]));
    const row: Record<string, unknown> = {
      [key]: file.newId,
      [kind.key]: file.key,
      ...Object.fromEntries(columns.map((column) => [column, checked(column, given)])),
      ...starts,
    };
    const state = [key, ...columns].map((column) => [column, told(column, row[column])] as const);
    file.record({
      type,
      occurredAt: on === undefined ? file.recordedAt : String(row[on]),
      rows: { [table]: row },
      data: { [record]: Object.fromEntries(state) },
    });
    return file.newId;
  };

  function checked(column: string, given: Readonly<Record<string, unknown>>): unknown {
    const check = checks[column] as Check<unknown, typeof given> | undefined;
    return check && given[column] !== null ? check(column, given[column], given) : given[column];
  }

  function told(column: string, value: unknown): unknown {
    const titles = described[column]?.['x-known-values'];
    return titles && typeof value === 'string' ? coded(titles, value) : value;
  }
}
