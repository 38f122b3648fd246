import { createSigner, localDeveloper, signatureHeader } from '@throughgate/service';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { innerMessage, serviceKey, startToyGraph, type ToyGraph } from './support/toy-graph.ts';

let graph: ToyGraph;
beforeAll(async () => {
  graph = await startToyGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const body = JSON.stringify({ query: '{ caller }' });
const json = { 'content-type': 'application/json' };
const signed = (text = body, key = serviceKey) =>
  createSigner({ subgraphKey: key })({
    subgraph: 'toys',
    requestId: 'request-7',
    caller: localDeveloper,
    body: text,
  });

describe('a request that the gateway did not sign gets 401 UNAUTHENTICATED', () => {
  afterEach(() => vi.useRealTimers());

  function signedAt(shift: number): Record<string, string> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shift });
    const headers = signed();
    vi.useRealTimers();
    return headers;
  }

  it.each<[string, () => Record<string, string>]>([
    ['no signature', () => ({})],
    ['a signature with another key', () => signed(body, 'another key, which is as long as the first')],
    ['the signature of another body', () => signed('{"query":"{ requestId }"}')],
    ['a caller swapped under the signature', () => ({ ...signed(), 'throughgate-caller': 'e30' })],
    ['a signature that is none', () => ({ ...signed(), [signatureHeader]: 'nonsense' })],
    ['a signature from more than a minute ago', () => signedAt(-61_000)],
    ['a signature from more than a minute ahead', () => signedAt(61_000)],
  ])('%s', async (_name, headers) => {
    const answer = await graph.send(body, { ...json, ...headers() });
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      errors: [{ message: expect.stringContaining('toys'), extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('whatever the body is, which is not even read as JSON', async () => {
    expect((await graph.send('{', json)).status).toBe(401);
    expect((await graph.send('é', { 'content-type': 'application/json; charset=latin1' })).status).toBe(401);
  });
});

it('a signed request is answered, its caller and request id at hand', async () => {
  const answer = await graph.send(JSON.stringify({ query: '{ caller requestId }' }), {
    ...json,
    ...signed(JSON.stringify({ query: '{ caller requestId }' })),
  });
  expect(answer).toEqual({
    status: 200,
    body: { data: { caller: localDeveloper.id, requestId: 'request-7' } },
  });
});

it.each<[number, string, string, string | Buffer]>([
  [415, 'another media type', 'text/plain', body],
  [
    415,
    'another charset',
    'application/json; charset=iso-8859-1',
    Buffer.from('{"query":"{ é }"}', 'latin1'),
  ],
  [400, 'a byte that is no UTF-8', 'application/json', Buffer.from('{"query":"{ é }"}', 'latin1')],
  [400, 'UTF-16', 'application/json', Buffer.from(body, 'utf16le')],
  [400, 'no JSON', 'application/json', '{'],
])('%i for a signed body: %s', async (status, _, contentType, bytes) => {
  const signature = signed(bytes as string);
  const answer = await graph.send(bytes as string, { 'content-type': contentType, ...signature });
  expect(answer).toEqual({
    status,
    body: { errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }] },
  });
});

it('a signed body that is no JSON gets 400', async () => {
  expect((await graph.send('{', { ...json, ...signed('{') })).status).toBe(400);
});

it('a query is only ever taken by POST', async () => {
  const response = await fetch(`${graph.url}/graphql?query={caller}`, { headers: signed('') });
  expect(response.status).toBe(404);
});

it('health and metrics need no signature', async () => {
  expect((await fetch(`${graph.url}/health/ready`)).status).toBe(200);
  expect((await fetch(`${graph.url}/metrics`)).status).toBe(200);
});

it('entities are answered by reference, null where there is none', async () => {
  const { body: answer } = await graph.ask(
    '{ _entities(representations: [{ __typename: "Toy", id: "kite" }, { __typename: "Toy", id: "sword" }]) { ... on Toy { id } } }',
  );
  expect(answer).toEqual({ data: { _entities: [{ id: 'kite' }, null] } });
});

describe('an error', () => {
  it('raised on purpose goes out with its code, and the rest of the answer beside it', async () => {
    const { body: answer } = await graph.ask('{ caller refused brokenOnPurpose }');
    expect(answer.data).toEqual({ caller: localDeveloper.id, refused: null, brokenOnPurpose: null });
    expect(answer.errors).toMatchObject([
      {
        message: '"toy" must be a toy.',
        path: ['refused'],
        extensions: { code: 'BAD_USER_INPUT', field: 'toy' },
      },
      { message: 'The toy is lent.', path: ['brokenOnPurpose'], extensions: { code: 'TOY_LENT' } },
    ]);
  });

  it('of any other kind goes out without its message or stack, which only the log has', async () => {
    const { body: answer } = await graph.ask('{ caller broken }');
    expect(answer.data).toEqual({ caller: localDeveloper.id, broken: null });
    expect(answer.errors).toEqual([
      {
        message: 'Internal error: it was logged and will be looked into.',
        path: ['broken'],
        locations: [{ line: 1, column: 10 }],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('Prisoner');
    expect(graph.logged.at(-1)).toMatchObject({
      service: 'toys',
      path: ['broken'],
      err: { message: innerMessage, stack: expect.stringContaining('toy-graph') },
    });
  });

  it('of a query that does not fit the schema names what does not fit', async () => {
    const { status, body: answer } = await graph.ask('{ sword }');
    expect(status).toBe(400);
    expect(answer.errors).toMatchObject([
      { message: expect.stringContaining('sword'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });
});
