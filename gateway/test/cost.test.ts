import { readFileSync } from 'node:fs';
import { supergraphSdl } from '@throughgate/contracts';
import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCostBudgets } from '../src/features/cost/cost-budgets.ts';
import { readCostRules } from '../src/features/cost/cost-rules.ts';
import { estimateCost } from '../src/features/cost/estimate-cost.ts';
import { loadSupergraph } from '../src/planning/load-supergraph.ts';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { bearing, startTokenGateway } from './support/token-gateway.ts';

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", ${imports}])`;
/** What differs from federation's own names is renamed, so that nothing here finds a directive by chance. */
const sdl = `
  ${link('{ name: "@cost", as: "@weigh" }, { name: "@listSize", as: "@sized" }')}
  type Query {
    book(id: ID! @weigh(weight: 3)): Book
    books(first: Int = 5): [Book]
    tagged: [Book!]! @sized(assumedSize: 7)
    search(filter: Filter, take: Int): [Book] @sized(slicingArguments: ["take"], assumedSize: 2, requireOneSlicingArgument: false)
    strict(head: Int, tail: Int): [Book] @sized(slicingArguments: ["head", "tail"])
    shelf(take: Int): Shelf @sized(slicingArguments: ["take"], sizedFields: ["books"], requireOneSlicingArgument: false)
    connection(first: Int, last: Int): BookConnection
    any: Any
    anything: [Any]
  }
  type Mutation { buy(id: ID!): Book }
  type Book @key(fields: "id") { id: ID! title: String stock: Stock author: Author scanned: Scan @weigh(weight: 20) tags: [String] readers: [Author] }
  type Author { name: String books: [Book] }
  type Shelf { name: String books: [Book] others: [Book] }
  type BookConnection { edges: [BookEdge!]! nodes: [Book!] pageInfo: PageInfo! }
  type BookEdge { node: Book }
  type PageInfo { endCursor: String }
  type Stock @weigh(weight: 4) { count: Int }
  type Scan { url: String }
  scalar Blob @weigh(weight: 6)
  union Any = Book | Author | Stock
  input Filter { title: String @weigh(weight: 2) nested: Filter blob: Blob }
`;
const supergraph = await loadSupergraph(compose([{ name: 'a', url: 'http://a', typeDefs: sdl }]));
const estimator = {
  schema: supergraph.clientSchema,
  rules: readCostRules(supergraph.document),
  listSize: 10,
};
const costOf = (query: string, variables: Record<string, unknown> = {}) => {
  const document = parse(query);
  return estimateCost(estimator, document, getOperationAST(document) as OperationDefinitionNode, variables);
};

describe('what an operation costs', () => {
  test.each<[string, string, number, Record<string, unknown>?]>([
    ['an object', '{ any { ... on Book { title } } }', 1],
    ['an object and its weighed argument', '{ book(id: 1) { title } }', 1 + 3],
    ['an object within an object, of a weighed type', '{ book(id: 1) { stock { count } } }', 3 + 1 + 4],
    ['a weighed field', '{ book(id: 1) { scanned { url } } }', 3 + 1 + 20],
    ['a list of a default size', '{ books { title } }', 5],
    ['a list of a size given', '{ books(first: 3) { author { name } } }', 3 * 2],
    ['a list of an assumed size', '{ tagged { author { name } } }', 7 * 2],
    ['a list of which nothing is known', '{ any { ... on Author { books { title } } } }', 1 + 10],
    ['lists of leaves', '{ book(id: 1) { tags } }', 3 + 1],
    ['a list in a list', '{ books(first: 2) { readers { books { title } } } }', 2 * (1 + 10 * (1 + 10))],
    ['a size that is not given where one is assumed', '{ search { title } }', 2],
    [
      'what a filter holds',
      '{ search(filter: { title: "a", nested: { title: "b", blob: 1 } }) { title } }',
      2 + 1 + 2 + 1 + 2 + 6,
    ],
    [
      'fields that are sized for their parent',
      '{ shelf(take: 3) { books { title } others { title } } }',
      1 + 3 + 10,
    ],
    [
      'a connection',
      '{ connection(first: 4) { edges { node { title } } pageInfo { endCursor } } }',
      1 + 4 * 2 + 1,
    ],
    ['the larger of two sizes', '{ connection(first: 4, last: 6) { nodes { title } } }', 1 + 6],
    [
      'the dearest of what may come',
      '{ any { ... on Book { stock { count } } ... on Author { name } ... on Stock { count } } }',
      1 + 4,
    ],
    [
      'the same selected twice',
      '{ book(id: 1) { stock { count } } book(id: 1) { stock { count } } }',
      3 + 1 + 4,
    ],
    ['the same selected twice under two names', '{ a: book(id: 1) { title } b: book(id: 1) { title } }', 8],
    [
      'fragments',
      '{ books(first: 2) { ...F } } fragment F on Book { author { name } ...G } fragment G on Book { author { name } title }',
      4,
    ],
    ['a mutation', 'mutation { buy(id: 1) { title } }', 11],
    ['introspection', '{ __schema { types { name fields { name } } } __typename }', 0],
    [
      'what is skipped',
      'query ($no: Boolean = false) { books(first: 2) { title author @include(if: $no) { name } } }',
      2,
    ],
    ['variables as sizes', 'query ($n: Int = 9) { books(first: $n) { title } }', 30, { n: 30 }],
    ['defaults of variables', 'query ($n: Int = 9) { books(first: $n) { title } }', 9],
    ['sizes that make no sense', 'query ($n: Int) { books(first: $n) { title } }', 0, { n: -5 }],
    ['sizes that are no numbers', 'query ($n: Int) { books(first: $n) { title } }', 10, { n: 'many' }],
  ])('%s', (_, query, cost, variables) => expect(costOf(query, variables)).toBe(cost));

  test('what no number holds costs the most there is', () => {
    const deep = `{ books(first: 2147483647) { ${'readers { books { '.repeat(12)} title ${'} } '.repeat(12)} } }`;
    expect(costOf(deep)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('a list that must be sized by one of its arguments is sized by exactly one', () => {
    expect(costOf('{ strict(head: 3) { title } }')).toBe(3);
    for (const query of ['{ strict { title } }', '{ strict(head: 1, tail: 2) { title } }']) {
      expect(() => costOf(query)).toThrow('"Query.strict" must be given exactly one of head, tail.');
    }
  });

  test('a document made to be slow is estimated at once', () => {
    const types = Array.from(
      { length: 60 },
      (_, i) => `type T${i} implements N { id: ID! next: N many: [N] }`,
    );
    const schema = buildSchema(
      `interface N { id: ID! next: N many: [N] } ${types.join('\n')} type Query { n: N }`,
    );
    let query = 'id';
    for (let i = 0; i < 15; i++)
      query = `... on N { a: next { ${query} } } b: next { ${i % 2 ? '...F' : 'id'} }`;
    const document = parse(`{ n { ${query} } } fragment F on N { many { next { id } } }`);
    const definition = getOperationAST(document) as OperationDefinitionNode;
    const rules = readCostRules(document);
    // Without what is remembered of one selection these would be sixty to the power of fifteen.
    expect(estimateCost({ schema, rules, listSize: 10 }, document, definition, {})).toBeGreaterThan(100);
  });

  test("the hub's own operations cost a hundredth of what is allowed", async () => {
    const hub = await loadSupergraph(supergraphSdl());
    const text = readFileSync(new URL('../../schemas/operations/journey.graphql', import.meta.url), 'utf8');
    const document = parse(text);
    const definition = getOperationAST(document) as OperationDefinitionNode;
    const rules = readCostRules(hub.document);
    const estimated = estimateCost(
      { schema: hub.clientSchema, rules, listSize: 10 },
      document,
      definition,
      {},
    );
    expect(estimated).toBeGreaterThan(100);
    expect(estimated).toBeLessThanOrEqual(5_000);
  });
});

describe('a budget', () => {
  test('fills up as time passes, for each client apart, and never beyond a minute', () => {
    const budgets = createCostBudgets(600);
    expect(budgets.spend('a', 600, 0)).toBe(0);
    expect(budgets.spend('a', 10, 0)).toBe(1_000);
    expect(budgets.spend('b', 10, 0)).toBe(0);
    expect(budgets.spend('a', 10, 999)).toBe(1);
    expect(budgets.spend('a', 10, 1_000)).toBe(0);
    expect(budgets.spend('a', 600, 3_600_000)).toBe(0);
    expect(budgets.spend('a', 1, 3_600_000)).toBeGreaterThan(0);
  });
});

describe('a gateway', () => {
  const opened = closedAfterAll();
  let agencies: Agencies;
  let supergraphSdl: string;
  beforeAll(async () => {
    agencies = opened.use(await serveAgencies());
    supergraphSdl = compose(agencies.all);
  });
  const start = async (cost: { limit?: number; budget?: number }): Promise<TestGateway> =>
    opened.use(await startTestGateway({ supergraphSdl, cost }));

  test('refuses an operation beyond the limit before anything is fetched', async () => {
    const gateway = await start({ limit: 19 });
    const { length } = agencies.hub.requests;
    const { status, body } = await gateway.ask('{ people { name } a: people { name } }');
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(body.errors).toEqual([
      {
        message:
          'The operation may cost 20, and 19 is allowed. Ask for fewer entries of its lists, or for less of each.',
        extensions: { code: 'COST_LIMIT_EXCEEDED', cost: { estimated: 20, limit: 19 } },
      },
    ]);
    expect(agencies.hub.requests).toHaveLength(length);
    expect((await gateway.ask('{ people { name } }')).body.errors).toBeUndefined();
    expect(await gateway.count('gateway_cost_refusals_total')).toMatchObject([
      { labels: { code: 'COST_LIMIT_EXCEEDED' }, value: 1 },
    ]);
  });

  test('refuses what is beyond the budget, and says when to ask again', async () => {
    const gateway = await start({ limit: 0, budget: 25 });
    expect(await gateway.count('gateway_cost_budget_per_minute')).toMatchObject([{ value: 25 }]);
    const ask = () => gateway.ask('{ people { name } }');
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const { status, headers, body } = await ask();
    expect(status).toBe(429);
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'COST_BUDGET_EXCEEDED',
      cost: { estimated: 10, budgetPerMinute: 25 },
    });
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(12);
    // What costs nothing is answered, and what never could be says so.
    expect((await gateway.ask('{ __typename }')).status).toBe(200);
    const never = await gateway.ask('{ people { name } a: people { name } b: people { name } }');
    expect(never.body.errors?.[0]?.extensions).toMatchObject({
      code: 'COST_LIMIT_EXCEEDED',
      cost: { limit: 25 },
    });
  });

  test('has a budget for each program that the issuer knows', async () => {
    await using gateway = await startTokenGateway({ supergraphSdl, cost: { budget: 15 } });
    const ask = async (client: string, subject: string) => {
      const token = await gateway.issuer.sign({ sub: subject, client_id: client });
      return (await gateway.ask('{ people { name } }', {}, bearing(token))).status;
    };
    expect(await ask('one', 'ann')).toBe(200);
    expect(await ask('one', 'bob')).toBe(429);
    expect(await ask('two', 'ann')).toBe(200);
  });

  test('says what an operation costs to who asks for it', async () => {
    const gateway = await start({ limit: 50 });
    const asked = await gateway.ask('{ people { name } }', {}, { 'throughgate-cost': 'true' });
    expect(asked.body.extensions).toEqual({ cost: { estimated: 10, limit: 50 } });
    expect((await gateway.ask('{ people { name } }')).body.extensions).toBeUndefined();
  });

  test('remembers what an operation costs for the values that decide', async () => {
    const gateway = await start({ limit: 10 });
    const query =
      'query Q($id: ID!, $all: Boolean!) { person(id: $id) { name } people @include(if: $all) { name } }';
    for (const id of ['1', '2']) {
      expect((await gateway.ask(query, { id, all: false })).status).toBe(200);
      expect((await gateway.ask(query, { id, all: true })).status).toBe(400);
    }
  });
});
