import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWebSocketClient } from 'graphql-ws';
import { beforeAll, describe, expect, test } from 'vitest';
import { bearer, withCallers } from './support/callers.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { eventually } from './support/eventually.ts';
import type { TestGateway } from './support/gateway-client.ts';
import { type LiveTown, openLiveTown } from './support/live-town.ts';
import { openConnections } from './support/open-connections.ts';

const opened = closedAfterAll();
const judge = { ...bearer('judge'), 'throughgate-purpose': 'supervision' };
const query = 'subscription Watch($number: ID!) { caseChanged(number: $number) { __typename number title } }';

let town: LiveTown;
let gateway: TestGateway;
beforeAll(async () => {
  town = opened.use(await openLiveTown());
  gateway = opened.use(await town.gateway({ ...withCallers, corsOrigins: ['https://desk.example'] }));
});

/** Titles that a client receives, one for each change that is made once the one before has come. */
async function titles(
  number: string,
  subscribe: (onTitle: (title: unknown) => void) => () => void,
): Promise<unknown[]> {
  await town.retitle(number, 'first');
  const received: unknown[] = [];
  const end = subscribe((title) => void (received.includes(title) || received.push(title)));
  await eventually(() => received).toEqual(['first']);
  await town.retitle(number, 'second');
  await eventually(() => received).toEqual(['first', 'second']);
  await town.retitle(number, 'third');
  await eventually(() => received).toEqual(['first', 'second', 'third']);
  end();
  await eventually(async () => {
    const [subscribers] = (await gateway.count('gateway_live_subscribers')) as { value: number }[];
    return subscribers?.value;
  }).toBe(0);
  return received;
}

/** What graphql-sse and graphql-ws tell of what they receive. */
function told(onTitle: (title: unknown) => void) {
  return {
    next: ({ data }: { data?: { caseChanged: { title: string } } | null }) =>
      onTitle(data?.caseChanged.title),
    error: () => undefined,
    complete: () => undefined,
  };
}

describe('a client subscribes by the way that its library has', () => {
  test('graphql-sse', async () => {
    const client = createSseClient({ url: gateway.url, headers: judge });
    await titles('SSE', (onTitle) =>
      client.subscribe<{ caseChanged: { title: string } }>(
        { query, variables: { number: 'SSE' } },
        told(onTitle),
      ),
    );
    client.dispose();
  });

  test('graphql-ws, with a token in the first message', async () => {
    const client = createWebSocketClient({ url: gateway.url.replace('http', 'ws'), connectionParams: judge });
    await titles('WS', (onTitle) =>
      client.subscribe<{ caseChanged: { title: string } }>(
        { query, variables: { number: 'WS' } },
        told(onTitle),
      ),
    );
    await client.dispose();
  });

  test('Apollo Client, over multipart', async () => {
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: new HttpLink({ uri: gateway.url, headers: judge }),
    });
    await titles('AC', (onTitle) => {
      const subscription = client
        .subscribe<{ caseChanged: { title: string } }>({ query: gql(query), variables: { number: 'AC' } })
        .subscribe(({ data }) => onTitle(data?.caseChanged.title));
      return () => subscription.unsubscribe();
    });
    client.stop();
  });

  test('urql, through a client of the protocol', async () => {
    const events = createSseClient({ url: gateway.url, headers: judge });
    const client = new Client({
      url: gateway.url,
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: ({ query: asked = '', variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: events.subscribe(
                { query: asked, variables: variables as Record<string, unknown> },
                sink as Parameters<typeof events.subscribe>[1],
              ),
            }),
          }),
        }),
      ],
    });
    await titles('URQL', (onTitle) => {
      const subscription = client
        .subscription<{ caseChanged: { title: string } }>(query, { number: 'URQL' })
        .subscribe(({ data }) => onTitle(data?.caseChanged.title));
      return () => subscription.unsubscribe();
    });
    events.dispose();
  });
});

describe('over a WebSocket', () => {
  const socket = () => gateway.url.replace('http', 'ws');
  const closed = async (connectionParams: Record<string, unknown>) => {
    const client = createWebSocketClient({ url: socket(), connectionParams, retryAttempts: 0 });
    const gone = Promise.withResolvers<{ code: number; reason: string }>();
    client.on('closed', (event) => gone.resolve(event as { code: number; reason: string }));
    client.subscribe({ query: '{ cases { number } }' }, { next() {}, error() {}, complete() {} });
    const { code, reason } = await gone.promise;
    return `${code} ${reason.split(':')[0]}`;
  };

  test('nobody asks without a good token', async () => {
    expect(await closed({})).toBe('4401 UNAUTHENTICATED');
    expect(await closed({ authorization: 'nonsense' })).toBe('4401 UNAUTHENTICATED');
    expect(await closed({ ...judge, 'throughgate-purpose': 'curiosity' })).toBe('4403 PURPOSE_NOT_GRANTED');
    expect(await closed({ authorization: 7 })).toBe('4400 BAD_REQUEST');
  });

  test('queries are answered, errors have their codes, and what is not valid is told before', async () => {
    const client = createWebSocketClient({ url: socket(), connectionParams: judge });
    const results = async (asked: string) => {
      const all: unknown[] = [];
      try {
        for await (const result of client.iterate({ query: asked })) all.push(result);
      } catch (error) {
        all.push(error);
      }
      return all;
    };
    expect(await results('{ cases { number } }')).toMatchObject([
      { data: { cases: [{ number: 'C1' }, {}, {}, {}, {}] } },
    ]);
    expect(await results('{ nothing }')).toMatchObject([
      [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    ]);
    expect(await results('subscription { caseChanged(number: "C1", after: "x") { title } }')).toMatchObject([
      [{ extensions: { code: 'CURSOR_INVALID' } }],
    ]);
    await client.dispose();
  });

  test('pages of other origins are refused, programs and pages that are listed are not', async () => {
    expect(await upgraded()).toBe(101);
    expect(await upgraded('https://desk.example')).toBe(101);
    expect(await upgraded(new URL(gateway.url).origin)).toBe(101);
    expect(await upgraded('https://elsewhere.example')).toBe(403);
  });

  test('a connection that goes over to nothing is one like any other: answered, and free again', async () => {
    const connections = () => openConnections(gateway.gateway.service.app);
    const before = await connections();
    // Elsewhere than where WebSockets are, and where one was refused.
    expect(await upgraded(undefined, '/health/live')).toBe(200);
    expect(await upgraded(undefined, '/nothing')).toBe(404);
    expect(await upgraded('https://elsewhere.example')).toBe(403);
    // As curl --http2 and Java's client begin.
    const { body } = await sendOffering('h2c', JSON.stringify({ query: '{ cases { number } }' }));
    expect(JSON.parse(body)).toMatchObject({ data: { cases: [{ number: 'C1' }, {}, {}, {}, {}] } });
    await eventually(connections).toBe(before);
  });

  /** The status with which a WebSocket is answered that a page of an origin opens. */
  function upgraded(origin?: string, path = '/graphql'): Promise<number | undefined> {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      'sec-websocket-protocol': 'graphql-transport-ws',
      ...(origin ? { origin } : {}),
    };
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const asked = request(new URL(path, gateway.url), { headers, agent: false });
    asked.on('upgrade', (response, upgradedSocket) => {
      upgradedSocket.destroy();
      resolve(response.statusCode);
    });
    asked.on('response', (response) => {
      response.resume().on('end', () => asked.destroy());
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
    return promise;
  }

  /** Asks, and offers another protocol for the time after. */
  function sendOffering(protocol: string, body: string): Promise<{ readonly body: string }> {
    const headers = {
      ...judge,
      'content-type': 'application/json',
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: protocol,
    };
    const { promise, resolve, reject } = Promise.withResolvers<{ readonly body: string }>();
    const asked = request(gateway.url, { method: 'POST', headers, agent: false });
    asked.on('response', (response) => text(response).then((answer) => resolve({ body: answer }), reject));
    asked.on('error', reject);
    asked.end(body);
    return promise;
  }
});
