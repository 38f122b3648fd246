import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpClient, HttpClientOptions } from '../src/transport/http-client.ts';
import { AnswerParser } from '../src/transport/socket-client/answer-parser.ts';
import { createSocketClient } from '../src/transport/socket-client/socket-client.ts';
import { createUndiciClient } from '../src/transport/undici-client.ts';
import { type RawAnswer, serveRaw } from './support/raw-subgraph.ts';

/** What a client made of an answer. */
interface Read {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

type Create = (options: HttpClientOptions) => HttpClient;
type Ask = (body?: string, repeatable?: boolean, headers?: Record<string, string>) => Promise<Read>;

interface Asking extends AsyncDisposable {
  readonly client: HttpClient;
  readonly ask: Ask;
}

function clientOf(
  { url }: { readonly url: string },
  options: Partial<HttpClientOptions> = {},
  create: Create = createSocketClient,
): Asking {
  const client = create({
    subgraph: 'raw',
    url: new URL(url),
    timeout: 5_000,
    connections: 64,
    maxAnswerBytes: 1_000_000,
    ...options,
  });
  return {
    client,
    ask: (body = '{}', repeatable = false, headers = {}) =>
      client.post({ headers: () => headers, body, repeatable }, (answer) => ({
        status: answer.status,
        // undici leaves white space behind a value.
        contentType: answer.contentType.trim(),
        body: answer.body.toString(),
      })),
    [Symbol.asyncDispose]: () => client.destroy(),
  };
}

const typed = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const whole = `${typed}content-length: 11\r\n\r\n{"data":{}}`;
const chunked = `${typed}transfer-encoding: chunked\r\n\r\n4;name="a;b"\r\n{"da\r\n007\r\nta":{}}\r\n0\r\nx-sum: 1\r\n\r\n`;
const read = { status: 200, contentType: 'application/json', body: '{"data":{}}' };
const say =
  (bytes: string): RawAnswer =>
  (socket) =>
    void socket.write(bytes, 'latin1');
const sayAndEnd =
  (bytes: string): RawAnswer =>
  (socket) =>
    void socket.end(bytes, 'latin1');

describe('reads', () => {
  test.each<[string, RawAnswer, Partial<Read>]>([
    ['a body of a stated length', say(whole), read],
    ['chunks with extensions, leading zeros and trailers', say(chunked), read],
    ['a body that ends with the connection', sayAndEnd(`${typed}\r\n{"data":{}}`), read],
    ['HTTP/1.0', sayAndEnd(whole.replace('1.1', '1.0')), read],
    [
      'interim answers before the answer',
      say(`HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\nHTTP/1.1 100\r\n\r\n${whole}`),
      read,
    ],
    [
      'names in capitals, values between spaces',
      say('HTTP/1.1 200\r\nContent-TYPE:\t text/x \r\nCONTENT-LENGTH: 0 \r\n\r\n'),
      { contentType: 'text/x', body: '' },
    ],
    [
      '204, whatever it says of a length',
      say('HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n'),
      { status: 204, body: '' },
    ],
    ['304', say('HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n'), { status: 304, body: '' }],
    [
      'a redirect, which it does not follow',
      say('HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 2\r\n\r\nno'),
      { status: 302, body: 'no' },
    ],
  ])('%s', async (_, answer, expected) => {
    await using raw = await serveRaw(answer);
    await using asking = clientOf(raw);
    expect(await asking.ask()).toMatchObject(expected);
  });

  test('an answer that comes byte by byte', async () => {
    for (const text of [whole, chunked, `HTTP/1.1 100 Continue\r\n\r\n${whole}`]) {
      const parser = new AnswerParser(1_000);
      const answers = [...Buffer.from(text)].map((byte) => parser.read(Buffer.from([byte])));
      expect(answers.at(-1)).toMatchObject({ status: 200, keptAlive: true });
      expect(answers.at(-1)?.body.toString()).toBe('{"data":{}}');
      expect(answers.slice(0, -1).every((answer) => answer === undefined)).toBe(true);
    }
  });
});

describe('refuses with SUBGRAPH_BAD_RESPONSE', () => {
  const long = 'x'.repeat(70_000);
  test.each<[string, string, RegExp]>([
    [
      'both a length and chunks',
      `${typed}content-length: 11\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      /both content-length and transfer-encoding/,
    ],
    [
      'two lengths',
      `${typed}content-length: 11\r\ncontent-length: 11\r\n\r\n{"data":{}}`,
      /more than one content-length/,
    ],
    ['a list of lengths', `${typed}content-length: 11, 11\r\n\r\n{"data":{}}`, /no number/],
    ['a signed length', `${typed}content-length: +11\r\n\r\n{"data":{}}`, /no number/],
    [
      'another transfer encoding',
      `${typed}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      /other than chunked/,
    ],
    [
      'chunks twice',
      `${typed}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      /other than chunked/,
    ],
    [
      'chunks in HTTP/1.0',
      `${typed.replace('1.1', '1.0')}transfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      /HTTP\/1\.0/,
    ],
    ['lines that end with LF alone', whole.replaceAll('\r\n', '\n'), /without CR/],
    ['one line that ends with LF alone', whole.replace('json\r\n', 'json\n'), /malformed|without CR/],
    ['CR alone in a header', whole.replace('json\r\n', 'json\rx: y\r\n'), /malformed/],
    ['a folded header', whole.replace('json\r\n', 'json\r\n ; charset=utf-8\r\n'), /malformed/],
    ['white space before a colon', whole.replace('content-length:', 'content-length :'), /malformed/],
    ['a header without a name', whole.replace('content-type', ''), /malformed/],
    ['a NUL in a header', whole.replace('json', 'js\0n'), /malformed/],
    ['HTTP/2 by name', whole.replace('1.1', '2.0'), /malformed/],
    ['a status of two digits', whole.replace('200', '20'), /malformed/],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', /other than HTTP/],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n', /unasked/],
    ['64 KB of headers', `${typed}x-long: ${long}\r\n\r\n`, /more than 16384 bytes of headers/],
    ['headers without end', `${typed}x-long: ${long}`, /more than 16384 bytes of headers/],
    [
      'interim answers without end',
      'HTTP/1.1 103 Hints\r\n\r\n'.repeat(1_000),
      /more than 16384 bytes of headers/,
    ],
    [
      'a chunk size that is no number',
      `${typed}transfer-encoding: chunked\r\n\r\n0x4\r\n`,
      /malformed chunk size/,
    ],
    [
      'a chunk size that is missing',
      `${typed}transfer-encoding: chunked\r\n\r\n\r\n`,
      /malformed chunk size/,
    ],
    [
      'a chunk of 2^52 bytes',
      `${typed}transfer-encoding: chunked\r\n\r\n10000000000000\r\n`,
      /chunk that is too large/,
    ],
    ['a chunk that is longer than it says', chunked.replace('{"da', '{"data'), /malformed chunk/],
    ['chunks that end with LF alone', chunked.replace('{"da\r\n', '{"da\n'), /malformed chunk/],
    [
      'a chunk extension without end',
      `${typed}transfer-encoding: chunked\r\n\r\n4;${long}`,
      /extensions and trailers/,
    ],
    ['a trailer that is none', chunked.replace('x-sum: 1', 'x sum'), /malformed trailer/],
    [
      'trailers without end',
      `${typed}transfer-encoding: chunked\r\n\r\n0\r\nx: ${long}`,
      /extensions and trailers/,
    ],
    [
      'another answer behind it',
      `${whole}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`,
      /more bytes than it announced/,
    ],
    [
      'another answer behind chunks',
      `${chunked}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`,
      /more bytes than it announced/,
    ],
    [
      'a body behind 204',
      `HTTP/1.1 204 No Content\r\ncontent-length: 4\r\n\r\nevil`,
      /more bytes than it announced/,
    ],
    ['a length beyond the limit', `${typed}content-length: 1000001\r\n\r\n`, /more than 1000000 bytes/],
    [
      'chunks beyond the limit',
      `${typed}transfer-encoding: chunked\r\n\r\nf4241\r\n${'x'.repeat(1_000_001)}`,
      /more than 1000000 bytes/,
    ],
    ['a body that never ends', `${typed}\r\n${'x'.repeat(1_000_001)}`, /more than 1000000 bytes/],
  ])('%s', async (_, bytes, message) => {
    await using raw = await serveRaw(say(bytes));
    await using asking = clientOf(raw);
    await expect(asking.ask()).rejects.toMatchObject({
      code: 'SUBGRAPH_BAD_RESPONSE',
      message: expect.stringMatching(message),
    });
    await raw.firstClosed;
  });

  test('a header of a request that would begin another one is never sent', async () => {
    await using raw = await serveRaw(say(whole));
    await using asking = clientOf(raw);
    // Long values are remembered once they were looked through.
    const long = 'a'.repeat(200);
    for (const value of ['a\r\nx: b', `${long}\r\nx: b`, `${long}\r\nx: b`, `${long}é`]) {
      await expect(asking.ask('{}', true, { 'x-request-id': value })).rejects.toMatchObject({
        code: 'SUBGRAPH_UNREACHABLE',
      });
    }
    expect(raw.requests).toEqual([]);
  });
});

describe('a connection', () => {
  test('is used again, its requests by the letter', async () => {
    await using raw = await serveRaw(say(whole));
    await using asking = clientOf(raw);
    await asking.ask('{"query":"é €"}', false, { 'x-request-id': 'a' });
    await asking.ask('{}');
    expect(raw.connections).toHaveLength(1);
    const { host } = new URL(raw.url);
    const head = `POST /graphql?of=test HTTP/1.1\r\nhost: ${host}\r\naccept: application/graphql-response+json, application/json\r\naccept-encoding: identity\r\ncontent-type: application/json\r\nconnection: keep-alive\r\n`;
    expect(raw.requests).toEqual([
      `${head}content-length: 18\r\nx-request-id: a\r\n\r\n${Buffer.from('{"query":"é €"}').toString('latin1')}`,
      `${head}content-length: 2\r\n\r\n{}`,
    ]);
  });

  test.each<[string, RawAnswer]>([
    ['connection: close', say(whole.replace('content-type', 'connection: x, CLOSE\r\ncontent-type'))],
    ['HTTP/1.0', say(whole.replace('1.1', '1.0'))],
    [
      'less time to keep it than it takes to use it',
      say(whole.replace('content-type', 'keep-alive: timeout=1\r\ncontent-type')),
    ],
  ])('is not used again after an answer with %s', async (_, answer) => {
    await using raw = await serveRaw(answer);
    await using asking = clientOf(raw);
    expect(await asking.ask()).toEqual(read);
    expect(await asking.ask()).toEqual(read);
    expect(raw.connections).toHaveLength(2);
  });

  test('is used again after HTTP/1.0 that keeps it', async () => {
    await using raw = await serveRaw(
      say(whole.replace('1.1 200 OK', '1.0 200 OK\r\nconnection: Keep-Alive')),
    );
    await using asking = clientOf(raw);
    await asking.ask();
    await asking.ask();
    expect(raw.connections).toHaveLength(1);
  });

  test('is closed when bytes come that nobody asked for, and they answer nobody', async () => {
    await using raw = await serveRaw(say(whole));
    await using asking = clientOf(raw);
    await asking.ask();
    const [socket] = raw.connections;
    socket?.write(whole.replace('{"data":{}}', '{"evil":{}}'));
    await raw.firstClosed;
    expect(await asking.ask()).toEqual(read);
    expect(raw.connections).toHaveLength(2);
  });

  test('that the other side has closed is no failure of what may be repeated', async () => {
    await using raw = await serveRaw((socket) => {
      if (raw.requests.length === 2) socket.destroy();
      else socket.write(whole);
    });
    await using asking = clientOf(raw);
    await asking.ask();
    expect(await asking.ask('{}', true)).toEqual(read);
    expect(raw.requests).toHaveLength(3);
  });

  test.each<[string, boolean, string]>([
    ['what may not be repeated', false, ''],
    ['an answer that has begun', true, 'H'],
  ])('that ends is not tried again for %s', async (_, repeatable, begun) => {
    await using raw = await serveRaw(sayAndEnd(begun));
    await using asking = clientOf(raw);
    await expect(asking.ask('{}', repeatable)).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' });
    expect(raw.requests).toHaveLength(1);
  });

  test('is opened for at most as many requests as it may, and the others wait their turn', async () => {
    const held: (() => void)[] = [];
    await using raw = await serveRaw((socket) => held.push(() => socket.write(whole)));
    await using asking = clientOf(raw, { connections: 2 });
    const answers = Promise.all([1, 2, 3, 4, 5].map(() => asking.ask()));
    for (let served = 0; served < 5; ) {
      const release = held.shift();
      if (release) {
        release();
        served += 1;
      } else {
        await new Promise(setImmediate);
      }
    }
    expect(await answers).toHaveLength(5);
    expect(raw.connections).toHaveLength(2);
  });

  test('to an IPv6 address', async ({ skip }) => {
    const raw = await serveRaw(say(whole), '::1').catch(() => undefined);
    if (!raw) return skip('this machine has no IPv6');
    await using _ = raw;
    await using asking = clientOf(raw);
    expect(await asking.ask()).toEqual(read);
    expect(raw.requests[0]).toContain(`host: [::1]:`);
  });
});

describe('the deadline', () => {
  test.each<[string, RawAnswer]>([
    ['never answers', () => {}],
    ['stops within its headers', say('HTTP/1.1 200 OK\r\ncontent-')],
    ['stops within its body', say(whole.slice(0, -1))],
    ['stops before the last chunk', say(chunked.slice(0, -2))],
  ])('holds for who %s, and its connection is closed', async (_, answer) => {
    await using raw = await serveRaw(answer);
    await using asking = clientOf(raw, { timeout: 50 });
    await expect(asking.ask('{}', true)).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' });
    await raw.firstClosed;
    expect(raw.requests).toHaveLength(1);
  });

  test('holds for who waits for a connection', async () => {
    await using raw = await serveRaw(() => {});
    await using asking = clientOf(raw, { timeout: 50, connections: 1 });
    const results = await Promise.allSettled([asking.ask(), asking.ask(), asking.ask()]);
    expect(results).toMatchObject([1, 2, 3].map(() => ({ reason: { code: 'SUBGRAPH_TIMEOUT' } })));
  });
});

describe('who is closed', () => {
  test('finishes what it has, sends nothing more and leaves no connection', async () => {
    let release = () => {};
    await using raw = await serveRaw((socket) => {
      release = () => socket.write(whole);
    });
    await using asking = clientOf(raw);
    const answer = asking.ask();
    while (raw.requests.length === 0) await new Promise(setImmediate);
    const closing = asking.client.close();
    await expect(asking.ask()).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' });
    release();
    expect(await answer).toEqual(read);
    await Promise.all([closing, raw.firstClosed]);
  });

  test('by force fails what it has', async () => {
    await using raw = await serveRaw(() => {});
    await using asking = clientOf(raw, { connections: 1 });
    const results = Promise.allSettled([asking.ask('{}', true), asking.ask('{}', true)]);
    while (raw.requests.length === 0) await new Promise(setImmediate);
    await asking.client.destroy();
    expect(await results).toMatchObject([1, 2].map(() => ({ reason: { code: 'SUBGRAPH_UNREACHABLE' } })));
  });
});

test('an answer before the request is sent whole is taken, and the connection is not used again', async () => {
  const server = createServer((request, response) => {
    // Not a byte of the body is read.
    request.pause();
    response.writeHead(413, { 'content-type': 'application/json', 'content-length': 2 }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await using asking = clientOf({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
  expect(await asking.ask('x'.repeat(20_000_000))).toMatchObject({ status: 413, body: '{}' });
  server.closeAllConnections();
  server.close();
});

describe('beside undici, which reads HTTP with llhttp, it reads the same or refuses', () => {
  const answers = [
    whole,
    chunked,
    `${typed}\r\n{"data":{}}`,
    // undici refuses 100, which nobody asks for.
    `HTTP/1.1 103 Early Hints\r\n\r\n${whole}`,
    whole.replace('1.1 200 OK', '1.0 404 Not Found\r\nconnection: keep-alive'),
    'HTTP/1.1 204 No Content\r\n\r\n',
  ];

  test('answers cut at every byte', async () => {
    await using both = await besideUndici();
    for (const answer of answers) {
      for (let length = 0; length <= answer.length; length += 1) {
        await both.compare(answer.slice(0, length));
      }
    }
    // All whole ones, and those that end with the connection wherever they do.
    expect(both.counts.same).toBeGreaterThanOrEqual(answers.length + '{"data":{}}'.length);
  });

  test('answers with bytes put in, taken out and changed', async () => {
    await using both = await besideUndici();
    const odd = fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      ' ',
      '\t',
      '\0',
      ':',
      ';',
      ',',
      '0',
      '1',
      'f',
      '-',
      '+',
      'x',
      '\x7f',
      '\xff',
    );
    const change = fc.record({
      answer: fc.constantFrom(...answers),
      at: fc.nat(200),
      remove: fc.nat(2),
      insert: fc.oneof(odd, fc.constant('')),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ answer, at, remove, insert }) => {
        const start = at % answer.length;
        await both.compare(answer.slice(0, start) + insert + answer.slice(start + remove));
      }),
      { numRuns: 250 },
    );
    expect(both.counts.same).toBeGreaterThan(20);
  });

  test('headers in any number and order', async () => {
    await using both = await besideUndici();
    const header = fc.constantFrom(
      'content-length: 11',
      'content-length: 5',
      'Content-Length: 011',
      'transfer-encoding: chunked',
      'Transfer-Encoding: CHUNKED',
      'transfer-encoding: identity',
      'connection: close',
      'connection: keep-alive',
      'keep-alive: timeout=5',
      'content-type: application/json',
      'trailer: x',
      'x:',
      'x: a:b',
      'upgrade: h2c',
      'connection: upgrade',
      'content-length:',
      'transfer-encoding:',
    );
    const answer = fc.record({
      status: fc.constantFrom('200 OK', '200', '204 No', '304 Not', '500 Bad', '299 x', '600 y', '099 z'),
      version: fc.constantFrom('1.1', '1.0'),
      headers: fc.array(header, { maxLength: 4 }),
      body: fc.constantFrom('', '{"data":{}}', '5\r\n12345\r\n0\r\n\r\n', '0\r\n\r\n'),
    });
    await fc.assert(
      fc.asyncProperty(answer, ({ status, version, headers, body }) =>
        both.compare([`HTTP/${version} ${status}`, ...headers, '', body].join('\r\n')),
      ),
      { numRuns: 250 },
    );
  });

  test('answers in pieces of any size', () => {
    const text = fc.constantFrom(...answers.filter((answer) => !answer.startsWith(`${typed}\r\n`)));
    fc.assert(
      fc.property(
        text,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }),
        (answer, sizes) => {
          const parser = new AnswerParser(1_000);
          const bytes = Buffer.from(answer);
          let found: unknown;
          for (let at = 0, next = 0; at < bytes.length; next += 1) {
            const end = Math.min(bytes.length, at + (sizes[next % sizes.length] as number));
            // Read into memory that is written over afterwards, as that of sockets is.
            const piece = Buffer.from(bytes.subarray(at, end));
            const parsed = parser.read(piece);
            if (parsed) found = { ...parsed, body: parsed.body.toString() };
            piece.fill(0);
            at = end;
          }
          const once = new AnswerParser(1_000).read(bytes);
          expect(found).toEqual({ ...once, body: once?.body.toString() });
        },
      ),
    );
  });
});

/** A server of given bytes, after which it ends the connection, and both clients of it. */
async function besideUndici() {
  const raw = await serveRaw(() => {});
  const ours = clientOf(raw);
  const theirs = clientOf(raw, {}, createUndiciClient);
  const counts = { same: 0, refused: 0 };
  return {
    counts,
    async compare(bytes: string): Promise<void> {
      // That is a refusal of undici's own, not of llhttp.
      if (/^HTTP\/1\.[01] 100/.test(bytes)) return;
      raw.answer = sayAndEnd(bytes);
      const [our, their] = await Promise.allSettled([ours.ask(), theirs.ask()]);
      if (our.status === 'rejected') {
        expect(our.reason).toMatchObject({
          code: expect.stringMatching(/^SUBGRAPH_(UNREACHABLE|BAD_RESPONSE)$/),
        });
        counts.refused += 1;
      } else {
        expect({ bytes, ...our }).toEqual({ bytes, ...their });
        counts.same += 1;
      }
    },
    async [Symbol.asyncDispose]() {
      await theirs.client.destroy();
      await ours.client.destroy();
      await raw[Symbol.asyncDispose]();
    },
  };
}
