import { getIntrospectionQuery } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';

let agencies: Agencies;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose(agencies.all) }));
});

async function post(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const response = await fetch(gateway.url, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

const postQuery = (query: string, variables?: unknown) => post(JSON.stringify({ query, variables }));
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

const bombs: readonly [name: string, query: string, says: RegExp][] = [
  ['100,000 tokens', `{ ${times(100_000, () => 'hubOnly')} }`, /too many tokens.*limit is 5000\./],
  ['deep nesting', `${'{ a '.repeat(1600)}${'}'.repeat(1600)}`, /nested too deeply.*limit is 20\./],
  ['deep nesting beyond the token limit', '{ a '.repeat(200_000), /too many tokens|nested too deeply/],
  ['deeply nested list values', `{ person(id: ${'['.repeat(2000)}${']'.repeat(2000)}) { id } }`, /./],
  ['an alias flood', `{ ${times(500, (i) => `a${i}: hubOnly`)} }`, /too many aliases.*limit is 50\./],
  [
    'aliases hidden in fragments',
    `{ ${times(19, () => '...F')} } fragment F on Query { ${times(51, (i) => `a${i}: hubOnly`)} }`,
    /too many aliases/,
  ],
  ['repeated fields', `{ ${times(4000, () => 'hubOnly')} }`, /same too often.*limit is 20\./],
  ['repeated inline fragments', `{ ${times(900, () => '... { hubOnly }')} }`, /same too often/],
  [
    'a directive flood',
    `{ hubOnly ${times(300, () => '@skip(if: false)')} }`,
    /too many directives.*limit is 50\./,
  ],
  ['a fragment cycle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', /./],
  ['a fragment that spreads itself', '{ ...A } fragment A on Query { hubOnly ...A }', /itself/],
  [
    'circular introspection',
    `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }`,
    /./,
  ],
  [
    'a tree of fragments that grows by powers of two',
    `{ ...A0 ...B0 } ${times(25, (i) => `fragment A${i} on Query { ...A${i + 1} ...B${i + 1} } fragment B${i} on Query { ...A${i + 1} ...B${i + 1} }`)} fragment A25 on Query { hubOnly } fragment B25 on Query { hubOnly }`,
    /selects too much.*limit is 10000\./,
  ],
  [
    'inline fragments nested a thousand deep',
    `{ ${'... { '.repeat(1000)} hubOnly ${'}'.repeat(1000)} }`,
    /nested too deeply/,
  ],
  ['a prototype alias', '{ __proto__: hubOnly }', /__proto__/],
  [
    'a prototype variable',
    'query ($__proto__: Boolean! = true) { hubOnly @include(if: $__proto__) }',
    /variable .*__proto__/,
  ],
  ['an unknown directive', '{ hubOnly @nonsense }', /nonsense/],
  ['an empty document', '', /./],
  ['no document', '#', /Syntax Error/],
];

describe('is refused', () => {
  test.each(bombs)('%s', async (_, query, says) => {
    const { status, text } = await postQuery(query);
    expect(status).toBe(400);
    expect(text).toMatch(says);
    const { errors } = JSON.parse(text) as { errors: { extensions: { code: string } }[] };
    for (const { extensions } of errors) expect(extensions.code).toMatch(/^(GRAPHQL_|BAD_)/);
    expect(text).not.toMatch(/node_modules|at \w+ \(|stacktrace|file:/);
  });

  test('a body of ten megabytes', async () => {
    const { status, text } = await post(`{"query":"${'x'.repeat(10 * 1024 * 1024)}"}`);
    expect(status).toBe(413);
    expect(text).toMatch(/1048576 bytes\./);
    expect(text).toContain('BAD_USER_INPUT');
  });

  test.each([
    ['invalid JSON', '{"query":', 400],
    ['a list', '[{"query":"{ hubOnly }"}]', 400],
    ['a query that is no string', '{"query":{"kind":"Document"}}', 400],
    ['variables that are no object', '{"query":"{ hubOnly }","variables":"x"}', 400],
    ['a body of __proto__', '{"__proto__":{"query":"{ hubOnly }"}}', 400],
    ['null', 'null', 400],
  ])('a body that is %s', async (_, body, expected) => {
    const { status, text } = await post(body);
    expect(status).toBe(expected);
    expect(JSON.parse(text)).toHaveProperty('errors');
    expect(text).not.toMatch(/node_modules|at \w+ \(/);
  });

  test('another media type', async () => {
    expect((await post('{ hubOnly }', { 'content-type': 'application/xml' })).status).toBe(415);
    expect((await post('query=x', { 'content-type': 'text/plain' })).status).toBeGreaterThanOrEqual(400);
  });

  test('a variable nested a hundred thousand deep', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { status } = await post(
      `{"query":"query Q($id: ID!) { person(id: $id) { id } }","variables":{"id":${deep}}}`,
    );
    expect(status).toBe(400);
  });
});

describe('text that no database holds is refused before anything is fetched', () => {
  test.each([
    ['a variable', 'query ($id: ID!) { person(id: $id) { id } }', { id: 'a\0' }, 'id'],
    [
      'deep in a variable',
      'query ($id: ID!) { person(id: $id) { id } }',
      { id: 'a', more: { list: ['b\0'] } },
      'list.0',
    ],
    ['half a surrogate pair', 'query ($id: ID!) { person(id: $id) { id } }', { id: 'a\ud83d' }, 'id'],
    ['in the document', '{ person(id: "a\\u0000") { id } }', undefined, 'id'],
  ])('%s', async (_, query, variables, field) => {
    const { status, text } = await postQuery(query, variables);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', field } }],
    });
    expect(JSON.parse(text)).not.toHaveProperty('data');
  });
});

test('goes on answering after all that', async () => {
  expect((await gateway.ask('{ hubOnly }')).body).toEqual({ data: { hubOnly: 'here' } });
});

test("lets GraphiQL's introspection pass", async () => {
  const { status, body } = await gateway.ask(
    getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true }),
  );
  expect(status).toBe(200);
  expect(body.errors).toBeUndefined();
});

test('limits can be set', async () => {
  await using strict = await startTestGateway({ supergraphSdl: compose(agencies.all), limits: { depth: 1 } });
  expect((await strict.ask('{ people { id } }')).body.errors?.[0]?.message).toMatch(/limit is 1/);
  expect((await strict.ask('{ hubOnly }')).status).toBe(200);
});

test('a subgraph cannot reach into prototypes', async () => {
  agencies.hub.misbehave = (response) =>
    void response
      .setHeader('content-type', 'application/json')
      .end('{"data":{"__proto__":{"polluted":1},"hubOnly":"x","constructor":{"prototype":{"polluted":1}}}}');
  const { body } = await gateway.ask('{ hubOnly }');
  agencies.hub.misbehave = undefined;
  expect(body.data).toEqual({ hubOnly: 'x' });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
