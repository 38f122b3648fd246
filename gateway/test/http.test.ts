import { createLogger, createSignatureVerifier, subgraphKey } from '@throughgate/service';
import { GraphQLError } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { identity } from './support/identity.ts';

const serviceKey = 'the service key of this test, long enough';
const defaultQuery = 'query Journey($identifier: String!) {\n  person(id: $identifier) { name }\n}\n';
let agencies: Agencies;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  gateway = opened.use(
    await startTestGateway({
      supergraphSdl: compose(agencies.all),
      serviceKey,
      defaultQuery,
      defaultVariables: { identifier: 'X123456' },
      logger: createLogger('silent'),
    }),
  );
});

const get = (search: Record<string, string>, headers: Record<string, string>) =>
  fetch(`${gateway.url}?${new URLSearchParams(search)}`, { headers });

test('answers GET', async () => {
  const variables = JSON.stringify({ id: '5' });
  const query = 'query Q($id: ID!) { person(id: $id) { name } }';
  const response = await get({ query, variables }, { 'content-type': 'application/json' });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ data: { person: { name: 'Person 5' } } });
});

test('refuses a mutation by GET, and a GET that a web page of others could send', async () => {
  const json = { 'content-type': 'application/json' };
  expect((await get({ query: 'mutation { note(text: "x") }' }, json)).status).toBe(405);
  const forged = await get({ query: '{ hubOnly }' }, {});
  expect(forged.status).toBe(400);
  expect(await forged.text()).toContain('CSRF');
});

test('answers with the media type of GraphQL over HTTP when that is asked for', async () => {
  const accept = 'application/graphql-response+json';
  const response = await get({ query: '{ hubOnly }' }, { 'content-type': 'application/json', accept });
  expect(response.headers.get('content-type')).toContain(accept);
});

test('picks the operation that is named', async () => {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query A { hubOnly } query B { other: hubOnly }', operationName: 'B' }),
  });
  expect(await response.json()).toEqual({ data: { other: 'here' } });
});

test.each([
  ['several operations and no name', { query: 'query A { hubOnly } query B { hubOnly }' }],
  ['a name that no operation has', { query: 'query A { hubOnly }', operationName: 'C' }],
  ['a variable of the wrong type', { query: 'query Q($id: ID!) { person(id: $id) { id } }', variables: {} }],
])('%s are the mistake of the client', async (_, body) => {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).not.toHaveProperty('data');
});

test('shows GraphiQL to browsers, whole and with the query to begin with', async () => {
  const response = await fetch(gateway.url, { headers: { accept: 'text/html,*/*;q=0.8' } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const page = await response.text();
  expect(page).toContain('Journey($identifier: String!)');
  expect(page).toContain('X123456');
  // Nothing is loaded from elsewhere: the document has no element with an address outside itself.
  const markup = page
    .replaceAll(/<script>[\s\S]*<\/script>/g, '')
    .replaceAll(/<style>[\s\S]*?<\/style>/g, '');
  expect(markup).not.toMatch(/(src|href)="?https?:/);
  expect(page).not.toMatch(/<script[^>]+src=/);
  const etag = response.headers.get('etag') ?? '';
  const again = await fetch(gateway.url, { headers: { accept: 'text/html', 'if-none-match': etag } });
  expect(again.status).toBe(304);
}, 60_000);

test('carries the request id to client, subgraphs and back', async () => {
  const { headers } = await gateway.ask('{ hubOnly }', {}, { 'x-request-id': 'abc-123' });
  expect(headers.get('x-request-id')).toBe('abc-123');
  expect(agencies.hub.requests.at(-1)?.headers['x-request-id']).toBe('abc-123');
  const own = await gateway.ask('{ hubOnly }', {}, { 'x-request-id': 'forged\tline' });
  expect(own.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('signs what it sends, with the caller', async () => {
  await gateway.ask('query Q($id: ID!) { person(id: $id) { cell } }', { id: '3' });
  for (const subgraph of ['hub', 'prison'] as const) {
    const request = agencies[subgraph].requests.at(-1);
    const verify = createSignatureVerifier({ subgraph, keys: [subgraphKey(serviceKey, subgraph)] });
    expect(request && verify(request.headers, request.text)).toMatchObject({
      id: 'local-developer',
    });
  }
});

test('an unexpected error is masked and can be found by its request id', async () => {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('error');
  logger.error = ((line: Record<string, unknown>) => void lines.push(line)) as typeof logger.error;
  await using broken = await startTestGateway({
    supergraphSdl: compose(agencies.all),
    logger,
    features: [
      identity(() => {
        throw new Error('password=secret in /srv/gateway.ts');
      }),
    ],
  });
  const { status, headers, body } = await broken.ask('{ hubOnly }');
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toMatch(/secret|stack|\.ts/);
  expect(body.errors?.[0]?.extensions).toEqual({
    code: 'INTERNAL_SERVER_ERROR',
    requestId: headers.get('x-request-id'),
  });
});

test('a caller who may not ask is told so', async () => {
  await using closed = await startTestGateway({
    supergraphSdl: compose(agencies.all),
    features: [
      identity(() => {
        throw new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
      }),
    ],
  });
  const { status, body } = await closed.ask('{ hubOnly }');
  expect(status).toBe(401);
  expect(body).toEqual({ errors: [{ message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } }] });
});

test('measures operations, fetches and plans', async () => {
  await gateway.ask('{ again: hubOnly }');
  await gateway.ask('{ again: hubOnly }');
  await gateway.ask('{ nothing }');
  const text = await (await fetch(new URL('/metrics', gateway.url))).text();
  expect(text).toMatch(/gateway_operation_duration_seconds_count{.*outcome="ok".*} \d+/);
  expect(text).toMatch(/gateway_operation_duration_seconds_count{.*outcome="rejected".*} \d+/);
  expect(text).toMatch(/gateway_subgraph_fetch_duration_seconds_count{.*subgraph="hub".*} \d+/);
  expect(text).toMatch(/gateway_plan_cache_lookups_total{.*result="hit".*} \d+/);
  expect(text).toMatch(/gateway_plan_cache_lookups_total{.*result="miss".*} \d+/);
});
