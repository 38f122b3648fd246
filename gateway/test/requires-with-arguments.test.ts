import { beforeAll, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

// @apollo/gateway answers these wrongly: it takes a client's field for the one that a @requires asks for with other
// arguments (https://github.com/apollographql/router/issues/5000).

let subgraphs: SubgraphServer[];
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  const shop = await serveSubgraph(
    'shop',
    `type Query { book: Book } type Book @key(fields: "id") { id: ID! label(prefix: String): String pages(last: Int!): [Page] }
     type Page { number: Int }`,
    {
      Query: { book: () => ({ id: '1' }) },
      Book: {
        __resolveReference: (reference: object) => reference,
        label: (_: unknown, { prefix }: { prefix?: string }) => {
          if (prefix === 'bad') throw new Error('bad prefix');
          return `${prefix}-label`;
        },
        pages: (_: unknown, { last }: { last: number }) =>
          Array.from({ length: last }, (_, index) => ({ number: index + 1 })),
      },
    },
  );
  const print = await serveSubgraph(
    'print',
    `type Book @key(fields: "id") { id: ID! label(prefix: String): String @external pages(last: Int!): [Page] @external
       tag: String @requires(fields: "label(prefix: \\"P\\") pages(last: 3) { number }")
       tug: String @requires(fields: "label(prefix: \\"Q\\")") alike: String @requires(fields: "label(prefix: \\"P\\")") }
     type Page @external { number: Int }`,
    {
      Book: {
        __resolveReference: (reference: object) => reference,
        tag: ({ label, pages }: { label: string; pages: unknown[] }) => `${label}/${pages.length}`,
        tug: ({ label }: { label: string }) => `tug of ${label}`,
        alike: ({ label }: { label: string }) => `alike ${label}`,
      },
    },
  );
  const bind = await serveSubgraph(
    'bind',
    `type Query { shelf: Shelf } type Shelf @key(fields: "id") { id: ID! book: Book sign: String }
     type Book @key(fields: "id") { id: ID! label(prefix: String): String @external
       cover: String @requires(fields: "label(prefix: \\"C\\")") plain: String @requires(fields: "label") }`,
    {
      Query: { shelf: () => ({ id: '1', book: { id: '2' } }) },
      Book: {
        __resolveReference: (reference: object) => reference,
        cover: ({ label }: { label: string }) => `cover of ${label}`,
        plain: ({ label }: { label: string }) => `plain ${label}`,
      },
    },
  );
  subgraphs = [shop, print, bind];
  for (const subgraph of subgraphs) opened.use(subgraph);
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose(subgraphs) }));
});

test.each([
  ['after it', '{ book { tag label(prefix: "x") } }', { tag: 'P-label/3', label: 'x-label' }],
  ['before it', '{ book { label(prefix: "x") tag } }', { label: 'x-label', tag: 'P-label/3' }],
  ['alone', '{ book { label(prefix: "x") } }', { label: 'x-label' }],
  [
    'under an alias that looks like ours',
    '{ book { client_label: label(prefix: "y") label(prefix: "x") tag } }',
    { client_label: 'y-label', label: 'x-label', tag: 'P-label/3' },
  ],
  [
    'as a list',
    '{ book { pages(last: 2) { number } tag more: pages(last: 1) { number } } }',
    { pages: [{ number: 1 }, { number: 2 }], tag: 'P-label/3', more: [{ number: 1 }] },
  ],
  [
    'in fragments',
    '{ book { ...A tag ... on Book { label(prefix: "x") } } } fragment A on Book { label(prefix: "x") }',
    { label: 'x-label', tag: 'P-label/3' },
  ],
])('a field required with arguments and selected %s keeps both values', async (_, query, book) => {
  expect((await gateway.ask(query)).body).toEqual({ data: { book } });
});

test('errors of such a field carry the name that the client knows', async () => {
  const { body } = await gateway.ask('{ book { mine: label(prefix: "bad") tag } }');
  expect(body.data).toEqual({ book: { mine: null, tag: 'P-label/3' } });
  expect(body.errors?.map(({ path }) => path)).toEqual([['book', 'mine']]);
});

test.each([
  [
    'of one subgraph',
    '{ book { tag tug } }',
    /"Book.tag" and "Book.tug" need "label" with different arguments/,
  ],
  ['of two subgraphs', '{ book { tug cover } }', /"Book.(tug|cover)" and "Book.(tug|cover)" need "label"/],
  ['with arguments and without', '{ book { plain tug } }', /need "label" with different arguments/],
  [
    'below another',
    '{ shelf { book { ... on Book { tag } ...F } } } fragment F on Book { mine: cover }',
    /need "label"/,
  ],
])('two fields %s that need one field with different arguments are refused', async (_, query, message) => {
  const { status, body } = await gateway.ask(query);
  expect(body).toEqual({
    errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }],
  });
  expect(status).toBe(400);
});

test.each([
  ['the same arguments', '{ book { tag alike } }', { book: { tag: 'P-label/3', alike: 'alike P-label' } }],
  [
    'different ones in different places',
    '{ book { tug } shelf { book { cover } } }',
    { book: { tug: 'tug of Q-label' }, shelf: { book: { cover: 'cover of C-label' } } },
  ],
  [
    'different ones, but only one at a time',
    '{ book { tug cover @skip(if: true) } }',
    { book: { tug: 'tug of Q-label' } },
  ],
])('two fields that need one field with %s are answered', async (_, query, data) => {
  expect((await gateway.ask(query)).body).toEqual({ data });
});
