import { OperatorError } from '@throughgate/service';
import { GraphQLError, parse, print, printSchema } from 'graphql';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayFeature, OwnGraphPart } from '../src/index.ts';
import { loadSupergraph } from '../src/planning/load-supergraph.ts';
import { bearer, withCallers } from './support/callers.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startFakeRegistry } from './support/fake-registry.ts';
import { startTestGateway, type TestGateway, type TestOptions } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

const serviceKey = 'the service key of this test, long enough';
const opened = closedAfterAll();
let shelf: SubgraphServer;
let desk: SubgraphServer;

beforeAll(async () => {
  const book = (id: string) => ({ __typename: 'Book', id, title: `Book ${id}`, tone: 'DARK' });
  const file = (id: string) => ({ __typename: 'File', id, text: `File ${id}` });
  shelf = opened.use(
    await serveSubgraph(
      'shelf',
      `scalar Day
       enum Tone { DARK LIGHT }
       type Query { books(tone: Tone): [Book!]! today: Day file: File found: [Found] }
       type Book @key(fields: "id") { id: ID! title: String tone: Tone kind: String @shareable }
       type File @key(fields: "id") @requiresScopes(scopes: [["files"]]) { id: ID! text: String }
       union Found = Book | File`,
      {
        Query: {
          books: () => [book('1'), book('2')],
          today: () => '2026-01-02',
          file: () => file('9'),
          found: () => [book('1'), file('9')],
        },
        Book: { __resolveReference: ({ id }: { id: string }) => book(id), kind: () => 'book' },
        File: { __resolveReference: ({ id }: { id: string }) => file(id) },
      },
    ),
  );
  desk = opened.use(
    await serveSubgraph(
      'desk',
      'type Book @key(fields: "id") { id: ID! lent: Boolean! kind: String @shareable }',
      { Book: { lent: ({ id }: { id: string }) => id === '2' } },
    ),
  );
});
beforeEach(() => {
  for (const { requests } of [shelf, desk]) requests.length = 0;
});

/** What two features have the gateway answer; the second knows nothing of the first. */
const parts: readonly OwnGraphPart[] = [
  {
    typeDefs: parse(`
      scalar Day
      enum Tone { DARK }
      "Something with a mark."
      interface Marked { "Where it is kept." mark: ID! }
      type Query {
        "Finds by mark."
        marked(mark: ID!): Marked
        greeting(on: Day, tone: Tone): String!
        broken: String
        refused: String
      }
      type Book implements Marked @key(fields: "id") { id: ID! mark: ID! }
      type File implements Marked @key(fields: "id") { id: ID! mark: ID! }
    `),
    resolvers: {
      Query: {
        marked: (_: unknown, { mark }: { mark: string }) => {
          const [__typename, id] = mark.split('-');
          return { __typename, id };
        },
        greeting: (_: unknown, given: { on?: string; tone?: string }, { caller }) =>
          `${caller.kind} ${given.on} ${given.tone}`,
        broken: () => {
          throw new Error('a secret of the process');
        },
        refused: () => {
          throw new GraphQLError('Not so.', { extensions: { code: 'BAD_USER_INPUT' } });
        },
      },
      Marked: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Book: { mark: ({ id }: { id: string }) => `Book-${id}` },
      File: { mark: ({ id }: { id: string }) => `File-${id}` },
    },
  },
  {
    typeDefs: parse('type Query { first: Book } type Book @key(fields: "id") { id: ID! }'),
    resolvers: { Query: { first: () => ({ id: '1' }) } },
  },
];

function stating(given: readonly OwnGraphPart[] = parts): readonly GatewayFeature[] {
  return given.map((part, index) => ({ name: `part ${index}`, ownGraph: () => part }));
}

function start(options: Partial<TestOptions> = {}): Promise<TestGateway> {
  const supergraphSdl = compose([shelf, desk]);
  return startTestGateway({
    ...withCallers,
    supergraphSdl,
    relayNode: false,
    features: stating(),
    ...options,
  } as TestOptions);
}

const everything = bearer('files');

describe('what features have the gateway answer', () => {
  let gateway: TestGateway;
  const ask = async (query: string, headers = everything) => (await gateway.ask(query, {}, headers)).body;

  beforeAll(async () => {
    gateway = opened.use(await start({ serviceKey }));
  });

  test('is answered, and subgraphs are asked for the rest of an entity', async () => {
    expect(
      await ask(`{
        marked(mark: "Book-2") { __typename mark ... on Book { title lent } }
        other: marked(mark: "File-9") { ... on File { text } }
        first { id title }
      }`),
    ).toEqual({
      data: {
        marked: { __typename: 'Book', mark: 'Book-2', title: 'Book 2', lent: true },
        other: { text: 'File 9' },
        first: { id: '1', title: 'Book 1' },
      },
    });
  });

  test('is joined to entities that subgraphs find', async () => {
    const query = '{ books { title mark lent kind } found { ... on Marked { mark } } }';
    expect(await ask(query)).toEqual({
      data: {
        books: [
          { title: 'Book 1', mark: 'Book-1', lent: false, kind: 'book' },
          { title: 'Book 2', mark: 'Book-2', lent: true, kind: 'book' },
        ],
        found: [{ mark: 'Book-1' }, { mark: 'File-9' }],
      },
    });
  });

  test('takes types of the supergraph, and knows who asks', async () => {
    const query = '{ greeting(on: "2026-01-02", tone: DARK) }';
    expect(await ask(query)).toEqual({ data: { greeting: 'person 2026-01-02 DARK' } });
    // Of the values of an enum that goes in, only those that the gateway takes reach it.
    expect(await ask('{ books(tone: LIGHT) { id } }')).toMatchObject({ data: { books: [{}, {}] } });
  });

  test('goes over no network, is not measured as a fetch and not asked whether it is ready', async () => {
    expect(await ask('{ greeting }')).toEqual({ data: { greeting: 'person undefined undefined' } });
    expect([...shelf.requests, ...desk.requests]).toEqual([]);
    await ask('{ today }');
    const metrics = await (await fetch(new URL('/metrics', gateway.url))).text();
    expect(metrics).toContain('subgraph="shelf"');
    expect(metrics).not.toContain('subgraph="gateway"');
    const ready = await fetch(new URL('/health/ready', gateway.url));
    expect(ready.status).toBe(200);
    expect(JSON.stringify(await ready.json())).not.toContain('subgraph gateway');
  });

  test('is in the schema that clients see', async () => {
    const query = '{ __type(name: "Book") { interfaces { name } fields { name } } }';
    expect(await ask(query)).toEqual({
      data: {
        __type: {
          interfaces: [{ name: 'Marked' }],
          fields: expect.arrayContaining([{ name: 'mark' }, { name: 'title' }, { name: 'lent' }]),
        },
      },
    });
  });

  test('is refused with its code, and masked without', async () => {
    expect(await ask('{ refused today }')).toEqual({
      data: { refused: null, today: '2026-01-02' },
      errors: [
        {
          message: 'Not so.',
          path: ['refused'],
          extensions: { code: 'BAD_USER_INPUT', serviceName: 'gateway' },
        },
      ],
    });
    const { errors } = await ask('{ broken }');
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });

  test('opens nothing that is closed', async () => {
    const none = bearer();
    const refused = (path: unknown[]) => ({ path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });
    expect(await ask('{ file { mark } }', none)).toMatchObject({
      data: { file: null },
      errors: [refused(['file'])],
    });
    expect(await ask('{ marked(mark: "File-9") { ... on File { id text } } }', none)).toMatchObject({
      data: { marked: null },
      errors: [refused(['marked', 'id']), refused(['marked', 'text'])],
    });
    // By the interface it requires what every type behind it requires.
    const { data, errors } = await ask('{ found { ... on Marked { mark } } books { mark } }', none);
    expect(data?.['found']).toEqual([null, null]);
    expect(data?.['books']).toEqual([{ mark: 'Book-1' }, { mark: 'Book-2' }]);
    expect(errors).toMatchObject([refused(['found', '@', 'mark'])]);
  });
});

test('operations on it are reported as any other', async () => {
  await using registry = await startFakeRegistry();
  const gateway = await start({ usage: { client: registry.client, interval: 3_600_000 } });
  await gateway.ask('query Greet { greeting }', {}, everything);
  await gateway.ask('query Mark { marked(mark: "Book-1") { ... on Book { title } } }', {}, everything);
  await gateway.gateway.stop();
  expect(registry.reports.flatMap(({ shapes }) => shapes.map(({ name }) => name))).toEqual(['Greet', 'Mark']);
});

test('without such a feature a supergraph is loaded as it was composed', async () => {
  const sdl = compose([shelf, desk]);
  const { document, clientSchema } = await loadSupergraph(sdl);
  expect(print(document)).toBe(print(parse(sdl)));
  await using gateway = await start({ features: [{ name: 'none', ownGraph: () => undefined }] });
  const { body } = await gateway.ask('{ __schema { types { name } } }', {}, everything);
  const { types } = (body.data as { __schema: { types: { name: string }[] } }).__schema;
  expect(types.map(({ name }) => name).sort()).toEqual(Object.keys(clientSchema.getTypeMap()).sort());
});

test('a subgraph that is called as the own graph would be keeps its name', async () => {
  await using namesake = await serveSubgraph('gateway', 'type Query { mine: String }', {
    Query: { mine: () => 'of the namesake' },
  });
  await using gateway = await start({ supergraphSdl: compose([shelf, desk, namesake]) });
  const { body } = await gateway.ask('{ mine greeting refused }', {}, everything);
  expect(body).toMatchObject({
    data: { mine: 'of the namesake', greeting: 'person undefined undefined' },
    errors: [{ extensions: { serviceName: 'gateway-2' } }],
  });
});

/** A supergraph of one subgraph, as each version of composition writes it. */
const versions: Readonly<Record<string, (sdl: string) => string>> = {
  'v0.5': (sdl) => sdl,
  'v0.4': (sdl) => sdl,
  'v0.3': (sdl) => sdl,
  'v0.2': (sdl) =>
    sdl
      .replace('join/v0.3', 'join/v0.2')
      .replace(/^directive @join__(enumValue|unionMember).*$/gm, '')
      .replace(/ *@join__(enumValue|unionMember)\([^)]*\)/g, '')
      .replace(', isInterfaceObject: Boolean! = false', '')
      .replace('@join__field(graph: join__Graph,', '@join__field(graph: join__Graph!,'),
};
const federationOf: Readonly<Record<string, string>> = {
  'v0.5': 'v2.9',
  'v0.4': 'v2.7',
  'v0.3': 'v2.3',
  'v0.2': 'v2.3',
};

test.each(Object.entries(versions))('is joined to supergraphs of join %s', async (version, written) => {
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/${federationOf[version]}", import: ["@key"])`;
  const typeDefs = `${link} scalar Day enum Tone { DARK LIGHT } union Found = Book | File
    type Query { books(tone: Tone): [Book!]! today: Day found: [Found] }
    type Book @key(fields: "id") { id: ID! title: String tone: Tone } type File @key(fields: "id") { id: ID! text: String }`;
  const composed = compose([{ name: 'shelf', url: shelf.url, typeDefs }]);
  const supergraphSdl = written(composed);
  expect(supergraphSdl).toContain(`join/${version}`);
  await using gateway = await start({ supergraphSdl, requiredSubgraphs: [] });
  const query =
    '{ marked(mark: "Book-1") { ... on Book { title } } books(tone: LIGHT) { mark } found { ... on File { mark } } }';
  const { body } = await gateway.ask(query, {}, everything);
  expect(body).toEqual({
    data: {
      marked: { title: 'Book 1' },
      books: [{ mark: 'Book-1' }, { mark: 'Book-2' }],
      found: [{}, { mark: 'File-9' }],
    },
  });
});

test('a supergraph of Federation 1 is served without it', async () => {
  const supergraphSdl = `
    schema @core(feature: "https://specs.apollo.dev/core/v0.2") @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION) { query: Query }
    directive @core(as: String, feature: String!, for: core__Purpose) repeatable on SCHEMA
    directive @join__field(graph: join__Graph, provides: join__FieldSet, requires: join__FieldSet) on FIELD_DEFINITION
    directive @join__graph(name: String!, url: String!) on ENUM_VALUE
    directive @join__owner(graph: join__Graph!) on INTERFACE | OBJECT
    directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on INTERFACE | OBJECT
    type Query { today: String @join__field(graph: SHELF) }
    enum core__Purpose { EXECUTION SECURITY }
    scalar join__FieldSet
    enum join__Graph { SHELF @join__graph(name: "shelf", url: "${shelf.url}") }`;
  await using gateway = await start({ supergraphSdl });
  expect((await gateway.ask('{ today }', {}, everything)).body).toEqual({ data: { today: '2026-01-02' } });
});

test.each([
  ['type Query { books: String }', /Query\.books.*in the supergraph already/],
  ['type Query { a: String } type Tone { a: String }', /"Tone".*another kind/],
  ['type Query { a: String } type Book @key(fields: "id") { id: String! }', /"Book\.id".*ID!/],
  ['type Query { a: String } union Found = Query', /"Found".*in the supergraph already/],
])('a feature that states what the supergraph has keeps the gateway from starting: %s', async (sdl, told) => {
  const features = stating([{ typeDefs: parse(sdl), resolvers: {} }]);
  const started = start({ features });
  await expect(started).rejects.toThrow(told);
  await expect(started).rejects.not.toThrow(OperatorError);
});

test('types that only a subscription has are joined, too', async () => {
  const typeDefs = parse(`
    type Subscription { "Tells of a book." bookChanged(id: ID!): Book }
    type Book @key(fields: "id", resolvable: false) { id: ID! }`);
  await using gateway = await start({ features: stating([{ typeDefs, resolvers: {} }]) });
  const { body } = await gateway.ask(
    '{ __schema { subscriptionType { fields { name } } } books { lent } }',
    {},
    everything,
  );
  expect(body).toEqual({
    data: {
      __schema: { subscriptionType: { fields: [{ name: 'bookChanged' }] } },
      books: [{ lent: false }, { lent: true }],
    },
  });
});

test('an interface that only echoes requires nothing of its own; what implements it does', async () => {
  const [part, ...others] = parts;
  if (!part) throw new Error('no part');
  await using gateway = await start({ features: stating([{ ...part, echoing: ['Marked'] }, ...others]) });
  const query =
    '{ a: marked(mark: "File-9") { mark } b: marked(mark: "File-9") { ... on File { mark } } file { mark } }';
  const { body } = await gateway.ask(query, {}, bearer());
  expect(body).toMatchObject({
    data: { a: { mark: 'File-9' }, b: null, file: null },
    errors: [{ path: ['b', 'mark'] }, { path: ['file'] }],
  });
  const { clientSchema } = await loadSupergraph(compose([shelf, desk]));
  expect(printSchema(clientSchema)).not.toContain('Marked');
});
