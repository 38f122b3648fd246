import { createLogger } from '@throughgate/service';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

// A null has a reason in `errors`, whatever a subgraph answers.

let one: SubgraphServer;
let other: SubgraphServer;
let gateway: TestGateway;
const warnings: Record<string, unknown>[] = [];

const opened = closedAfterAll();
beforeAll(async () => {
  one = opened.use(
    await serveSubgraph(
      'one',
      `type Query { t: T ts: [T] maybe: String count: Int flag: Boolean ratio: Float kind: Kind any: Any sure: T! named: Named }
     type T @key(fields: "id") { id: ID! x: String! list: [String!] items: [T!] }
     enum Kind { GOOD SECRET @inaccessible }
     union Any = T | U
     interface Named { name: String }
     type U implements Named { name: String }`,
      {},
    ),
  );
  other = opened.use(
    await serveSubgraph(
      'other',
      `type Query { failing: String } type T @key(fields: "id") { id: ID! y: String! z: String }`,
      {},
    ),
  );
  const logger = createLogger('warn');
  logger.warn = ((fields: Record<string, unknown>) => void warnings.push(fields)) as typeof logger.warn;
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose([one, other]), logger }));
});
afterEach(() => {
  warnings.length = 0;
});

function answers(subgraph: SubgraphServer, answer: unknown, status = 200): void {
  subgraph.misbehave = (response) => {
    response.statusCode = status;
    response
      .setHeader('content-type', 'application/json')
      .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
}

const bad = { code: 'SUBGRAPH_BAD_RESPONSE', serviceName: 'one' };

describe('a value that the schema does not allow is null and told', () => {
  test.each<[name: string, query: string, data: unknown, expected: unknown, path: (string | number)[]]>([
    ['null for a non-null field', '{ t { x } }', { t: { x: null } }, { t: null }, ['t', 'x']],
    ['a non-null field left out', '{ t { x } }', { t: {} }, { t: null }, ['t', 'x']],
    [
      'a non-null field under its own name, not the alias',
      '{ t { a: x } }',
      { t: { x: 'v' } },
      { t: null },
      ['t', 'a'],
    ],
    ['a number for a String', '{ t { x } }', { t: { x: 5 } }, { t: null }, ['t', 'x']],
    ['a nullable field left out', '{ maybe }', {}, { maybe: null }, ['maybe']],
    ['an object for a String', '{ maybe }', { maybe: {} }, { maybe: null }, ['maybe']],
    ['text for an Int', '{ count }', { count: '5' }, { count: null }, ['count']],
    ['an Int beyond 32 bits', '{ count }', { count: 2147483648 }, { count: null }, ['count']],
    ['a fraction for an Int', '{ count }', { count: 1.5 }, { count: null }, ['count']],
    ['a number for a Boolean', '{ flag }', { flag: 1 }, { flag: null }, ['flag']],
    ['text for a Float', '{ ratio }', { ratio: '1.5' }, { ratio: null }, ['ratio']],
    ['a fraction for an ID', '{ t { id } }', { t: { id: 1.5 } }, { t: null }, ['t', 'id']],
    ['an enum value that is not in the schema', '{ kind }', { kind: 'BAD' }, { kind: null }, ['kind']],
    ['an enum value that clients do not see', '{ kind }', { kind: 'SECRET' }, { kind: null }, ['kind']],
    ['no list', '{ t { list } }', { t: { list: 'a' } }, { t: { list: null } }, ['t', 'list']],
    [
      'null in a list',
      '{ t { list } }',
      { t: { list: ['a', null, 'b'] } },
      { t: { list: null } },
      ['t', 'list', 1],
    ],
    [
      'null in the middle of a list',
      '{ ts { x } }',
      { ts: [{ x: 'a' }, { x: null }, { x: 'c' }] },
      { ts: [{ x: 'a' }, null, { x: 'c' }] },
      ['ts', 1, 'x'],
    ],
    ['text for an object', '{ t { x } }', { t: 'x' }, { t: null }, ['t']],
    ['a list for an object', '{ t { x } }', { t: [] }, { t: null }, ['t']],
    [
      'a type that is not in the schema',
      '{ any { __typename } }',
      { any: { __typename: 'V' } },
      { any: null },
      ['any'],
    ],
    [
      'a type that is none of those possible',
      '{ named { name } }',
      { named: { __typename: 'T', name: 'n' } },
      { named: null },
      ['named'],
    ],
    ['no type', '{ any { ... on T { x } } }', { any: { x: 'v' } }, { any: null }, ['any']],
    ['null for a non-null root field', '{ sure { x } }', { sure: null }, null, ['sure']],
  ])('%s', async (_, query, data, expected, path) => {
    answers(one, { data });
    const { status, body } = await gateway.ask(query);
    expect(status).toBe(200);
    expect(body.data).toEqual(expected);
    expect(body.errors).toMatchObject([{ path, extensions: bad }]);
    expect(body.errors?.[0]?.message).not.toMatch(/SECRET|BAD\b|2147483648/);
    expect(warnings).toMatchObject([{ subgraph: 'one', places: 1 }]);
  });
});

test('an interface without a type name shows what does not depend on it, and tells of the rest', async () => {
  answers(one, { data: { named: { name: 'n' } } });
  expect((await gateway.ask('{ named { name } }')).body).toEqual({ data: { named: { name: 'n' } } });
  const { body } = await gateway.ask('{ named { name ... on U { again: name } } }');
  expect(body.data).toEqual({ named: { name: 'n' } });
  expect(body.errors).toMatchObject([{ path: ['named'], extensions: bad }]);
});

test('a bad value and a failure of another field are both told', async () => {
  answers(one, { data: { t: { x: null } } });
  answers(other, 'nonsense');
  const { body } = await gateway.ask('{ t { x } failing }');
  expect(body.data).toEqual({ t: null, failing: null });
  expect(body.errors).toMatchObject([
    { path: ['failing'], extensions: { serviceName: 'other' } },
    { path: ['t', 'x'], extensions: bad },
  ]);
});

test('a failure below a list does not hide bad values beside it', async () => {
  answers(one, { data: { ts: [{ __typename: 'T', id: '1', x: null }] } });
  answers(other, 'nonsense');
  const { body } = await gateway.ask('{ ts { x z } }');
  expect(body.data).toEqual({ ts: [null] });
  expect(body.errors).toMatchObject([
    { path: ['ts'], extensions: { serviceName: 'other' } },
    { path: ['ts', 0, 'x'], extensions: bad },
  ]);
});

test('what a subgraph itself explains is told once', async () => {
  answers(one, { data: { t: null }, errors: [{ message: 'no x', path: ['t', 'x'] }] });
  expect((await gateway.ask('{ t { x } }')).body).toEqual({
    data: { t: null },
    errors: [
      {
        message: 'no x',
        path: ['t', 'x'],
        extensions: { serviceName: 'one', code: 'DOWNSTREAM_SERVICE_ERROR' },
      },
    ],
  });
  expect(warnings).toEqual([]);
});

test('the twenty first places are told, and how many more there are', async () => {
  answers(one, { data: { ts: Array.from({ length: 30 }, () => ({ x: null, list: [null] })) } });
  const { body } = await gateway.ask('{ ts { x list } }');
  expect(body.errors).toHaveLength(21);
  expect(body.errors?.slice(0, 3).map(({ path }) => path)).toEqual([
    ['ts', 0, 'x'],
    ['ts', 0, 'list', 0],
    ['ts', 1, 'x'],
  ]);
  expect(body.errors?.[20]).toEqual({
    message: '40 more values are missing or not allowed by the schema.',
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
  });
  expect(warnings).toMatchObject([
    { subgraph: 'one', field: 'T.x', places: 30 },
    { subgraph: 'one', field: 'T.list', places: 30 },
  ]);
});

describe('an answer that is malformed is an error with the path of each field that is missing', () => {
  test.each<[name: string, answer: unknown, status?: number]>([
    ['no member', {}],
    ['a list', []],
    ['data that is a number', { data: 5 }],
    ['data that is null', { data: null }],
    ['errors that are no list', { data: null, errors: { message: 'x' } }],
    ['errors that are no list beside data', { data: { maybe: 'v', count: 1 }, errors: 'x' }],
    ['500', { errors: [{ message: 'no' }] }, 500],
    ['404 without errors', { data: { maybe: 'v', count: 1 } }, 404],
  ])('%s', async (_, answer, status) => {
    answers(one, answer, status);
    const { body } = await gateway.ask('{ maybe n: count }');
    expect(body.data).toEqual({ maybe: null, n: null });
    expect(body.errors).toMatchObject([
      { path: ['maybe'], extensions: bad },
      { path: ['n'], extensions: bad },
    ]);
  });

  test.each<[name: string, errors: unknown[], message: string]>([
    ['no path', [{ message: 'no' }], 'no'],
    ['a path that is no list', [{ message: 'no', path: 'maybe' }], 'no'],
    ['a path into nowhere', [{ message: 'no', path: ['nowhere'] }], 'no'],
    ['no message', [{ path: [], extensions: 'x' }], "Subgraph 'one' reported an error without a message."],
    ['null', [null], "Subgraph 'one' reported an error without a message."],
    ['a number', [5], "Subgraph 'one' reported an error without a message."],
  ])('401 and an error with %s', async (_, errors, message) => {
    answers(one, { errors }, 401);
    const { body } = await gateway.ask('{ maybe n: count }');
    const extensions = { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName: 'one' };
    expect(body).toEqual({
      data: { maybe: null, n: null },
      errors: [
        { message, path: ['maybe'], extensions },
        { message, path: ['n'], extensions },
      ],
    });
  });

  test('an error without a path beside some of the data', async () => {
    answers(one, { data: { maybe: 'v', n: null }, errors: [{ message: 'no' }] });
    const { body } = await gateway.ask('{ maybe n: count }');
    expect(body.data).toEqual({ maybe: 'v', n: null });
    expect(body.errors?.map(({ path }) => path)).toEqual([['n']]);
  });

  test('an empty list of errors is none', async () => {
    answers(one, { data: { maybe: 'v' }, errors: [] });
    expect((await gateway.ask('{ maybe }')).body).toEqual({ data: { maybe: 'v' } });
  });
});

describe('entities that come', () => {
  const query = '{ ts { id z } }';

  test.each<[name: string, entities: unknown]>([
    ['too few', [{ z: 'a' }]],
    ['too many', [{ z: 'a' }, { z: 'b' }, { z: 'c' }]],
    ['as an object', {}],
  ])('%s are told at the list', async (_, entities) => {
    answers(one, {
      data: {
        ts: [
          { __typename: 'T', id: '1' },
          { __typename: 'T', id: '2' },
        ],
      },
    });
    answers(other, { data: { _entities: entities } });
    const { body } = await gateway.ask(query);
    expect(body.data).toEqual({
      ts: [
        { id: '1', z: null },
        { id: '2', z: null },
      ],
    });
    expect(body.errors).toMatchObject([
      { path: ['ts'], extensions: { code: 'SUBGRAPH_BAD_RESPONSE', serviceName: 'other' } },
    ]);
  });

  test('as something else than objects are told at each', async () => {
    answers(one, { data: { ts: ['1', '2', '3', '4'].map((id) => ({ __typename: 'T', id })) } });
    answers(other, { data: { _entities: ['x', { z: 'b' }, {}, null] } });
    const { body } = await gateway.ask(query);
    // A subgraph that has no such entity answers null: that is no failure.
    expect(body.data).toEqual({
      ts: [
        { id: '1', z: null },
        { id: '2', z: 'b' },
        { id: '3', z: null },
        { id: '4', z: null },
      ],
    });
    expect(body.errors?.map(({ path, extensions }) => [path, extensions['serviceName']])).toEqual([
      [['ts', 0, 'z'], 'other'],
      [['ts', 2, 'z'], 'other'],
    ]);
  });

  test('as null are told where a field of theirs may not be null', async () => {
    answers(one, {
      data: {
        ts: [
          { __typename: 'T', id: '1' },
          { __typename: 'T', id: '2' },
        ],
      },
    });
    answers(other, { data: { _entities: [null, { y: 'y', z: 'z' }] } });
    const { body } = await gateway.ask('{ ts { id y z } }');
    expect(body.data).toEqual({ ts: [null, { id: '2', y: 'y', z: 'z' }] });
    expect(body.errors).toMatchObject([
      { path: ['ts', 0, 'y'], extensions: { code: 'SUBGRAPH_BAD_RESPONSE', serviceName: 'other' } },
    ]);
  });

  test('as null with an error that has no path are told at the field', async () => {
    answers(one, { data: { t: { __typename: 'T', id: '1' } } });
    answers(other, { data: { _entities: null }, errors: [{ message: 'closed', path: ['_entities'] }] });
    const { body } = await gateway.ask('{ t { id z } }');
    expect(body.data).toEqual({ t: { id: '1', z: null } });
    expect(body.errors).toMatchObject([{ message: 'closed', path: ['t', 'z'] }]);
  });
});

test('a subgraph is not asked with what another failed to give, and that is told', async () => {
  await using hub = await serveSubgraph(
    'hub',
    `type Query { person: Person } type Person @key(fields: "id") { id: ID! numbers: Numbers! } type Numbers { crns: [ID!]! }`,
    {},
  );
  await using files = await serveSubgraph(
    'files',
    `type Person @key(fields: "id") { id: ID! numbers: Numbers! @external file: [String!] @requires(fields: "numbers { crns }") }
     type Numbers @external { crns: [ID!]! }`,
    {},
  );
  await using own = await startTestGateway({ supergraphSdl: compose([hub, files]) });
  answers(files, { data: { _entities: [{ file: [] }] } });
  for (const numbers of [{}, { crns: null }, undefined]) {
    answers(hub, { data: { person: { __typename: 'Person', id: '1', numbers } } });
    expect((await own.ask('{ person { id file } }')).body).toEqual({
      data: { person: { id: '1', file: null } },
      errors: [
        {
          message: "Subgraph 'files' was not asked, because what it needs from other subgraphs is missing.",
          path: ['person', 'file'],
          extensions: { code: 'SUBGRAPH_NOT_ASKED', serviceName: 'files' },
        },
      ],
    });
  }
  expect(files.requests).toEqual([]);
});

test('fields of an interface object are shown under the concrete type that another subgraph knows', async () => {
  const sources = { b1: 'Book', f1: 'Film' } as const;
  await using a = await serveSubgraph(
    'a',
    `type Query { x: Int } interface Media @key(fields: "id") { id: ID! title: String }
     type Book implements Media @key(fields: "id") { id: ID! title: String }
     type Film implements Media @key(fields: "id") { id: ID! title: String }`,
    {
      Media: {
        __resolveReference: ({ id }: { id: 'b1' | 'f1' }) => ({
          id,
          title: `title ${id}`,
          __typename: sources[id],
        }),
      },
    },
  );
  await using b = await serveSubgraph(
    'b',
    `type Media @interfaceObject @key(fields: "id") { id: ID! review: Int! } type Query { top: [Media!]! }`,
    {
      Query: { top: () => [{ id: 'b1' }, { id: 'f1' }] },
      Media: { __resolveReference: (reference: object) => reference, review: () => 5 },
    },
  );
  await using own = await startTestGateway({ supergraphSdl: compose([a, b]) });
  const { body } = await own.ask(
    '{ top { __typename title ... on Book { __typename review } ... on Film { mine: review } } }',
  );
  expect(body).toEqual({
    data: {
      top: [
        { __typename: 'Book', title: 'title b1', review: 5 },
        { __typename: 'Film', title: 'title f1', mine: 5 },
      ],
    },
  });
});
