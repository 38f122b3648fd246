import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { createLogger, OperatorError } from '@throughgate/service';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway, type TestOptions } from './support/gateway-client.ts';

let agencies: Agencies;
let supergraphSdl: string;
const directory = mkdtempSync(join(tmpdir(), 'trusted-documents-'));
afterAll(() => rmSync(directory, { recursive: true }));

const opened = closedAfterAll();
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  supergraphSdl = compose(agencies.all);
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const query = 'query Q($id: ID!) { person(id: $id) { name } }';
const other = 'query Other { hubOnly }';
const persistedQuery = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return { status: response.status, ...answer, code: answer.errors?.[0]?.extensions.code };
}

/** What a client sent, in the order of its requests. */
function recorded() {
  const sent: { query?: string; extensions?: unknown; method: string }[] = [];
  const recording: typeof fetch = async (input, init) => {
    const method = init?.method ?? 'GET';
    const search = new URL(String(input)).searchParams;
    sent.push({
      method,
      ...(method === 'POST'
        ? (JSON.parse(String(init?.body)) as object)
        : { query: search.get('query') ?? undefined }),
    });
    return fetch(input, init);
  };
  return { sent, recording };
}

describe('automatic persisted queries', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = opened.use(await startTestGateway({ supergraphSdl }));
  });

  test('a hash is not known, is known once the document came with it, and serves by GET too', async () => {
    const extensions = persistedQuery(sha256(query));
    const variables = { id: '5' };
    const data = { person: { name: 'Person 5' } };
    expect(await post(gateway.url, { extensions, variables })).toMatchObject({
      status: 200,
      code: 'PERSISTED_QUERY_NOT_FOUND',
      errors: [{ message: 'PersistedQueryNotFound' }],
    });
    expect(await post(gateway.url, { query, extensions, variables })).toMatchObject({ data });
    expect(await post(gateway.url, { extensions, variables })).toMatchObject({ status: 200, data });
    const shouted = persistedQuery(sha256(query).toUpperCase());
    expect(await post(gateway.url, { extensions: shouted, variables })).toMatchObject({ data });
    const search = new URLSearchParams({
      extensions: JSON.stringify(extensions),
      variables: JSON.stringify(variables),
    });
    const got = await fetch(`${gateway.url}?${search}`, { headers: { 'apollo-require-preflight': '1' } });
    expect(await got.json()).toEqual({ data });
    expect(await gateway.count('gateway_persisted_queries_total')).toMatchObject([
      { labels: { result: 'unknown' }, value: 1 },
      { labels: { result: 'kept' }, value: 1 },
      { labels: { result: 'known' }, value: 3 },
    ]);
  });

  test.each<[string, object]>([
    ['a hash of another document', { query, extensions: persistedQuery(sha256(other)) }],
    ['another version', { query, extensions: { persistedQuery: { version: 2, sha256Hash: sha256(query) } } }],
    ['no hash', { query, extensions: { persistedQuery: { version: 1 } } }],
    ['no object', { query, extensions: { persistedQuery: 'x' } }],
    ['two ids', { documentId: sha256(other), extensions: persistedQuery(sha256(query)) }],
    ['an id of a wrong type', { documentId: 7 }],
  ])('%s is refused', async (_, body) => {
    const asked = agencies.hub.requests.length;
    expect(await post(gateway.url, body)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(agencies.hub.requests).toHaveLength(asked);
  });

  test('what a hash was refused with is not kept', async () => {
    const extensions = persistedQuery(sha256('{ hubOnly }'));
    await post(gateway.url, { query: '{ people { name } }', extensions });
    expect((await post(gateway.url, { extensions })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('a document beyond the limits is refused by its hash too', async () => {
    const deep = `${'{ people '.repeat(30)}${'}'.repeat(30)}`;
    const extensions = persistedQuery(sha256(deep));
    expect((await post(gateway.url, { query: deep, extensions })).code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await post(gateway.url, { extensions })).code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('Apollo Client sends the document once', async () => {
    const { sent, recording } = recorded();
    const link = new PersistedQueryLink({ sha256 }).concat(
      new HttpLink({ uri: gateway.url, fetch: recording }),
    );
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    const asked = gql`query Apollo($id: ID!) { person(id: $id) { name } }`;
    for (const id of ['1', '2']) {
      const { data } = await client.query({ query: asked, variables: { id }, fetchPolicy: 'no-cache' });
      expect(data).toMatchObject({ person: { name: `Person ${id}` } });
    }
    client.stop();
    expect(sent.map((request) => request.query !== undefined)).toEqual([false, true, false]);
  });

  test('urql sends the document once', async () => {
    const { sent, recording } = recorded();
    const client = new Client({
      url: gateway.url,
      fetch: recording,
      preferGetMethod: false,
      exchanges: [persistedExchange({ preferGetForPersistedQueries: false }), fetchExchange],
    });
    for (const id of ['1', '2']) {
      const { data } = await client.query('query Urql($id: ID!) { person(id: $id) { name } }', { id });
      expect(data).toMatchObject({ person: { name: `Person ${id}` } });
    }
    expect(sent.map((request) => request.query !== undefined)).toEqual([false, true, false]);
  });
});

const apolloManifest = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id: sha256(query), name: 'Q', type: 'query', body: query }],
};
const files = new Map<string, number>();
function fileOf(content: unknown): string {
  const path = join(directory, `${files.size}.json`);
  files.set(path, 1);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const trusting = (mode: 'log' | 'enforce', path: string, more: Partial<TestOptions> = {}) =>
  startTestGateway({
    supergraphSdl,
    trustedDocuments: { mode, path, interval: 10 },
    ...more,
  } as TestOptions);

describe('trusted documents, enforced', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = opened.use(await trusting('enforce', fileOf(apolloManifest)));
  });
  beforeEach(() => {
    agencies.hub.requests.length = 0;
  });

  test.each<[string, object]>([
    ['documentId', { documentId: sha256(query) }],
    ['documentId with the prefix of GraphQL over HTTP', { documentId: `sha256:${sha256(query)}` }],
    ["Apollo's hash", { extensions: persistedQuery(sha256(query)) }],
    ['its text', { query }],
    ['its text in another layout', { query: query.replaceAll(' ', '\n  ').concat('# asked by a page') }],
    ['both', { query, documentId: sha256(query) }],
  ])('a registered one is answered by %s', async (_, how) => {
    expect(await post(gateway.url, { ...how, variables: { id: '4' } })).toMatchObject({
      status: 200,
      data: { person: { name: 'Person 4' } },
    });
  });

  test.each<[string, object]>([
    ['a text', { query: other }],
    ['a text that is not GraphQL', { query: '{' }],
    ['an id', { documentId: 'x' }],
    ["Apollo's hash", { extensions: persistedQuery(sha256(other)) }],
    ['a hash with its text', { query: other, extensions: persistedQuery(sha256(other)) }],
    ['a mutation', { query: 'mutation { note(text: "x") }' }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
  ])('%s that is not registered is refused before anything is fetched', async (_, body) => {
    const { status, code, errors } = await post(gateway.url, body);
    expect({ status, code }).toEqual({ status: 400, code: 'DOCUMENT_NOT_REGISTERED' });
    expect(JSON.stringify(errors)).toContain('hub operations manifest');
    expect(agencies.hub.requests).toEqual([]);
  });

  test('an id with the text of another document is refused', async () => {
    const { status, code } = await post(gateway.url, { query: other, documentId: sha256(query) });
    expect({ status, code }).toEqual({ status: 400, code: 'BAD_REQUEST' });
  });

  test('who pretends to be a page of the gateway is refused, and a page is answered', async () => {
    const forged = await post(gateway.url, { query: other }, { 'throughgate-of-page': 'true' });
    expect(forged.code).toBe('DOCUMENT_NOT_REGISTERED');
    await using withPages = await trusting('enforce', fileOf({}), {
      pages:
        ({ ask }) =>
        async (app) => {
          app.get('/', async (request) => ask(other, {}, request));
        },
    });
    expect(await (await fetch(new URL('/', withPages.url))).json()).toEqual({ data: { hubOnly: 'here' } });
  });

  test('counts', async () => {
    expect(await gateway.count('gateway_trusted_documents')).toMatchObject([{ value: 1 }]);
    expect(await gateway.count('gateway_trusted_document_requests_total')).toMatchObject([
      { labels: { result: 'registered' }, value: 6 },
      { labels: { result: 'refused' }, value: 8 },
    ]);
  });
});

test("Relay's map of any ids is read, and files of a folder are one register that changes while it serves", async () => {
  const folder = mkdtempSync(join(directory, 'folder-'));
  writeFileSync(join(folder, 'one.json'), JSON.stringify({ ab12: query }));
  await using gateway = await trusting('enforce', folder);
  const ask = (documentId: string) => post(gateway.url, { documentId, variables: { id: '1' } });
  expect(await ask('ab12')).toMatchObject({ data: { person: { name: 'Person 1' } } });
  expect((await ask('two')).code).toBe('DOCUMENT_NOT_REGISTERED');
  writeFileSync(join(folder, 'two.json'), JSON.stringify({ two: other }));
  await expect.poll(() => ask('two')).toMatchObject({ data: { hubOnly: 'here' } });
  // Half a file is no reason to refuse what was registered before.
  writeFileSync(join(folder, 'two.json'), '{"two":');
  const failed = () => gateway.count('gateway_trusted_documents_reads_total');
  await expect
    .poll(failed)
    .toContainEqual(expect.objectContaining({ labels: { result: 'failed' }, value: 1 }));
  expect(await ask('two')).toMatchObject({ data: { hubOnly: 'here' } });
  writeFileSync(join(folder, 'two.json'), '{}');
  await expect.poll(async () => (await ask('two')).code).toBe('DOCUMENT_NOT_REGISTERED');
});

describe('trusted documents of a registry', () => {
  const copy = join(directory, 'copies', 'registered.json');
  /** What clients registered; `undefined` while the registry does not answer. */
  let documents: Record<string, string> | undefined = {};
  const registry = {
    lastGoodCopy: copy,
    client: {
      async documents({ unless }: { unless?: string | undefined } = {}) {
        if (!documents) throw new Error('no answer');
        const digest = sha256(JSON.stringify(documents));
        const listed = Object.entries(documents).map(([id, document]) => ({ id, document }));
        return digest === unless ? undefined : { digest, documents: listed };
      },
    },
  };
  const start = (more: object = {}) =>
    startTestGateway({
      supergraphSdl,
      trustedDocuments: { mode: 'enforce', registry, interval: 10, ...more },
    } as TestOptions);
  const ask = (gateway: TestGateway, documentId: string) =>
    post(gateway.url, { documentId, variables: { id: '1' } });
  const refused = { code: 'DOCUMENT_NOT_REGISTERED' };

  test('are followed, those of files beside them', async () => {
    documents = {};
    await using gateway = await start({ path: fileOf({ infile: query }) });
    expect(await ask(gateway, 'infile')).toMatchObject({ data: { person: { name: 'Person 1' } } });
    expect(await ask(gateway, 'two')).toMatchObject(refused);
    documents = { two: other };
    await expect.poll(() => ask(gateway, 'two')).toMatchObject({ data: { hubOnly: 'here' } });
    expect(await ask(gateway, 'infile')).toMatchObject({ status: 200 });
    documents = { three: other };
    await expect.poll(() => ask(gateway, 'two')).toMatchObject(refused);
  });

  test('hold while the registry is away, and those of the last good copy at a start', async () => {
    documents = { two: other };
    {
      await using gateway = await start();
      expect(await ask(gateway, 'two')).toMatchObject({ status: 200 });
      documents = undefined;
      await expect
        .poll(() => gateway.count('gateway_trusted_documents_reads_total'))
        .toContainEqual(expect.objectContaining({ labels: { result: 'failed' }, value: 1 }));
      expect(await ask(gateway, 'two')).toMatchObject({ status: 200 });
    }
    await using again = await start();
    expect(await ask(again, 'two')).toMatchObject({ data: { hubOnly: 'here' } });
    documents = { three: query };
    await expect.poll(() => ask(again, 'three')).toMatchObject({ data: { person: { name: 'Person 1' } } });
    expect(await ask(again, 'two')).toMatchObject(refused);
  });

  test.each(['sha256:', 'SHA256:'])(
    'are answered by their hash where their id has the prefix %s',
    async (prefix) => {
      const [inFile, ofRegistry] = [sha256(query), sha256(other)];
      documents = { [prefix + ofRegistry]: other };
      await using gateway = await start({ path: fileOf({ [prefix + inFile]: query }) });
      for (const hash of [inFile, ofRegistry]) {
        expect(await ask(gateway, hash)).toMatchObject({ status: 200 });
        expect(await ask(gateway, `sha256:${hash}`)).toMatchObject({ status: 200 });
        const extensions = persistedQuery(hash);
        expect(await post(gateway.url, { extensions, variables: { id: '1' } })).toMatchObject({
          status: 200,
        });
      }
    },
  );

  test('are in the last good copy whatever their ids are', async () => {
    documents = { format: other, version: query };
    await (await start()).gateway.stop();
    documents = undefined;
    await using again = await start();
    for (const id of ['format', 'version']) expect(await ask(again, id)).toMatchObject({ status: 200 });
  });

  test('are none at a start without registry and copy, until it answers', async () => {
    documents = undefined;
    rmSync(copy, { force: true });
    await using gateway = await start();
    expect(await ask(gateway, 'two')).toMatchObject(refused);
    documents = { two: other };
    await expect.poll(() => ask(gateway, 'two')).toMatchObject({ status: 200 });
  });
});

test('logged: what is not registered is answered, and told of once, with its client', async () => {
  const logged: Record<string, unknown>[] = [];
  const logger = createLogger('warn');
  logger.warn = ((line: Record<string, unknown>) => void logged.push(line)) as typeof logger.warn;
  await using gateway = await trusting('log', fileOf(apolloManifest), { logger });
  const headers = { 'apollographql-client-name': 'caseload' };
  for (let time = 0; time < 3; time += 1) {
    const answer = await post(gateway.url, { query: other, operationName: 'Other' }, headers);
    expect(answer).toMatchObject({ status: 200, data: { hubOnly: 'here' } });
  }
  await post(gateway.url, { query, variables: { id: '1' } });
  expect(logged).toMatchObject([{ client: 'caseload', operationName: 'Other' }]);
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /holds no registered documents/],
  ['a list', [], /must be an Apollo persisted-query manifest/],
  ['a manifest of another version', { ...apolloManifest, version: 2 }, /must be an Apollo/],
  ['a text that is no document', { id: '{' }, /'id' is not GraphQL/],
  ['no text', { id: 7 }, /must be an Apollo/],
  ['a hash of another document', { [sha256(other)]: query }, /looks like a SHA-256/],
])('a gateway does not start with %s', async (_, content, message) => {
  const refused = trusting('enforce', fileOf(content));
  await expect(refused).rejects.toThrow(OperatorError);
  await expect(refused).rejects.toThrow(message);
});

test('a gateway does not start without its file', async () => {
  await expect(trusting('log', join(directory, 'absent.json'))).rejects.toThrow(/absent\.json/);
});
