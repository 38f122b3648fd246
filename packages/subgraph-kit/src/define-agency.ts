import type { PrismaPg } from '@prisma/adapter-pg';
import type { EventContract } from '@throughgate/contracts';
import type pg from 'pg';
import type { AgencySubgraph } from './agency-subgraph.ts';
import { createAgency } from './files/agency.ts';
import type { AgencyContext } from './files/agency-context.ts';
import { contractsOf } from './files/contracts-of.ts';
import type { MutationGroup, RecordType } from './files/define-record.ts';
import { factCommand } from './files/fact.ts';
import type { FittingRecords } from './files/fitting-records.ts';
import type { FactMutation, Mutation } from './files/mutation.ts';
import type { PrismaConnection } from './graph/record-source.ts';
import { required } from './graph/required.ts';

/** What makes one agency's subgraph; everything else is the same for all of them. */
export interface AgencyOptions<Groups extends readonly MutationGroup[], Resolvers extends object> {
  /** Name of the agency and its subgraph: `prisons`. */
  readonly name: string;
  /** Its types of record, and the mutations that stand apart from them. */
  readonly records: Groups & FittingRecords<Groups, Resolvers>;
  /** How fields are answered. Mutations, references to records and `belongsTo` follow from the records. */
  readonly resolvers: Resolvers;
  /** Directory of the subgraph's package, in which its `prisma/migrations` lie. */
  readonly directory: string;
  /** Creates the generated Prisma client; or `sqlConnection(pool)`, for a subgraph that has none. */
  connect(adapter: PrismaPg, pool: pg.Pool): PrismaConnection;
  /** Its schema. @default `schemas/<name>.graphql` */
  readonly sdl?: string;
  /** Contracts of its events. @default those of `schemas/events/<name>` */
  readonly contracts?: readonly EventContract[];
}

/**
 * Makes an agency's subgraph of its records, to be started with `startAgency` or `runAgency`. Does not compile when the
 * records' commands are not those of the mutations of generated resolvers. Raises an error for two commands of one name.
 */
export function defineAgency<const Groups extends readonly MutationGroup[], Resolvers extends object>(
  options: AgencyOptions<Groups, Resolvers>,
): AgencySubgraph {
  const { name, resolvers, directory, connect, sdl, contracts } = options;
  const groups: readonly MutationGroup[] = options.records;
  const records = groups.filter(isRecord);
  const contractOf = contractsOf(name, contracts);
  const mutations = groups
    .flatMap((group) => Object.values(group.mutations) as (Mutation<never, object> | FactMutation)[])
    .map((mutation) => bound(mutation, contractOf));
  const byName = new Map(mutations.map((mutation) => [mutation.name, mutation]));
  if (byName.size < mutations.length) throw new Error(`${name} has two commands of one name`);
  return {
    agency: createAgency({
      name,
      tables: Object.fromEntries(records.map(({ table, key, file }) => [table, { key, file }])),
      contractOf,
    }),
    mutations: byName,
    resolvers: withRecords(resolvers, records, mutations),
    directory,
    connect,
    ...(sdl === undefined ? {} : { sdl }),
  };
}

/** A mutation with its command; that of a fact follows from the contract of its event. */
function bound(
  mutation: Mutation<never, object> | FactMutation,
  contractOf: (type: string) => EventContract,
): Mutation<never, object> {
  if (!('fact' in mutation)) return mutation;
  const { fact, into } = mutation;
  return { ...mutation, command: factCommand(into, fact, contractOf(fact.event)) as never };
}

function isRecord(group: MutationGroup): group is RecordType {
  return 'table' in group;
}

type ResolversByType = Readonly<Record<string, object>>;

/** Adds to resolvers how mutations are answered, references to records, and what they belong to; what is there already stays. */
function withRecords(
  resolvers: object,
  records: readonly RecordType[],
  mutations: readonly Mutation<never, object>[],
): ResolversByType {
  const given = resolvers as ResolversByType;
  const recorded: ResolversByType = {
    ...Object.fromEntries(
      records.map((record) => [
        record.table,
        { ...fileRecordsOf(record), __resolveReference: referenceTo(record) },
      ]),
    ),
    Mutation: Object.fromEntries(mutations.map((mutation) => [mutation.name, answerOf(mutation)])),
  };
  const types = new Set([...Object.keys(given), ...Object.keys(recorded)]);
  return Object.fromEntries([...types].map((type) => [type, { ...recorded[type], ...given[type] }]));
}

function referenceTo({ key, row }: RecordType) {
  return (reference: Readonly<Record<string, string>>, { load }: AgencyContext) =>
    load(row, reference[key] as string);
}

function fileRecordsOf({ belongsTo, file }: RecordType) {
  return Object.fromEntries(
    Object.entries(belongsTo).map(([field, { row }]) => [
      field,
      (from: Readonly<Record<string, string>>, _arguments: unknown, { load }: AgencyContext) =>
        required(load(row, from[file.key] as string)),
    ]),
  );
}

function answerOf(mutation: Mutation<never, object>) {
  return async (_root: unknown, { input }: { readonly input: never }, { change, load }: AgencyContext) =>
    required(load(mutation.row, await change(mutation, input)));
}
