import { nodeEntities } from '@throughgate/relay-node';
import { parse } from 'graphql';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { globalId } from '../src/features/relay-node/global-id.ts';
import { bearer, withCallers } from './support/callers.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway, type TestOptions } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

const opened = closedAfterAll();
let prison: SubgraphServer;
let hub: SubgraphServer;
let gateway: TestGateway;

const prisoners = new Map(
  ['A1', 'A2'].map((number) => [number, { __typename: 'Prisoner', number, name: `Name ${number}` }]),
);
const prisoner = (number: string) => prisoners.get(number) ?? null;

beforeAll(async () => {
  prison = opened.use(
    await serveSubgraph(
      'prison',
      `type Query { prisoners: [Prisoner!] found: [Found!] cell: Cell visit: Visit }
       type Prisoner @key(fields: "number") @requiresScopes(scopes: [["prisons"]]) @federation__tag(name: "data:personal") {
         number: ID! name: String! nickname: String friend: Prisoner
       }
       type Cell @key(fields: "place") { place: Int! size: Int }
       type Visit @key(fields: "id") @key(fields: "code") { id: ID! code: ID! }
       type Secret @key(fields: "id") { id: ID! @inaccessible word: String }
       type Wing @key(fields: "name floor") { name: ID! floor: Int! }
       type Badge @key(fields: "code") { code: ID! @requiresScopes(scopes: [["codes"]]) colour: String }
       union Found = Prisoner | Cell`,
      {
        Query: {
          prisoners: () => [...prisoners.values()],
          found: () => [prisoner('A1'), { __typename: 'Cell', place: 4 }],
        },
        Prisoner: {
          __resolveReference: ({ number }: { number: string }) => prisoner(number),
          friend: () => prisoner('A2'),
        },
        Cell: { __resolveReference: ({ place }: { place: number }) => ({ place, size: place * 2 }) },
        Badge: { colour: () => 'red' },
      },
    ),
  );
  hub = opened.use(
    await serveSubgraph(
      'hub',
      `type Query { version: String }
       type Prisoner @key(fields: "number") { number: ID! age: Int }
       type Cell @key(fields: "place", resolvable: false) { place: Int! }`,
      { Prisoner: { age: () => 40 } },
    ),
  );
  gateway = opened.use(await start());
});
beforeEach(() => {
  for (const { requests } of [prison, hub]) requests.length = 0;
});

function start(options: Partial<TestOptions> = {}): Promise<TestGateway> {
  return startTestGateway({
    ...withCallers,
    supergraphSdl: compose([prison, hub]),
    ...options,
  } as TestOptions);
}

const purpose = { 'throughgate-purpose': 'supervision' };
const officer = { ...bearer('prisons'), ...purpose };
const ask = async (
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = officer,
) => (await gateway.ask(query, variables, headers)).body;
const a1 = globalId('Prisoner', 'A1');
const cell = globalId('Cell', 4);

describe('an entity with one key of one field', () => {
  test('tells its id, and is found by it, with what several agencies hold', async () => {
    const { data } = await ask('{ prisoners { nodeId } }');
    expect(data).toEqual({ prisoners: [{ nodeId: a1 }, { nodeId: globalId('Prisoner', 'A2') }] });
    const query = `query ($id: ID!) {
      node(id: $id) { __typename nodeId ...P ... on Cell { size } } } fragment P on Prisoner { name age friend { nodeId } }`;
    expect(await ask(query, { id: a1 })).toEqual({
      data: {
        node: {
          ...{ __typename: 'Prisoner', nodeId: a1, name: 'Name A1', age: 40 },
          friend: { nodeId: globalId('Prisoner', 'A2') },
        },
      },
    });
    expect(await ask(query, { id: cell })).toEqual({
      data: { node: { __typename: 'Cell', nodeId: cell, size: 8 } },
    });
  });

  test('is found with others, in the order of the ids, by one request to each agency', async () => {
    const ids = [cell, a1, globalId('Prisoner', 'A2'), a1];
    const query =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Prisoner { name } ... on Cell { size } } }';
    expect(await ask(query, { ids })).toEqual({
      data: { nodes: [{ size: 8 }, { name: 'Name A1' }, { name: 'Name A2' }, { name: 'Name A1' }] },
    });
    expect(prison.requests).toHaveLength(1);
  });

  test('which are those with a key that clients see', () => {
    const types = nodeEntities(parse(compose([prison, hub]))).map(({ type }) => type);
    expect(types).toEqual(['Badge', 'Cell', 'Prisoner']);
  });
});

describe('what is not there', () => {
  test('is null, without an error', async () => {
    const query =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { nodeId ... on Prisoner { name nickname age } } }';
    const none = globalId('Prisoner', 'Z9');
    expect(await ask(query, { ids: [none, a1] })).toEqual({
      data: { nodes: [null, { nodeId: a1, name: 'Name A1', nickname: null, age: 40 }] },
    });
    // What is missing of one that is there has an error.
    prison.misbehave = (response) => void response.writeHead(500).end();
    try {
      const { data, errors } = await ask(query, { ids: [a1] });
      expect(data).toEqual({ nodes: [null] });
      expect(errors).toMatchObject([{ path: ['nodes'], extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } }]);
    } finally {
      prison.misbehave = undefined;
    }
  });

  test.each([
    ['QTE', /is no id of a node/],
    ['', /is no id of a node/],
    [`${a1}=`, /is no id of a node/],
    ['Prisoner:A1', /is no id of a node/],
    [Buffer.from('Prisoner:').toString('base64url'), /is no id of a node/],
    [Buffer.from('Pris oner:1').toString('base64url'), /is no id of a node/],
    [globalId('Visit', '1'), /Nothing of type "Visit" is found by an id/],
    [globalId('Query', '1'), /Nothing of type "Query"/],
    [globalId('constructor', '1'), /Nothing of type "constructor"/],
  ])('because its id is none is refused, in its place alone: %s', async (id, told) => {
    const { data, errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { nodeId } }', {
      ids: [id, cell],
    });
    expect(data).toEqual({ nodes: [null, { nodeId: cell }] });
    expect(errors).toMatchObject([
      { path: ['nodes', 0], message: expect.stringMatching(told), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(await ask('query ($id: ID!) { node(id: $id) { nodeId } }', { id })).toMatchObject({
      data: { node: null },
      errors: [{ path: ['node'], extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test('because there are too many is refused', async () => {
    const ids = Array.from({ length: 1001 }, () => cell);
    const { errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { nodeId } }', { ids });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('1000'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('who may not see a type', () => {
  const stranger = { ...bearer(), ...purpose };
  const refused = (...path: unknown[]) => ({ path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });

  test('gets as little by an id as in any other way', async () => {
    const query =
      'query ($id: ID!) { node(id: $id) { nodeId ... on Prisoner { nickname number nodeId } ... on Cell { size } } }';
    const { data, errors } = await ask(query, { id: a1 }, stranger);
    expect(data).toEqual({ node: null });
    expect(errors).toMatchObject([
      refused('node', 'nickname'),
      refused('node', 'number'),
      refused('node', 'nodeId'),
    ]);
    expect(prison.requests).toEqual([]);
    expect(await ask(query, { id: cell }, stranger)).toMatchObject({
      data: { node: { nodeId: cell, size: 8 } },
    });
  });

  test('learns from Node no more than what was asked', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { __typename nodeId } }';
    const unknown = globalId('Prisoner', 'Z9');
    for (const id of [a1, unknown]) {
      expect(await ask(query, { id }, stranger)).toEqual({
        data: { node: { __typename: 'Prisoner', nodeId: id } },
      });
    }
    expect(prison.requests).toEqual([]);
  });

  test.each([
    '{ found { ... on Node { nodeId } } }',
    '{ found { ... on Prisoner { ... on Node { nodeId } } } }',
    '{ found { ...F } } fragment F on Prisoner { ...N } fragment N on Node { nodeId }',
    '{ prisoners { ...N } found { ... on Prisoner { ...N } } } fragment N on Node { nodeId }',
  ])('does not come to ids by way of a union: %s', async (query) => {
    const { data, errors } = await ask(query, {}, stranger);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await ask('{ found { ... on Cell { nodeId } } }', {}, stranger)).toEqual({
      data: { found: [{}, { nodeId: cell }] },
    });
  });

  test('does not come to a key by its id either', async () => {
    const id = globalId('Badge', '7');
    const query = 'query ($id: ID!) { node(id: $id) { ... on Badge { colour nodeId } } }';
    expect(await ask(query, { id }, stranger)).toMatchObject({
      data: { node: null },
      errors: [refused('node', 'nodeId')],
    });
  });

  test('a purpose is needed as soon as a type is selected that is about people', async () => {
    const { data } = await ask(
      'query ($id: ID!) { node(id: $id) { ... on Cell { size } } }',
      { id: cell },
      bearer('prisons'),
    );
    expect(data).toEqual({ node: { size: 8 } });
    const { errors } = await ask(
      'query ($id: ID!) { node(id: $id) { ... on Prisoner { name } } }',
      { id: a1 },
      bearer('prisons'),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'PURPOSE_REQUIRED' } }]);
  });
});

test.each([
  ['a type called Node', 'type Query { a: Node } type Node @key(fields: "id") { id: ID! }'],
  ['a field node', 'type Query { node: String } type A @key(fields: "id") { id: ID! }'],
])('a supergraph with %s stays as it is', async (_, sdl) => {
  await using own = await serveSubgraph('own', sdl, {});
  await using other = await start({ supergraphSdl: compose([own]) });
  const { body } = await other.ask(
    '{ __schema { queryType { fields { name } } } __type(name: "A") { fields { name } } }',
    {},
    officer,
  );
  expect(JSON.stringify(body.data)).not.toContain('nodes');
  expect(JSON.stringify(body.data)).not.toContain('nodeId');
});
