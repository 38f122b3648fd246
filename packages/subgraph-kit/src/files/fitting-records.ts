import type { AgencyContext } from './agency-context.ts';
import type { MutationGroup } from './define-record.ts';
import type { Mutation } from './mutation.ts';

/**
 * Nothing where the commands of an agency's records are those of its mutations: each mutation of the generated
 * `Resolvers` has a command of its name, which takes its input and answers with its record. Otherwise what the compiler
 * shall say. Resolvers that are not typed by the schema, having no `Mutation`, fit always.
 */
export type FittingRecords<
  Groups extends readonly MutationGroup[],
  Resolvers,
> = 'Mutation' extends keyof Resolvers
  ? [Problem<Groups[number]['mutations'], Required<NonNullable<Resolvers['Mutation']>>>] extends [never]
    ? unknown
    : { readonly problem: Problem<Groups[number]['mutations'], Required<NonNullable<Resolvers['Mutation']>>> }
  : unknown;

type Problem<Groups, Fields> =
  | `the mutation ${Exclude<NameOf<Fields>, NameIn<Groups>>} has no command`
  | `the command ${Exclude<NameIn<Groups>, NameOf<Fields>>} has no mutation`
  | {
      [Name in NameOf<Fields> & NameIn<Groups>]: ResolverOf<Named<Groups, Name>> extends Fields[Name]
        ? never
        : `the command ${Name} takes another input than its mutation, or answers with another record`;
    }[NameOf<Fields> & NameIn<Groups>];

type NameOf<Fields> = keyof Fields & string;

/** Names in a union of groups. */
type NameIn<Groups> = Groups extends unknown ? keyof Groups & string : never;

type Named<Groups, Name extends string> = Groups extends { readonly [Key in Name]: infer Found }
  ? Found
  : never;

type ResolverOf<Found> =
  Found extends Mutation<infer Input, infer Row>
    ? (root: unknown, given: { readonly input: Input }, context: AgencyContext) => Promise<Row>
    : never;
