import { compose } from '@throughgate/checks';
import { beforeAll, describe, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

let people: SubgraphServer;
let homes: SubgraphServer;
let supergraphSdl: string;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  people = opened.use(
    await serveSubgraph(
      'people',
      `input By @oneOf { id: ID name: String parents: [By!] }
     type Query { person(by: By!): String people(by: [By], deep: Deep): Int }
     input Deep { by: By }`,
      { Query: { person: (_: unknown, { by }: { by: object }) => JSON.stringify(by), people: () => 1 } },
    ),
  );
  homes = opened.use(
    await serveSubgraph('homes', 'input By { id: ID name: String } type Query { home(by: By): String }', {
      Query: { home: (_: unknown, { by }: { by: object }) => JSON.stringify(by) },
    }),
  );
  const composed = compose([people, homes].map(({ name, url, typeDefs }) => ({ name, url, sdl: typeDefs })));
  if (!composed.ok) throw new Error(JSON.stringify(composed.problems));
  supergraphSdl = composed.supergraphSdl;
  gateway = opened.use(await startTestGateway({ supergraphSdl }));
});

test('introspection tells of it', async () => {
  const { body } = await gateway.ask(
    '{ by: __type(name: "By") { isOneOf } deep: __type(name: "Deep") { isOneOf } }',
  );
  expect(body).toEqual({ data: { by: { isOneOf: true }, deep: { isOneOf: false } } });
});

test('also where a supergraph of another composer uses it without a definition', async () => {
  const undefined_ = supergraphSdl.replace('directive @oneOf on INPUT_OBJECT', '');
  await using other = await startTestGateway({ supergraphSdl: undefined_ });
  const { body } = await other.ask('{ by: __type(name: "By") { isOneOf } person(by: { id: 1 }) }');
  expect(body).toEqual({ data: { by: { isOneOf: true }, person: '{"id":"1"}' } });
});

test.each<[string, string, Record<string, unknown>, object]>([
  ['a literal', '{ person(by: { name: "Ann" }) }', {}, { person: '{"name":"Ann"}' }],
  ['a variable', 'query ($by: By!) { person(by: $by) }', { by: { id: 'x' } }, { person: '{"id":"x"}' }],
  [
    'a variable within',
    'query ($id: ID!) { person(by: { id: $id }) }',
    { id: 'x' },
    { person: '{"id":"x"}' },
  ],
  [
    'variables in a list',
    'query ($by: By) { people(by: [{ id: 1 }, $by]) }',
    { by: { id: 'x' } },
    { people: 1 },
  ],
  ['in the subgraph that does not ask for it', '{ home(by: { id: "x" }) }', {}, { home: '{"id":"x"}' }],
])('exactly one field passes: %s', async (_, query, variables, data) => {
  expect(await gateway.ask(query, variables)).toMatchObject({ status: 200, body: { data } });
});

describe('anything else is refused before a subgraph is asked', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ['two fields', '{ person(by: { id: 1, name: "x" }) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['none', '{ person(by: {}) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['null', '{ person(by: { id: null }) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['one and a null', '{ person(by: { id: 1, name: null }) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable that may be null',
      'query ($id: ID) { person(by: { id: $id }) }',
      { id: 'x' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a variable that may be null, where the object may be',
      'query ($id: ID) { people(deep: { by: { id: $id } }) }',
      { id: 'x' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a variable that may be null, in a list',
      'query ($id: ID) { people(by: [{ id: 1 }, { id: $id }]) }',
      { id: 'x' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['two in a list', '{ people(by: [{ id: 1 }, { id: 1, name: "x" }]) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['two below', '{ people(deep: { by: { id: 1, name: "x" } }) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'two where only another subgraph asks for one',
      '{ home(by: { id: 1, name: "x" }) }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'two by a variable',
      'query ($by: By!) { person(by: $by) }',
      { by: { id: 1, name: 'x' } },
      'BAD_USER_INPUT',
    ],
    ['none by a variable', 'query ($by: By!) { person(by: $by) }', { by: {} }, 'BAD_USER_INPUT'],
    ['null by a variable', 'query ($by: By!) { person(by: $by) }', { by: { id: null } }, 'BAD_USER_INPUT'],
    [
      'two below, by a variable',
      'query ($deep: Deep) { people(deep: $deep) }',
      { deep: { by: { id: 1, name: 'x' } } },
      'BAD_USER_INPUT',
    ],
  ])('%s', async (_, query, variables, code) => {
    people.requests.length = 0;
    homes.requests.length = 0;
    const { status, body } = await gateway.ask(query, variables);
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, code]);
    expect([...people.requests, ...homes.requests]).toEqual([]);
  });
});
