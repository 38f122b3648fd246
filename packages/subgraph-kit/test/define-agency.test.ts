import { expect, it } from 'vitest';
import { checkMutations } from '../src/files/check-mutations.ts';
import {
  type AgencyContext,
  defineAgency,
  defineCommands,
  defineRecord,
  type PersonFile,
  type RegisterFile,
  registerFile,
} from '../src/index.ts';
import { memberFile, type ToyTables } from './support/toy-agency.ts';

// What must not compile stands below `@ts-expect-error`: `tsc` fails when it does.

interface LendInput {
  readonly idempotencyKey: string;
  readonly crn: string;
  readonly toy: string;
}

/** A resolver as code generation types it. */
type Resolver<Input, Row> = (
  root: object,
  given: { input: Input },
  context: AgencyContext,
) => Promise<Row> | Row;

/** Resolvers as code generation types them. */
interface ToyResolvers {
  readonly Mutation?: {
    readonly lend?: Resolver<LendInput, ToyTables['Loan']>;
    readonly join?: Resolver<{ idempotencyKey: string; crn: string; name: string }, ToyTables['Member']>;
  };
}

const resolvers: ToyResolvers = {};
const rest = { name: 'toys', resolvers, directory: '.', contracts: [], connect: () => ({}) as never };

const lend = async (file: PersonFile<ToyTables>, { toy }: LendInput) => `${file.key} ${toy}`;
const joinIn = async (file: PersonFile<ToyTables>, { name }: { name: string }) => `${file.key} ${name}`;

const loan = defineRecord(memberFile, { table: 'Loan', key: 'id', commands: { lend } });
const member = defineRecord(memberFile, { table: 'Member', key: 'crn', commands: { join: joinIn } });

it('an agency has the mutations and the references of its records', () => {
  const toys = defineAgency({ ...rest, records: [loan, member] });
  expect([...toys.mutations.keys()]).toEqual(['lend', 'join']);
  expect(toys.resolvers).toMatchObject({
    Mutation: { lend: expect.any(Function), join: expect.any(Function) },
    Loan: { __resolveReference: expect.any(Function) },
  });
});

it('what does not fit the generated types does not compile', () => {
  const memberAlone = defineRecord(memberFile, { table: 'Member', key: 'crn' });
  // @ts-expect-error the mutation "join" has no command
  defineAgency({ ...rest, records: [loan] });
  // @ts-expect-error the command "joyn" has no mutation
  defineAgency({ ...rest, records: [loan, member, defineCommands(memberAlone, { joyn: joinIn })] });
  const takingAnother = defineCommands(member, {
    join: async (_file, { toys }: { toys: number }) => `${toys}`,
  });
  // @ts-expect-error "join" takes another input
  defineAgency({ ...rest, records: [loan, memberAlone, takingAnother] });
  // @ts-expect-error "join" answers with a loan, and not a member
  defineAgency({ ...rest, records: [loan, memberAlone, defineCommands(loan, { join: joinIn })] });
  // @ts-expect-error there is no such table
  defineRecord(memberFile, { table: 'Lone', key: 'id' });
  // @ts-expect-error there is no such key
  defineRecord(memberFile, { table: 'Loan', key: 'number' });
  // @ts-expect-error there is no such parent
  defineRecord(memberFile, { table: 'Loan', key: 'id', listOf: { badge: { latestFirst: 'from' } } });
  // @ts-expect-error there is no such order
  defineRecord(memberFile, { table: 'Loan', key: 'id', listOf: { crn: { latestFirst: 'until' } } });
  // @ts-expect-error the list was not declared
  expect(loan.listOf.crn).toBeUndefined();
  const shop = registerFile<ToyTables>({ name: 'shop', key: 'shopId' });
  // @ts-expect-error a command on a person's file is none of a register
  defineRecord(shop, { table: 'Loan', key: 'id', commands: { lend } });
  const stock = async (file: RegisterFile<ToyTables>) => file.key;
  expect(defineRecord(shop, { table: 'Loan', key: 'id', commands: { stock } }).mutations).toHaveProperty(
    'stock',
  );
});

it('two commands of one name are refused', () => {
  expect(() =>
    defineAgency({ ...rest, resolvers: {}, records: [loan, defineCommands(loan, { lend })] }),
  ).toThrow('toys has two commands of one name');
});

it('a schema and resolvers that have different mutations are told apart', () => {
  const sdl = 'type Mutation { lend: ID } extend type Mutation { give: ID }';
  expect(() => checkMutations('toys', sdl, ['lend', 'give'])).not.toThrow();
  expect(() => checkMutations('toys', sdl, ['lend', 'giv'])).toThrow(
    'toys: there is a command giv, and no such mutation in the schema; there is a mutation give in the schema, and no command for it',
  );
});
