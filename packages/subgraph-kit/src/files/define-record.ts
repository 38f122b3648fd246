import { listLoader } from '../graph/list-loader.ts';
import { type CountedConnection, type PageKey, pageLoader } from '../graph/page-loader.ts';
import type { Reader } from '../graph/reader.ts';
import type { RowOrder } from '../graph/record-source.ts';
import { rowLoader } from '../graph/row-loader.ts';
import type { Command } from './command.ts';
import type { AnyFact, Fact, FactInput, FactTable, OfColumns } from './fact.ts';
import type { FileAbout, FileKind } from './file-kind.ts';
import { type FactMutation, type Mutation, unbound } from './mutation.ts';
import type { Tables } from './stored.ts';

/** The name of a column. */
type Column<Row> = keyof Row & string;

/** The order of a list: the latest first, or by a column upwards. What is equal in it comes in the order of keys. */
export type ListOrder<Row> = { readonly latestFirst: Column<Row> } | { readonly by: Column<Row> };

/**
 * The order of a list that is read page by page, by a column with a moment, or a day where `as` says so. What is equal in it
 * comes in the order of keys. The table has an index on the parent, this column and the key.
 */
export type PageOrder<Row> = (
  | { readonly latestFirst: Column<Row> }
  | { readonly earliestFirst: Column<Row> }
) & { readonly as?: 'date' };

/** Records whose key is the file's, by the fields that lead to them. */
type FileRecords = Readonly<Record<string, { readonly row: Reader<string, object | null> }>>;

/** What is known of one type of record. */
export interface RecordOptions<
  T extends Tables,
  About extends FileAbout,
  Table extends keyof T & string,
  Key extends keyof T[Table] & string,
  Unique extends string,
  Listed extends string,
  Paged extends string,
  Commands,
  Facts,
> {
  /** Its table, which has the name of the GraphQL type where it has one. */
  readonly table: Table;
  /** Primary key column; of an entity of the graph also the field of its `@key`. */
  readonly key: Key;
  /** Other columns by which a row is found, each unique. @default none */
  readonly rowOf?: readonly (Unique & Column<T[Table]>)[];
  /** Columns that name a parent whose rows are read whole, in this order. @default none */
  readonly listOf?: {
    readonly [Parent in Listed]: Parent extends Column<T[Table]> ? ListOrder<T[Table]> : never;
  };
  /** Columns that name a parent whose rows are read page by page, in this order. @default none */
  readonly pageOf?: {
    readonly [Parent in Paged]: Parent extends Column<T[Table]> ? PageOrder<T[Table]> : never;
  };
  /**
   * Fields of the GraphQL type that lead to the record with the file's key, for example `{ case: probationCase }`.
   * @default none
   */
  readonly belongsTo?: FileRecords;
  /** What the mutations that answer with a record of this type do, by their names. @default none */
  readonly commands?: Commands & { readonly [Name in keyof Commands]: Command<T, never, About> };
  /** What is recorded without a rule of its own, by the names of the mutations. @default none */
  readonly facts?: Facts & {
    readonly [Name in keyof Facts]: Fact<T, About, T[Table]> & OfColumns<Facts[Name], T[Table]>;
  };
}

/** Mutations with the commands that they run. */
type MutationsOf<Commands, Row> = {
  readonly [Name in keyof Commands]: Mutation<InputOf<Commands[Name]>, Row>;
};

/** Mutations with the facts that they record. */
type FactsOf<Facts, Row, Key> = {
  readonly [Name in keyof Facts]: Mutation<FactInput<Row, Key | StartsOf<Facts[Name]>>, Row>;
};

type StartsOf<Stated> = Stated extends { readonly starts: infer Starts } ? keyof Starts : never;

type InputOf<Run> = Run extends (file: never, input: infer Input) => Promise<string> ? Input : never;

/** A group of mutations that an agency has. */
export interface MutationGroup<Mutations = object> {
  readonly mutations: Mutations;
}

/** One type of record: its table, how it is read, and the mutations that answer with it. */
export interface RecordType<
  Table extends string = string,
  Row = object,
  Unique extends string = never,
  Listed extends string = never,
  Paged extends string = never,
  Mutations = object,
  File = FileKind<Tables>,
> extends MutationGroup<Mutations> {
  readonly table: Table;
  readonly key: string;
  readonly file: File;
  /** Records with the file's key, by the fields of the type that lead to them. */
  readonly belongsTo: FileRecords;
  /** The row with a key, or null. */
  readonly row: Reader<string, Row | null>;
  /** The row with a value in another unique column, or null. */
  readonly rowOf: { readonly [Column in Unique]: Reader<string, Row | null> };
  /** All rows of a parent. */
  readonly listOf: { readonly [Parent in Listed]: Reader<string, Row[]> };
  /** A page of the rows of a parent, of those that meet conditions; how many there are in all is counted when asked. */
  readonly pageOf: { readonly [Parent in Paged]: Reader<PageKey<Row>, CountedConnection<Row>> };
}

/** Declares a type of record of files of a kind. */
export function defineRecord<
  T extends Tables,
  About extends FileAbout,
  Table extends keyof T & string,
  Key extends keyof T[Table] & string,
  Unique extends string = never,
  Listed extends string = never,
  Paged extends string = never,
  // biome-ignore lint/complexity/noBannedTypes: no commands
  Commands = {},
  // biome-ignore lint/complexity/noBannedTypes: no facts
  Facts = {},
>(
  file: FileKind<T, About>,
  options: RecordOptions<T, About, Table, Key, Unique, Listed, Paged, Commands, Facts>,
): RecordType<
  Table,
  T[Table],
  Unique,
  Listed,
  Paged,
  MutationsOf<Commands, T[Table]> & FactsOf<Facts, T[Table], Key>,
  FileKind<T, About>
> {
  type Row = T[Table];
  const { table, key, rowOf = [], listOf = {}, pageOf = {}, belongsTo = {}, commands, facts } = options;
  const row = rowReader<Row>(table, key);
  return {
    table,
    key,
    file,
    belongsTo,
    row,
    rowOf: fromNames(rowOf as readonly Unique[], (column) => rowReader<Row>(table, column)),
    listOf: fromEntries(listOf as Record<Listed, ListOrder<Row>>, (parent, order) =>
      listReader<Row>(table, parent, rowOrder(order, key)),
    ),
    pageOf: fromEntries(pageOf as Record<Paged, PageOrder<Row>>, (parent, order) => ({
      create: (source) =>
        pageLoader<Row>(source, {
          table,
          parent: parent as string as Column<Row>,
          ...('latestFirst' in order
            ? { orderedBy: order.latestFirst }
            : { orderedBy: order.earliestFirst, first: 'earliest' }),
          ...(order.as ? { as: order.as } : {}),
          id: key,
        }),
    })),
    mutations: {
      ...mutationsOf<Commands, Row>({ file, table, row }, commands),
      ...factsOf<Facts, Row, Key>({ table, key, file, row }, facts),
    },
  };
}

/**
 * Declares further mutations that answer with a record: of its commands those that stand in another file than the record's
 * own rules.
 */
export function defineCommands<T extends Tables, About extends FileAbout, Row, Commands>(
  record: AnswerRecord<Row> & { readonly file: FileKind<T, About> },
  commands: Commands & { readonly [Name in keyof Commands]: Command<T, never, About> },
): MutationGroup<MutationsOf<Commands, Row>> {
  return { mutations: mutationsOf(record, commands) };
}

/** The records with which a mutation answers. */
interface AnswerRecord<Row> {
  readonly file: FileKind<Tables>;
  readonly table: string;
  readonly row: Reader<string, Row | null>;
}

function mutationsOf<Commands, Row>(
  { file, table, row }: AnswerRecord<Row>,
  commands: Commands | undefined,
): MutationsOf<Commands, Row> {
  const entries = Object.entries(commands ?? {}).map(([name, command]) => [
    name,
    { name, file, command, table, row },
  ]);
  return Object.fromEntries(entries) as MutationsOf<Commands, Row>;
}

function factsOf<Facts, Row, Key>(
  { row, ...into }: FactTable & { readonly row: Reader<string, Row | null> },
  facts: Facts | undefined,
): FactsOf<Facts, Row, Key> {
  const entries = Object.entries((facts ?? {}) as Record<string, AnyFact>).map(([name, fact]) => {
    const mutation = {
      name,
      file: into.file,
      table: into.table,
      row: row as never,
      command: unbound,
      fact,
      into,
    } satisfies FactMutation;
    return [name, mutation];
  });
  return Object.fromEntries(entries) as FactsOf<Facts, Row, Key>;
}

function rowReader<Row>(table: string, column: string): Reader<string, Row | null> {
  return {
    create: ({ rowsIn }) => rowLoader<Row>((values) => rowsIn(table, column, values), textIn(column)),
  };
}

function listReader<Row>(table: string, parent: string, order: RowOrder): Reader<string, Row[]> {
  return {
    create: ({ rowsIn }) => listLoader<Row>((values) => rowsIn(table, parent, values, order), textIn(parent)),
  };
}

function textIn<Row>(column: string): (row: Row) => string {
  return (row) => (row as Readonly<Record<string, string>>)[column] as string;
}

function rowOrder<Row>(order: ListOrder<Row>, key: string): RowOrder {
  return 'by' in order
    ? [{ [order.by]: 'asc' }, { [key]: 'asc' }]
    : [{ [order.latestFirst]: 'desc' }, { [key]: 'asc' }];
}

function fromNames<Name extends string, Value>(
  names: readonly Name[],
  valueFor: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, valueFor(name)])) as Record<Name, Value>;
}

function fromEntries<Name extends string, Given, Value>(
  given: Readonly<Record<Name, Given>>,
  valueFor: (name: Name, value: Given) => Value,
): Record<Name, Value> {
  const entries = Object.entries<Given>(given).map(([name, value]) => [name, valueFor(name as Name, value)]);
  return Object.fromEntries(entries) as Record<Name, Value>;
}
