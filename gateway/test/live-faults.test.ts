import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createClient } from 'graphql-ws';
import { beforeAll, describe, expect, test } from 'vitest';
import { bearer, withCallers } from './support/callers.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { type EventStream, streamOf } from './support/event-stream.ts';
import { eventually } from './support/eventually.ts';
import type { TestGateway } from './support/gateway-client.ts';
import { type LiveTown, openLiveTown } from './support/live-town.ts';
import { openConnections } from './support/open-connections.ts';

// Subscribers who do not read, and those who may not any more.

const opened = closedAfterAll();
const judge = { ...bearer('judge'), 'throughgate-purpose': 'supervision' };
const watching = (number: string) => `subscription { caseChanged(number: "${number}") { title } }`;

let town: LiveTown;
beforeAll(async () => {
  town = opened.use(await openLiveTown());
});

async function ended(gateway: TestGateway): Promise<Record<string, number>> {
  const found = (await gateway.count('gateway_live_ended_total')) as {
    labels: { why: string };
    value: number;
  }[];
  return Object.fromEntries(found.map(({ labels, value }) => [labels.why, value]));
}

describe('a client that subscribes and stops reading', () => {
  test.each([
    [
      'server-sent events',
      (url: URL, query: string) => posted(url, query, 'text/event-stream'),
      /\r\n0\r\n\r\n$/,
    ],
    [
      'multipart',
      (url: URL, query: string) => posted(url, query, 'multipart/mixed;subscriptionSpec=1.0'),
      /--\r\n\r\n0\r\n\r\n$/,
    ],
    ['a WebSocket', overWebSocket, /"type":"complete"/],
  ])('over %s is told so and let go, and the others are served', async (form, open, end) => {
    await using gateway = await town.gateway(withCallers, { buffer: 2, pace: 0 });
    const number = `unread ${form}`;
    await town.retitle(number, 'x');
    const idle = await open(new URL(gateway.url), watching(number));
    await using reading = await streamOf(gateway.url, watching(number), {}, judge);
    await reading.result();
    const large = 'x'.repeat(900_000);
    for (let turn = 0; turn < 200 && (await ended(gateway))['slow'] !== 1; turn += 1) {
      await town.retitle(number, `${turn} ${large}`);
      await untilTitle(reading, `${turn} ${large}`);
    }
    expect(await ended(gateway)).toEqual({ slow: 1 });
    expect(await gateway.count('gateway_live_subscribers')).toMatchObject([{ value: 1 }]);
    // Once it reads again it finds what it had been sent by then, and why it was sent no more.
    const text = await lastOf(idle, end);
    expect(text).toContain('"SUBSCRIPTION_TOO_SLOW"');
    await town.retitle(number, 'afterwards');
    await untilTitle(reading, 'afterwards');
  });

  test('for ever is cut off, over whatever it came', async () => {
    const streaming = { heartbeat: 100, patience: 200 };
    await using gateway = await town.gateway({ ...withCallers, streaming }, { buffer: 2, pace: 0 });
    await town.retitle('for ever', 'x');
    const url = new URL(gateway.url);
    const idle = await Promise.all([
      posted(url, watching('for ever'), 'text/event-stream'),
      posted(url, watching('for ever'), 'multipart/mixed;subscriptionSpec=1.0'),
      overWebSocket(url, watching('for ever')),
    ]);
    await eventually(() => openConnections(gateway.gateway.service.app)).toBe(3);
    const large = 'x'.repeat(900_000);
    for (let turn = 0; turn < 200 && (await openConnections(gateway.gateway.service.app)) > 0; turn += 1) {
      await town.retitle('for ever', `${turn} ${large}`);
    }
    await eventually(() => openConnections(gateway.gateway.service.app)).toBe(0);
    expect(await gateway.count('gateway_live_subscribers')).toMatchObject([{ value: 0 }]);
    for (const socket of idle) socket.destroy();
  });
});

test('a token that expires while its bearer is subscribed ends that subscription, and no other', async () => {
  const lasting = withCallers.identity.verifier;
  const expiresAt = Date.now() + 1_500;
  const identities = new Map<string, Awaited<ReturnType<typeof lasting.verify>>>();
  const verifier: typeof lasting = {
    ...lasting,
    async verify(token) {
      const identity = await lasting.verify(token);
      if (!identity.scopes.includes('brief')) return identity;
      const known = identities.get(token) ?? { ...identity, id: 'brief', scopes: ['judge'], expiresAt };
      identities.set(token, known);
      return known;
    },
  };
  await using gateway = await town.gateway({ identity: { verifier } });
  await town.retitle('expiring', 'before');
  const brief = { ...bearer('judge', 'brief'), 'throughgate-purpose': 'supervision' };
  await using lasts = await streamOf(gateway.url, watching('expiring'), {}, judge);
  await using expires = await streamOf(gateway.url, watching('expiring'), {}, brief);
  const client = createClient({
    url: gateway.url.replace('http', 'ws'),
    connectionParams: brief,
    retryAttempts: 0,
  });
  const socket = client.iterate({ query: watching('expiring') });
  const first = { data: { caseChanged: { title: 'before' } } };
  expect([await lasts.result(), await expires.result(), (await socket.next()).value]).toMatchObject([
    first,
    first,
    first,
  ]);
  // Those two who may have the same share an execution; the one whose token lasts goes on with it.
  expect(await gateway.count('gateway_live_operations')).toMatchObject([{ value: 1 }]);
  const refused = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] };
  expect(await untilErrors(expires.result)).toMatchObject(refused);
  expect(await expires.next()).toEqual({ event: 'complete' });
  expect(await untilErrors(async () => (await socket.next()).value)).toMatchObject(refused);
  expect((await socket.next()).done).toBe(true);
  expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);
  await town.retitle('expiring', 'after');
  await untilTitle(lasts, 'after');
  expect(await ended(gateway)).toEqual({ token: 2 });
  await client.dispose();
});

/** Reads on until a result has this title: an event that comes late is told once more. Raises where the stream ends before. */
async function untilTitle(stream: EventStream, title: string): Promise<void> {
  for (;;) {
    const { data } = await stream.result();
    if ((data?.['caseChanged'] as { title?: string } | undefined)?.title === title) return;
  }
}

/** The first result with errors. */
async function untilErrors<Result extends { readonly errors?: unknown } | undefined>(
  next: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const result = await next();
    if (!result || result.errors) return result;
  }
}

/** Subscribes over HTTP, waits for the first bytes, and reads no more. */
async function posted(url: URL, query: string, accept: string): Promise<Socket> {
  const body = JSON.stringify({ query });
  return unread(
    url,
    `POST /graphql HTTP/1.1\r\nhost: ${url.host}\r\naccept: ${accept}\r\n${headerLines()}` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Subscribes over a WebSocket, waits for its acknowledgement, and reads no more. */
async function overWebSocket(url: URL, query: string): Promise<Socket> {
  const socket = await unread(
    url,
    `GET /graphql HTTP/1.1\r\nhost: ${url.host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n${headerLines()}` +
      `sec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\n` +
      'sec-websocket-protocol: graphql-transport-ws\r\n\r\n',
  );
  socket.write(frame({ type: 'connection_init' }));
  socket.resume();
  const [acknowledged] = (await once(socket, 'data')) as [Buffer];
  socket.pause();
  expect(acknowledged.toString()).toContain('connection_ack');
  socket.write(frame({ type: 'subscribe', id: '1', payload: { query } }));
  return socket;
}

function headerLines(): string {
  return Object.entries(judge)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

async function unread(url: URL, head: string): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(head);
  await once(socket, 'data');
  return socket.pause();
}

/** A message of a client: one frame of text, masked as RFC 6455 section 5.3 has it. */
function frame(message: object): Buffer {
  const payload = Buffer.from(JSON.stringify(message));
  if (payload.length > 125) throw new Error('a frame of that length has another head');
  const mask = randomBytes(4);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked]);
}

/** Reads on until this has come, and gives the last of it. */
async function lastOf(socket: Socket, end: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('latin1')).slice(-1_000);
    if (end.test(text)) resolve(text);
  });
  socket.once('close', () => reject(new Error(`closed before it was told: ${text}`)));
  socket.resume();
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}
