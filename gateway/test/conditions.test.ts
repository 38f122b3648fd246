import { beforeAll, describe, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

// What @skip and @include leave out costs nothing else, also where it shares a fetch with what stays.

let subgraphs: SubgraphServer[];
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  const person = { id: '1', crns: ['C1'], name: 'Ann' };
  const reference = (given: object) => given;
  const hub = await serveSubgraph(
    'hub',
    `type Query { person: Person people: [Person!]! version: String! }
     type Mutation { first: String! second: Person }
     type Person @key(fields: "id") { id: ID! crns: [ID!] name: String }`,
    {
      Query: { person: () => person, people: () => [person, { ...person, id: '2' }], version: () => '1' },
      Mutation: { first: () => '1', second: () => person },
      Person: { __resolveReference: reference },
    },
  );
  const files = await serveSubgraph(
    'files',
    `type Person @key(fields: "id") { id: ID! crns: [ID!] @external name: String @external
       plain: String needs: [String!] @requires(fields: "crns") both: String @requires(fields: "crns name") }`,
    {
      Person: {
        __resolveReference: reference,
        plain: () => 'plain',
        needs: ({ crns }: { crns: string[] }) => crns.map((crn) => `file ${crn}`),
        both: ({ crns, name }: { crns: string[]; name: string }) => `${name} ${crns}`,
      },
    },
  );
  subgraphs = [hub, files];
  for (const subgraph of subgraphs) opened.use(subgraph);
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose(subgraphs) }));
});

const needs = { needs: ['file C1'] };
const cases: readonly [name: string, query: string, variables: Record<string, unknown>, data: unknown][] = [
  [
    'a field with @requires beside a plain one, left out',
    'query ($v: Boolean!) { person { plain needs @include(if: $v) id } }',
    { v: false },
    { person: { plain: 'plain', id: '1' } },
  ],
  [
    'a field with @requires beside a plain one, asked for',
    'query ($v: Boolean!) { person { plain needs @include(if: $v) id } }',
    { v: true },
    { person: { plain: 'plain', ...needs, id: '1' } },
  ],
  [
    'the plain one left out',
    'query ($v: Boolean!) { person { plain @skip(if: $v) needs } }',
    { v: true },
    { person: needs },
  ],
  [
    'a fragment around it',
    'query ($v: Boolean!) { person { ... @include(if: $v) { needs both } plain ...F @skip(if: $v) } } fragment F on Person { name }',
    { v: false },
    { person: { plain: 'plain', name: 'Ann' } },
  ],
  [
    'the key and the required fields themselves',
    'query ($v: Boolean!) { person { id @include(if: $v) crns @include(if: $v) needs both } }',
    { v: false },
    { person: { ...needs, both: 'Ann C1' } },
  ],
  [
    'several variables',
    'query ($a: Boolean!, $b: Boolean!) { person { needs @include(if: $a) both @include(if: $b) plain } }',
    { a: false, b: true },
    { person: { both: 'Ann C1', plain: 'plain' } },
  ],
  [
    'both on one field',
    'query ($a: Boolean!, $b: Boolean!) { person { needs @include(if: $a) @skip(if: $b) plain } }',
    { a: true, b: true },
    { person: { plain: 'plain' } },
  ],
  [
    'nested conditions',
    'query ($a: Boolean!, $b: Boolean!) { person @include(if: $a) { ... @skip(if: $b) { needs @include(if: $a) } plain } version }',
    { a: true, b: false },
    { person: { ...needs, plain: 'plain' }, version: '1' },
  ],
  [
    'a default that leaves it out',
    'query ($v: Boolean! = false) { people { needs @include(if: $v) plain } }',
    {},
    { people: [{ plain: 'plain' }, { plain: 'plain' }] },
  ],
  [
    'a default that is overridden',
    'query ($v: Boolean! = false) { people { needs @include(if: $v) plain } }',
    { v: true },
    {
      people: [
        { ...needs, plain: 'plain' },
        { ...needs, plain: 'plain' },
      ],
    },
  ],
  [
    'the same field with and without a condition',
    'query ($v: Boolean!) { person { needs @include(if: $v) needs plain } }',
    { v: false },
    { person: { ...needs, plain: 'plain' } },
  ],
  [
    'everything in one place',
    'query ($v: Boolean!) { person { needs @include(if: $v) } people { ... @include(if: $v) { id } } version }',
    { v: false },
    { person: {}, people: [{}, {}], version: '1' },
  ],
  ['everything', 'query ($v: Boolean!) { person @include(if: $v) { id } }', { v: false }, {}],
  [
    'a type name',
    'query ($v: Boolean!) { person { t: __typename @include(if: $v) needs __typename @skip(if: $v) } }',
    { v: false },
    { person: { ...needs, __typename: 'Person' } },
  ],
  [
    'fields of a mutation',
    'mutation ($v: Boolean!) { first @include(if: $v) second { needs @include(if: $v) plain } }',
    { v: false },
    { second: { plain: 'plain' } },
  ],
];

describe('conditions on', () => {
  test.each(cases)('%s', async (_, query, variables, data) => {
    expect((await gateway.ask(query, variables)).body).toEqual({ data });
  });
});

test('one document is planned for each combination of its conditions, and what is left out is not fetched', async () => {
  const query = 'query Once($v: Boolean!) { person { name needs @include(if: $v) } }';
  const [hub, files] = subgraphs;
  const before = await planMisses();
  for (const v of [true, false, true, false]) await gateway.ask(query, { v });
  expect((await planMisses()) - before).toBe(2);
  hub?.requests.splice(0);
  files?.requests.splice(0);
  await gateway.ask(query, { v: false });
  expect(hub?.requests.map(({ query: text }) => text)).toEqual(['query Once__hub__0{person{name}}']);
  expect(files?.requests).toEqual([]);
});

async function planMisses(): Promise<number> {
  const values = (await gateway.count('gateway_plan_cache_lookups_total')) as
    | { labels: { result: string }; value: number }[]
    | undefined;
  return values?.find(({ labels }) => labels.result === 'miss')?.value ?? 0;
}
