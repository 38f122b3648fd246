import { beforeAll, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

// What a client calls a field or a variable changes nothing but names: not what is fetched, nor from whom.

let subgraphs: SubgraphServer[];
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  const reference = (given: object) => given;
  const person = (id: string) => ({ id, born: '1996', numbers: { crns: [`C${id}`], other: [`O${id}`] } });
  const hub = await serveSubgraph(
    'hub',
    `type Query { person(id: ID!): Person things: [Thing!]! p: P }
     type Person @key(fields: "id") { id: ID! born: String numbers: Numbers! }
     type Numbers { crns: [ID!]! other: [ID!]! }
     union Thing = Person | P
     type P @key(fields: "ref { id }") { ref: Ref! other: String }
     type Ref @shareable { id: ID! other: String }`,
    {
      Query: {
        person: (_: unknown, { id }: { id: string }) => person(id),
        things: () => [
          { __typename: 'Person', ...person('1') },
          { __typename: 'P', ref: { id: '2', other: '3' }, other: 'o' },
        ],
        p: () => ({ ref: { id: '2', other: '3' }, other: 'o' }),
      },
      Person: { __resolveReference: ({ id }: { id: string }) => person(id) },
    },
  );
  const files = await serveSubgraph(
    'files',
    `type Person @key(fields: "id") { id: ID! numbers: Numbers! @external
       file: [String!] @requires(fields: "numbers { crns }") note(lang: String = "en"): String! plain: String }
     type Numbers @external { crns: [ID!]! }
     type P @key(fields: "ref { id }") { ref: Ref! secret: String note(lang: String = "en"): String! }
     type Ref @shareable { id: ID! }`,
    {
      Person: {
        __resolveReference: reference,
        file: ({ numbers }: { numbers: { crns: string[] } }) => numbers.crns.map((crn) => `file ${crn}`),
        note: ({ id }: { id: string }, { lang }: { lang: string }) => `${lang} ${id}`,
        plain: () => 'plain',
      },
      P: {
        __resolveReference: reference,
        secret: ({ ref }: { ref: { id: string } }) => `secret of ${ref.id}`,
        note: ({ ref }: { ref: { id: string } }, { lang }: { lang: string }) => `${lang} ${ref.id}`,
      },
    },
  );
  subgraphs = [hub, files];
  for (const subgraph of subgraphs) opened.use(subgraph);
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose(subgraphs) }));
});

test.each([
  [
    'an alias that is the name of a key',
    '{ person(id: "1") { id: born file } }',
    { person: { id: '1996', file: ['file C1'] } },
  ],
  [
    'a key under an alias',
    '{ person(id: "1") { key: id file } }',
    { person: { key: '1', file: ['file C1'] } },
  ],
  [
    'an alias for a field that is required below another',
    '{ person(id: "1") { numbers { mine: crns } file } }',
    { person: { numbers: { mine: ['C1'] }, file: ['file C1'] } },
  ],
  [
    'an alias that is the name of a field required below another',
    '{ person(id: "1") { numbers { crns: other } file } }',
    { person: { numbers: { crns: ['O1'] }, file: ['file C1'] } },
  ],
  [
    'an alias that is the name of a required object',
    '{ person(id: "1") { numbers: born file } }',
    { person: { numbers: '1996', file: ['file C1'] } },
  ],
  [
    'an alias that is the name of a nested key',
    '{ p { ref { id: other } secret } }',
    { p: { ref: { id: '3' }, secret: 'secret of 2' } },
  ],
  [
    'an alias that is the name of the object of a nested key',
    '{ p { ref: other secret } }',
    { p: { ref: 'o', secret: 'secret of 2' } },
  ],
  [
    '__typename as an alias',
    '{ person(id: "1") { __typename: born file } }',
    { person: { __typename: '1996', file: ['file C1'] } },
  ],
  [
    '__typename as an alias in a union',
    '{ things { ... on Person { __typename: born plain } ... on P { __typename: other secret } } }',
    {
      things: [
        { __typename: '1996', plain: 'plain' },
        { __typename: 'o', secret: 'secret of 2' },
      ],
    },
  ],
  [
    'the type name under other names',
    '{ things { id: __typename ... on Person { file } ... on P { ref: __typename secret } } }',
    {
      things: [
        { id: 'Person', file: ['file C1'] },
        { id: 'P', ref: 'P', secret: 'secret of 2' },
      ],
    },
  ],
  [
    'one alias for different fields on different types',
    '{ things { ... on Person { x: plain } ... on P { x: secret } } }',
    { things: [{ x: 'plain' }, { x: 'secret of 2' }] },
  ],
  [
    'one field with different arguments on different types',
    '{ things { ... on Person { note(lang: "cy") } ... on P { note(lang: "fr") } } }',
    { things: [{ note: 'cy 1' }, { note: 'fr 2' }] },
  ],
  [
    'names as the gateway makes them',
    `{ _entities: person(id: "1") { client_id: born id: born born__alias_0: plain _entities: file
         representations: note client_id_2: note(lang: "cy") } }`,
    {
      _entities: {
        client_id: '1996',
        id: '1996',
        born__alias_0: 'plain',
        _entities: ['file C1'],
        representations: 'en 1',
        client_id_2: 'cy 1',
      },
    },
  ],
  [
    'an alias in named fragments',
    `{ person(id: "1") { ...A file } other: person(id: "2") { ...A ...B } }
     fragment A on Person { id: born numbers { crns: other } } fragment B on Person { file }`,
    {
      person: { id: '1996', numbers: { crns: ['O1'] }, file: ['file C1'] },
      other: { id: '1996', numbers: { crns: ['O2'] }, file: ['file C2'] },
    },
  ],
  [
    'equal arguments in another order',
    'query ($n: String) { person(id: "1") { x: note(lang: $n) x: note(lang: $n) file } }',
    { person: { x: 'en 1', file: ['file C1'] } },
  ],
])('%s loses nothing', async (_, query, data) => {
  expect((await gateway.ask(query)).body).toEqual({ data });
});

test('a variable called as the one in which entities are sent is passed on', async () => {
  const query = 'query ($representations: String) { person(id: "1") { note(lang: $representations) file } }';
  const { body } = await gateway.ask(query, { representations: 'cy' });
  expect(body).toEqual({ data: { person: { note: 'cy 1', file: ['file C1'] } } });
});

test('errors of renamed fields carry the names of the client', async () => {
  const hub = subgraphs[0];
  if (!hub) throw new Error('no hub');
  hub.misbehave = (response, { query }) => {
    const renamed = /(\w+): ?other/.exec(query)?.[1];
    const path = ['p', 'ref', renamed];
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        data: { p: { __typename: 'P', ref: { id: '2', [String(renamed)]: null } } },
        errors: [{ message: 'lost', path, extensions: { code: 'LOST' } }],
      }),
    );
  };
  try {
    const { body } = await gateway.ask('{ p { ref { id: other } secret } }');
    expect(body.data).toEqual({ p: { ref: { id: null }, secret: 'secret of 2' } });
    expect(body.errors).toMatchObject([{ path: ['p', 'ref', 'id'], extensions: { code: 'LOST' } }]);
  } finally {
    hub.misbehave = undefined;
  }
});

test('fields that need no other name go to the subgraph under the client’s', async () => {
  const hub = subgraphs[0];
  hub?.requests.splice(0);
  await gateway.ask('{ mine: person(id: "x") { born bornToo: born } }');
  expect(hub?.requests.map(({ query }) => query)).toEqual(['{mine:person(id:"x"){born bornToo:born}}']);
});
