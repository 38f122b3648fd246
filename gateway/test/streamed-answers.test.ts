import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { type FastifyInstance, fastify } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { createClient } from 'graphql-sse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SubscriptionResult } from '../src/features/graphql-result.ts';
import { acceptedTypes } from '../src/http/accepted-types.ts';
import {
  type AnswerStreams,
  createAnswerStreams,
  type StreamingOptions,
} from '../src/http/answer-streams.ts';
import { createWriteAnswer } from '../src/http/write-answer.ts';
import type { AnsweredPart, OperationAnswer } from '../src/serving/operation-answer.ts';
import { openConnections } from './support/open-connections.ts';

// The forms in which answers leave the gateway, with answers that the test makes up.

/** Results that a test hands out one by one. */
function source<Value>() {
  const waiting: PromiseWithResolvers<IteratorResult<Value>>[] = [];
  const given: Promise<IteratorResult<Value>>[] = [];
  const returned = Promise.withResolvers<void>();
  let pulled = 0;
  const settle = (result: Promise<IteratorResult<Value>>) => {
    const next = waiting.shift();
    if (next) next.resolve(result);
    else given.push(result);
  };
  const iterator: AsyncIterator<Value> = {
    next() {
      pulled += 1;
      const known = given.shift();
      if (known) return known;
      const next = Promise.withResolvers<IteratorResult<Value>>();
      waiting.push(next);
      return next.promise;
    },
    async return() {
      returned.resolve();
      for (const next of waiting.splice(0)) next.resolve({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
  };
  return {
    iterator,
    returned: returned.promise,
    pulled: () => pulled,
    give: (value: Value) => settle(Promise.resolve({ done: false, value })),
    end: () => settle(Promise.resolve({ done: true, value: undefined })),
    fail(error: Error) {
      const rejected = Promise.reject(error);
      // Until it is asked for, nobody handles it.
      rejected.catch(() => {});
      settle(rejected);
    },
  };
}

let app: FastifyInstance;
let streams: AnswerStreams;
let url: string;
let answer: OperationAnswer;
const written: (Promise<void> | undefined)[] = [];

async function serve(options: StreamingOptions = {}) {
  streams = createAnswerStreams(options);
  const write = createWriteAnswer(streams);
  app = fastify();
  app.all('/graphql', async (request, reply) => {
    reply.header('x-request-id', 'r1');
    written.push(write(answer, request, reply));
    return reply;
  });
  url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
}

beforeEach(async () => {
  written.length = 0;
  await serve();
});
afterEach(async () => {
  app.server.closeAllConnections();
  await app.close();
});

const post = (accept: string) =>
  fetch(url, { method: 'POST', headers: { accept, 'content-type': 'application/json' }, body: '{}' });

const rest: AnsweredPart = { path: ['person'], label: 'rest', data: { job: 'welder' } };
const refused: GraphQLFormattedError = {
  message: 'No.',
  path: ['person', 'cell'],
  extensions: { code: 'NO' },
};
const failed: AnsweredPart = { path: ['person'], label: 'cell', data: null, errors: [refused] };

function deferred(...batches: (readonly AnsweredPart[])[]) {
  const parts = source<readonly AnsweredPart[]>();
  for (const batch of batches) parts.give(batch);
  const initial = { data: { person: { name: 'Ann' } } };
  const pending = [{ path: ['person'], label: 'rest' }];
  answer = { kind: 'deferred', initial, pending, parts: parts.iterator };
  return parts;
}

function subscribed() {
  const results = source<SubscriptionResult>();
  answer = { kind: 'subscription', results: results.iterator };
  return results;
}

const tick = (n: number, cursor?: string): SubscriptionResult => ({ result: { data: { tick: n } }, cursor });

describe('an answer in parts', () => {
  test('as deferSpec=20220824', async () => {
    deferred([rest], [failed]).end();
    const response = await post('multipart/mixed;deferSpec=20220824, application/json');
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    expect(response.headers.get('x-request-id')).toBe('r1');
    expect(partsOf(await response.text(), '---')).toEqual([
      { data: { person: { name: 'Ann' } }, hasNext: true },
      { incremental: [{ path: ['person'], label: 'rest', data: { job: 'welder' } }], hasNext: true },
      { incremental: [{ path: ['person'], label: 'cell', data: null, errors: [refused] }], hasNext: true },
      { hasNext: false },
    ]);
  });

  test('as incrementalSpec=v0.2', async () => {
    deferred([rest, failed]).end();
    const response = await post('multipart/mixed;incrementalSpec=v0.2, application/json');
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"; incrementalSpec=v0.2');
    expect(partsOf(await response.text(), '---')).toEqual([
      {
        data: { person: { name: 'Ann' } },
        pending: [{ id: '0', path: ['person'], label: 'rest' }],
        hasNext: true,
      },
      {
        pending: [{ id: '1', path: ['person'], label: 'cell' }],
        incremental: [{ id: '0', data: { job: 'welder' } }],
        completed: [{ id: '0' }, { id: '1', errors: [refused] }],
        hasNext: true,
      },
      { hasNext: false },
    ]);
  });

  test.each([
    ['Defer20220824Handler', { incrementalHandler: new Defer20220824Handler() }],
    ['GraphQL17Alpha9Handler', { incrementalHandler: new GraphQL17Alpha9Handler() }],
  ] as const)(
    "is read by Apollo Client's %s, the first part before the second is there",
    async (_, incremental) => {
      const parts = deferred();
      const client = new ApolloClient({
        link: new HttpLink({ uri: url }),
        cache: new InMemoryCache(),
        ...(incremental as Pick<ApolloClient.Options, 'incrementalHandler'>),
      });
      const query = gql`query { person { name ... @defer(label: "rest") { job } } }`;
      const seen: unknown[] = [];
      const done = Promise.withResolvers<void>();
      client.watchQuery({ query, fetchPolicy: 'no-cache' }).subscribe(({ data, dataState }) => {
        if (data === undefined) return;
        seen.push(structuredClone(data));
        if (seen.length === 1) {
          parts.give([rest]);
          parts.end();
        }
        if (dataState === 'complete') done.resolve();
      });
      await done.promise;
      client.stop();
      expect(seen[0]).toEqual({ person: { name: 'Ann' } });
      expect(seen.at(-1)).toEqual({ person: { name: 'Ann', job: 'welder' } });
    },
  );

  test('ends what is still to be fetched when the client goes', async () => {
    const parts = deferred();
    const aborted = new AbortController();
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'multipart/mixed;deferSpec=20220824', 'content-type': 'application/json' },
      body: '{}',
      signal: aborted.signal,
    });
    await response.body?.getReader().read();
    aborted.abort();
    await parts.returned;
    await written[0];
  });

  test('that fails in the middle ends with a masked error', async () => {
    deferred().fail(new Error('secret of the inside'));
    const text = await (await post('multipart/mixed')).text();
    expect(text).not.toContain('secret');
    expect(partsOf(text, '---').at(-1)).toMatchObject({
      errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      hasNext: false,
    });
  });
});

describe('a subscription', () => {
  test('over SSE: next with the cursor as id, and complete', async () => {
    const results = subscribed();
    results.give(tick(1, 'c1'));
    results.give({ result: {}, text: '{"data":{"tick":2}}' });
    results.end();
    const response = await post('text/event-stream');
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toBe(
      ':\n\nevent: next\nid: c1\ndata: {"data":{"tick":1}}\n\n' +
        'event: next\ndata: {"data":{"tick":2}}\n\nevent: complete\ndata:\n\n',
    );
  });

  test('is read by graphql-sse', async () => {
    const results = subscribed();
    const client = createClient({ url, retryAttempts: 0 });
    const iterator = client.iterate({ query: 'subscription { tick }' });
    results.give(tick(1));
    expect((await iterator.next()).value).toEqual({ data: { tick: 1 } });
    results.give(tick(2));
    expect((await iterator.next()).value).toEqual({ data: { tick: 2 } });
    results.end();
    expect((await iterator.next()).done).toBe(true);
    client.dispose();
  });

  test('is read by Apollo Client over multipart, with signs of life between', async () => {
    await app.close();
    await serve({ heartbeat: 10 });
    const results = subscribed();
    const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache() });
    const seen: unknown[] = [];
    const done = Promise.withResolvers<void>();
    client.subscribe({ query: gql`subscription { tick }` }).subscribe({
      next({ data }) {
        seen.push(data);
        if (seen.length === 1) results.give(tick(2));
        else results.end();
      },
      complete: done.resolve,
    });
    results.give(tick(1));
    await done.promise;
    client.stop();
    expect(seen).toEqual([{ tick: 1 }, { tick: 2 }]);
  });

  test('gets signs of life while nothing happens', async () => {
    await app.close();
    await serve({ heartbeat: 5 });
    for (const [accept, sign] of [
      ['text/event-stream', ':\n\n'],
      ['multipart/mixed;subscriptionSpec=1.0', 'content-type: application/json\r\n\r\n{}\r\n--graphql'],
    ] as const) {
      const results = subscribed();
      const reader = (await post(accept)).body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (text.split(sign).length < 4) text += (await reader?.read())?.value ?? '';
      results.end();
      await reader?.cancel();
    }
  });

  test('is told when the client goes', async () => {
    const results = subscribed();
    const client = createClient({ url, retryAttempts: 0 });
    const iterator = client.iterate({ query: 'subscription { tick }' });
    results.give(tick(1));
    await iterator.next();
    await iterator.return?.();
    await results.returned;
    await written[0];
    client.dispose();
  });

  test.each([
    ['text/event-stream', /event: next\ndata: ({.*INTERRUPTED.*})\n\nevent: complete\ndata:\n\n$/],
    ['multipart/mixed;subscriptionSpec=1.0', /({"payload":null,.*INTERRUPTED.*})\r\n--graphql--\r\n$/],
  ])('%s ends with a code when the gateway stops', async (accept, end) => {
    const results = subscribed();
    const response = await post(accept);
    streams.stop();
    const [, error] = end.exec(await response.text()) ?? [];
    expect(JSON.parse(error ?? '{}')).toMatchObject({
      errors: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
    });
    await results.returned;
  });

  test('that fails ends with a masked error', async () => {
    subscribed().fail(new Error('secret of the inside'));
    const text = await (await post('text/event-stream')).text();
    expect(text).toMatch(/event: next\ndata: {"errors":.*INTERNAL_SERVER_ERROR.*\n\nevent: complete/);
    expect(text).not.toContain('secret');
  });

  describe('that many are sent', () => {
    const request = (version: string, more = '') =>
      `POST /graphql HTTP/${version}\r\nhost: x\r\naccept: text/event-stream\r\n${more}content-length: 0\r\n\r\n`;
    const event = (n: number) => `event: next\ndata: {"data":{"tick":${n}}}\n\n`;
    const last = 'event: complete\ndata:\n\n';
    const chunks = (...texts: string[]) =>
      [...texts, ''].map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join('');

    test('goes out in chunks', async () => {
      const results = subscribed();
      const socket = await open(request('1.1', 'connection: close\r\n'));
      results.give(tick(1));
      results.give(tick(2));
      results.end();
      expect(bodiesOf(await readAll(socket))).toEqual([chunks(':\n\n', event(1), event(2), last)]);
    });

    test('goes out bare to a client of HTTP/1.0, which knows no chunks', async () => {
      const results = subscribed();
      const socket = await open(request('1.0'));
      results.give(tick(1));
      results.end();
      expect(bodiesOf(await readAll(socket))).toEqual([`:\n\n${event(1)}${last}`]);
    });

    test('waits for its turn where a client asked for something else before, over the same connection', async () => {
      const first = subscribed();
      const socket = await open(request('1.1'));
      await expect.poll(() => written.length).toBe(1);
      const second = subscribed();
      socket.write(request('1.1', 'connection: close\r\n'));
      await expect.poll(() => written.length).toBe(2);
      second.give(tick(3));
      first.give(tick(1));
      await expect.poll(() => [first.pulled(), second.pulled()]).toEqual([2, 2]);
      second.give(tick(4));
      first.give(tick(2));
      second.end();
      first.end();
      expect(bodiesOf(await readAll(socket))).toEqual([
        chunks(':\n\n', event(1), event(2), last),
        chunks(':\n\n', event(3), event(4), last),
      ]);
    });
  });

  test('of a client that stops reading is told, dropped, and keeps little in memory', async () => {
    const { results, socket } = await leftUnread(1000);
    // What the two sockets buffer, and one result.
    expect(results.pulled()).toBeLessThan(100);
    expect(await readToEnd(socket)).toContain('SUBSCRIPTION_TOO_SLOW');
  });

  test('of a client that never reads again is cut off', async () => {
    const { socket } = await leftUnread(50);
    await expect.poll(() => openConnections(app)).toBe(0);
    socket.destroy();
  });
});

describe('an answer in one piece', () => {
  test('is an event for a client that takes nothing else', async () => {
    answer = { kind: 'single', status: 400, result: { errors: [refused] } };
    const response = await post('text/event-stream');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(
      `:\n\nevent: next\ndata: ${JSON.stringify({ errors: [refused] })}\n\nevent: complete\ndata:\n\n`,
    );
  });

  test('is JSON for one that would also take a stream', async () => {
    answer = { kind: 'single', status: 400, result: { errors: [refused] } };
    const response = await post(
      'text/event-stream;q=0.5, multipart/mixed, application/graphql-response+json',
    );
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/graphql-response+json; charset=utf-8',
    ]);
  });
});

test.each([
  [undefined, undefined, undefined],
  ['*/*', undefined, undefined],
  ['application/json', undefined, undefined],
  ['multipart/*', undefined, undefined],
  ['text/event-stream', undefined, 'events'],
  ['text/event-stream;q=0', undefined, undefined],
  ['multipart/mixed', 'deferSpec=20220824', 'multipart'],
  ['multipart/mixed;deferSpec=20220824,application/graphql-response+json', 'deferSpec=20220824', undefined],
  ['Multipart/Mixed; DEFERSPEC="20220824"', 'deferSpec=20220824', undefined],
  ['multipart/mixed;incrementalSpec=v0.2', 'incrementalSpec=v0.2', undefined],
  ['multipart/mixed;incrementalSpec=v9', undefined, undefined],
  [
    'multipart/mixed;deferSpec=20220824;q=0.2,multipart/mixed;incrementalSpec=v0.2',
    'incrementalSpec=v0.2',
    undefined,
  ],
  ['multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json', undefined, 'multipart'],
  ['text/event-stream, multipart/mixed', 'deferSpec=20220824', 'events'],
  [
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    'deferSpec=20220824',
    'events',
  ],
])('accept: %s', (accept, deferredAs, subscriptionAs) => {
  const { deferred, subscription, answers, nothing } = acceptedTypes(accept);
  expect([deferred, subscription, nothing]).toEqual([
    deferredAs,
    subscriptionAs,
    accept?.includes('json') ? false : expect.any(Boolean),
  ]);
  expect(answers).toEqual({
    deferred: deferredAs !== undefined,
    subscription: subscriptionAs !== undefined,
  });
});

/** The JSON of each part of a multipart answer, which must end as it should. */
function partsOf(text: string, boundary: string): unknown[] {
  const [before, ...parts] = text.split(`\r\n${boundary}`);
  expect([before, parts.pop()]).toEqual(['', '--\r\n']);
  return parts.map((part) => JSON.parse(part.slice(part.indexOf('\r\n\r\n'))));
}

/** A subscription with far more to send than its client, which does not read, lets through; once it was ended. */
async function leftUnread(patience: number) {
  await app.close();
  await serve({ patience });
  const results = subscribed();
  const payload: SubscriptionResult = { result: {}, text: JSON.stringify('x'.repeat(256 * 1024)) };
  for (let n = 0; n < 1000; n += 1) results.give(payload);
  const socket = await openAndStopReading();
  await results.returned;
  return { results, socket };
}

async function openAndStopReading(): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-length: 0\r\n\r\n');
  return socket;
}

async function open(text: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  return text;
}

/** What stands behind the heads of answers. */
function bodiesOf(text: string): string[] {
  return text
    .split(/HTTP\/1\.\d 200 OK\r\n/)
    .slice(1)
    .map((answer) => answer.slice(answer.indexOf('\r\n\r\n') + 4));
}

async function readToEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-2000);
    if (text.includes('event: complete')) socket.end();
  });
  socket.resume();
  await once(socket, 'close');
  return text;
}
