import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerOptions } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import fc from 'fast-check';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { addFront } from '../src/http/front/add-front.ts';
import { serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { eventually } from './support/eventually.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { sendRaw } from './support/send.ts';

// The front reads the plainest requests itself and leaves all others to Node. Whoever asks must see no difference: so servers with it and
// without it are held against each other.

const requestLine = 'POST /graphql HTTP/1.1';
const fixed = ['Host: hub', 'Content-Type: application/json'];
const head = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`;
const post = (body: string, ...headers: string[]) =>
  `${head(requestLine, ...fixed, ...headers, `Content-Length: ${Buffer.byteLength(body)}`)}${body}`;
const question = '{"query":"{ hubOnly }"}';
const plain = post(question);

/** An answer, as the bytes of its head and body say it. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends pieces, each as a write of its own, waits where one is a wait, and reads so many answers, or what comes until the connection ends.
 */
async function exchange(
  port: number,
  pieces: readonly (string | (() => Promise<unknown>))[],
  answers = 1,
): Promise<Answer[]> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let read = Buffer.alloc(0);
  let found: Answer[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('data', (bytes) => {
    read = Buffer.concat([read, bytes]);
    found = answersIn(read);
    if (found.length >= answers) resolve();
  });
  socket.on('error', () => {});
  socket.on('close', () => resolve());
  await once(socket, 'connect');
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await new Promise((done) => setTimeout(done, 2));
    if (socket.destroyed) break;
    if (typeof piece === 'string') socket.write(piece, 'latin1');
    else await piece();
  }
  await promise;
  socket.destroy();
  return found;
}

function answersIn(read: Buffer): Answer[] {
  const all: Answer[] = [];
  for (let at = 0; ; ) {
    const end = read.indexOf('\r\n\r\n', at);
    if (end === -1) return all;
    const [status = '', ...fields] = read.toString('latin1', at, end).split('\r\n');
    const headers = Object.fromEntries(
      fields.map((one) => {
        const colon = one.indexOf(':');
        return [one.slice(0, colon).toLowerCase(), one.slice(colon + 1).trim()];
      }),
    );
    const start = end + 4;
    const length = Number(headers['content-length'] ?? 0);
    // So Node refuses for want of a host: in chunks, of which there is only the last one.
    const rest = headers['transfer-encoding'] === 'chunked' ? '0\r\n\r\n' : '';
    if (read.length < start + length + rest.length) return all;
    const { date: _, ...others } = headers;
    all.push({
      status: Number(status.split(' ')[1]),
      headers: others,
      body: read.toString('utf8', start, start + length),
    });
    at = start + length + rest.length;
  }
}

/** What an answer says of the request as its server read it, and by whom it was read. */
function echo(by: string, headers: IncomingHttpHeaders, rawHeaders: readonly string[], body: string): string {
  return JSON.stringify({ by, headers, rawHeaders, body });
}
const readersOf = (answers: readonly Answer[]) =>
  answers.map(({ status, body }) =>
    status === 200 ? (JSON.parse(body) as { by: string; body: string }).by : status,
  );
/** Without who read the request. */
const unsigned = (answers: readonly Answer[]) =>
  answers.map(({ body, ...others }) => ({ ...others, body: body.replace(/"by":"\w+"/, '') }));

/**
 * Answers to be compared with others. Node refuses what it cannot read at once, also when it has not answered yet what was sent before in the
 * same piece: how many answers come before a refusal depends on how the network cut what was sent; and so does which of two refusals is
 * given, of which one is sent in chunks.
 */
function comparable(answers: readonly Answer[], others: readonly Answer[]) {
  const all = unsigned(answers);
  const last = all.at(-1);
  if (last === undefined || last.status < 400) return all;
  const before = all.slice(0, Math.min(all.length, others.length) - 1);
  const { 'transfer-encoding': chunked, ...headers } = last.headers;
  const isEither =
    last.status === 400 && last.body === '' && (chunked === undefined || chunked === 'chunked');
  return [...before, isEither ? { ...last, headers } : last];
}

const hasty = {
  headersTimeout: 300,
  requestTimeout: 300,
  connectionsCheckingInterval: 50,
  keepAliveTimeout: 3_000,
};

function nodeServer(options: ServerOptions): Server {
  return createServer(options, (request, response) => {
    text(request).then(
      (asked) => {
        const body = echo('nodes', request.headers, request.rawHeaders, asked);
        response
          .writeHead(200, { 'content-type': 'text/x', 'content-length': Buffer.byteLength(body) })
          .end(body);
      },
      () => response.destroy(),
    );
  });
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

describe('before a server of Node', () => {
  const bare = nodeServer(hasty);
  const fronted = nodeServer(hasty);
  const patient = nodeServer({ keepAliveTimeout: 3_000 });
  const held: (() => void)[] = [];
  let answered = 0;
  let barePort = 0;
  let port = 0;
  let patientPort = 0;

  const front = (server: Server) =>
    addFront({
      server,
      path: '/graphql',
      bodyLimit: 1_000,
      handler({ headers, raw, body: bytes }) {
        if (headers['x-left-to-node']) return undefined;
        answered += 1;
        const body = headers['x-large']
          ? 'x'.repeat(1_000_000 * Number(headers['x-large']))
          : echo('front', headers, raw.rawHeaders, bytes.toString());
        const answer = { status: 200, headers: { 'content-type': 'text/x' }, body };
        return headers['x-hold']
          ? new Promise((resolve) => held.push(() => resolve(answer)))
          : Promise.resolve(answer);
      },
      isStopping: () => false,
      onDefect: (error) => {
        throw error;
      },
    });

  beforeAll(async () => {
    front(fronted);
    front(patient);
    [barePort = 0, port = 0, patientPort = 0] = await Promise.all([bare, fronted, patient].map(listening));
  });
  afterAll(() => {
    for (const server of [bare, fronted, patient]) close(server);
  });

  const both = async (pieces: readonly string[], answers = 1) => {
    const [front, node] = await Promise.all([port, barePort].map((one) => exchange(one, pieces, answers)));
    expect(comparable(front ?? [], node ?? [])).toEqual(comparable(node ?? [], front ?? []));
    return front ?? [];
  };

  test('plain requests are answered by the front, one after the other', async () => {
    const socket = connect({ port: patientPort, host: '127.0.0.1' });
    for (const asked of [question, '{"query":"two"}', '{"query":"é"}']) {
      socket.write(post(asked));
      const [bytes] = (await once(socket, 'data')) as [Buffer];
      const [answer] = answersIn(bytes);
      expect(JSON.parse(answer?.body ?? '')).toMatchObject({ by: 'front', body: asked });
      expect(answer?.headers).toMatchObject({ connection: 'keep-alive', 'keep-alive': 'timeout=3' });
    }
    socket.destroy();
  });

  test('a request that is cut at any byte', async () => {
    for (let at = 1; at < plain.length; at += 1) {
      const [answer] = await exchange(patientPort, [plain.slice(0, at), plain.slice(at)]);
      expect(answer && readersOf([answer])).toEqual(['front']);
      expect(JSON.parse(answer?.body ?? '')).toMatchObject({ body: question });
    }
  });

  test.each<[string, string]>([
    ['another path', plain.replace('/graphql', '/graphql?a=1')],
    ['another method', plain.replace('POST', 'PUT')],
    ['HTTP/1.0', plain.replace('HTTP/1.1', 'HTTP/1.0')],
    ['a line end without CR', plain.replace('\r\n', '\n')],
    ['no host', plain.replace('Host: hub\r\n', '')],
    ['two hosts', post(question, 'host: other')],
    ['two lengths', post(question, 'content-length: 3')],
    ['two lengths that are equal', post(question, `content-length: ${question.length}`)],
    ['length and chunks', post('0\r\n\r\n', 'Transfer-Encoding: chunked')],
    ['chunks', `${head(requestLine, ...fixed, 'Transfer-Encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`],
    ['a length with a sign', plain.replace('Length: ', 'Length: +')],
    ['a length with a zero before it', plain.replace('Length: ', 'Length: 0')],
    ['no length', head(requestLine, ...fixed)],
    ['a length of nothing', post('')],
    ['white space before a colon', plain.replace('Host:', 'Host :')],
    ['a folded header', post(question, 'X-Long: a', ' b')],
    ['a control character', post(question, 'X-Odd: a\u0001b')],
    ['letters beyond ASCII', post(question, 'X-Odd: é')],
    ['a header without a name', post(question, ': a')],
    ['a header called __proto__', post(question, '__proto__: a')],
    ['a header called constructor', post(question, 'constructor: a')],
    ['a header that is sent twice', post(question, 'Authorization: Bearer a', 'authorization: Bearer b')],
    ['a cookie', post(question, 'Cookie: a=b')],
    ['an origin', post(question, 'Origin: https://hub')],
    ['a connection that closes', post(question, 'Connection: close')],
    ['an upgrade', post(question, 'Connection: Upgrade', 'Upgrade: other')],
    ['a compressed body', post(question, 'Content-Encoding: gzip')],
    ['more than the limit', post('x'.repeat(1_001))],
    ['a head of 15 KB', post(question, `X-Long: ${'x'.repeat(15_000)}`)],
    ['a head of 20 KB', post(question, `X-Long: ${'x'.repeat(20_000)}`)],
    ['what the handler leaves', post(question, 'X-Left-To-Node: 1')],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ])('%s: Node reads it, and the front what came before', async (_, sent) => {
    for (const pieces of [[sent], [sent.slice(0, 30), sent.slice(30)], [plain + sent], [plain, sent]]) {
      const before = pieces[0]?.startsWith(plain) ? 1 : 0;
      const answers = await both(pieces, before + 1);
      for (const reader of readersOf(answers.slice(before))) expect(reader).not.toBe('front');
    }
  });

  test('requests that are sent before the answers to others come are answered in order', async () => {
    const asked = [1, 2, 3].map((number) => post(`{"query":"${number}"}`));
    const order = (answers: Answer[]) =>
      answers.map(({ body }) => JSON.parse(body) as { body: string }).map(({ body }) => body.at(10));
    expect(order(await both([asked.join('')], 3))).toEqual(['1', '2', '3']);
    const isHeld = () => expect.poll(() => held.length).toBe(1);
    const release = async () => held.pop()?.();
    const holding = exchange(patientPort, [post('{"query":"0"}', 'X-Hold: 1'), isHeld, ...asked, release], 4);
    expect(order(await holding)).toEqual(['0', '1', '2', '3']);
  });

  test.each([
    ['nothing', ''],
    ['part of a head', plain.slice(0, 40)],
    ['part of a body', plain.slice(0, -4)],
  ])('a client that sends %s and then no more is refused as Node refuses it', async (_, sent) => {
    const statuses = (await exchange(port, [sent])).map(({ status }) => status);
    expect(statuses).toEqual([408]);
    expect((await exchange(port, [plain, sent], 2)).map(({ status }) => status).at(-1)).toBe(
      sent === '' ? 200 : 408,
    );
  });

  test('a client that ends within a request is told so', async () => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.end(plain.slice(0, -4));
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('a client that ends while it reads its answer is kept no longer than that', async () => {
    const server = nodeServer({ keepAliveTimeout: 600_000 });
    onTestFinished(() => close(server));
    front(server);
    server.on('connection', (socket) => socket.once('end', () => ended.resolve()));
    const ended = Promise.withResolvers<void>();
    const socket = connect({ port: await listening(server), host: '127.0.0.1' }).pause();
    answered = 0;
    // More than two sockets hold: the answer is on its way for as long as nobody reads it.
    socket.write(post('{}', 'X-Large: 60'));
    await eventually(() => answered).toBe(1);
    socket.end();
    await ended.promise;
    const read = await buffer(socket);
    expect(answersIn(read)).toMatchObject([{ status: 200, headers: { 'content-length': '60000000' } }]);
  });

  test('an answer with a header that would begin another one is never sent, and told of', async () => {
    const server = nodeServer({});
    onTestFinished(() => close(server));
    const defects: unknown[] = [];
    addFront({
      server,
      path: '/graphql',
      bodyLimit: 1_000,
      handler: async () => ({ status: 200, headers: { 'x-one': 'a\r\nx-two: b' }, body: '{}' }),
      isStopping: () => false,
      onDefect: (error) => defects.push(error),
    });
    expect(await exchange(await listening(server), [plain])).toEqual([]);
    expect(defects).toEqual([new TypeError('header x-one holds what no header may')]);
  });

  test('a client that reads nothing is read from no further', async () => {
    answered = 0;
    const socket = connect({ port: patientPort, host: '127.0.0.1' }).pause();
    for (let sent = 0; sent < 60; sent += 1) {
      socket.write(post('{}', 'X-Large: 1'));
      // Each alone: several at once would be Node's.
      for (let waited = 0; answered === sent && waited < 20; waited += 1) await elapsed(2);
    }
    // Sixty megabytes are more than two sockets hold.
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(40);
    socket.destroy();
  });

  test('whatever headers there are, Node would have read the same', async () => {
    const name = fc.oneof(
      fc.constantFrom(
        'Accept',
        'X-Request-Id',
        'authorization',
        'Connection',
        'TE',
        'Content-Length',
        'expect',
      ),
      fc.string({ minLength: 1, maxLength: 8 }),
    );
    const value = fc.oneof(
      fc.constantFrom('keep-alive', ' padded\t', '', 'close', '3', '100-continue', 'a, b', 'chunked'),
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 6 }).map((given) => Buffer.from(given).toString('latin1')),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, value), { maxLength: 4 }),
        fc.constantFrom(':', ': ', ':\t', ' :'),
        fc.nat(plain.length),
        async (headers, colon, cut) => {
          const sent = post(question, ...headers.map(([one, given]) => `${one}${colon}${given}`));
          await both([sent.slice(0, cut), `${sent.slice(cut)}${post('{}', 'Connection: close')}`], 2);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('whatever bytes are changed, cut and put behind one another, answers are those of Node, one for each request', async () => {
    const kinds = [
      plain,
      post('{"query":"two"}', 'Accept: */*', 'X-Request-Id: a'),
      post(question, 'Transfer-Encoding: chunked'),
      `${head(requestLine, ...fixed, 'Transfer-Encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`,
      post(question, 'X-Folded: a', '\tb'),
      plain.replaceAll('\r\n', '\n'),
      'GET /graphql HTTP/1.1\r\nHost: hub\r\n\r\n',
    ];
    const change = fc.record({
      at: fc.nat(plain.length),
      by: fc.constantFrom('', '\r', '\n', '\r\n', '\r\n\r\n', ' ', ':', '\0', 'é', '0', '9', 'x'),
      instead: fc.nat(2),
    });
    const cases = fc.record({
      requests: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.array(change, { maxLength: 2 })), {
        minLength: 1,
        maxLength: 3,
      }),
      cuts: fc.array(fc.nat(300), { maxLength: 2 }),
    });
    const holds = async ({ requests, cuts }: (typeof all)[number]) => {
      const texts = requests.map(([text, changes]) =>
        changes.reduce(
          (changed, { at, by, instead }) => changed.slice(0, at) + by + changed.slice(at + instead),
          text,
        ),
      );
      // The last one has the connection closed, so that all answers there are have come.
      const sent = `${texts.join('')}${post('{}', 'Connection: close')}`;
      const places = [0, ...cuts.sort((one, other) => one - other), sent.length];
      const pieces = places.slice(1).map((end, index) => sent.slice(places[index], end));
      const answers = await both(pieces.filter(Boolean), 10);
      expect(answers.length, sent).toBeLessThanOrEqual(texts.length + 1);
    };
    // Beside one another: half a request waits for a deadline.
    const all = fc.sample(cases, 200);
    for (let at = 0; at < all.length; at += 25) await Promise.all(all.slice(at, at + 25).map(holds));
  });
});

describe('before the gateway', () => {
  const opened = closedAfterAll();
  let fronted = '';
  let routed = '';

  beforeAll(async () => {
    const agencies = opened.use(await serveAgencies());
    const supergraphSdl = compose(agencies.all);
    const ofRoutes = { name: 'with hooks for every route', addRoutes() {} };
    const options = { supergraphSdl, limits: { bodyBytes: 5_000 } };
    const gateways = [{}, { features: [ofRoutes] }];
    const [one, other] = await Promise.all(gateways.map((more) => startTestGateway({ ...options, ...more })));
    fronted = opened.use(one as TestGateway).url;
    routed = opened.use(other as TestGateway).url;
  });

  const json = { 'content-type': 'application/json', 'x-request-id': 'same' };
  const introspection = JSON.stringify({ query: getIntrospectionQuery() });
  test.each<[string, Record<string, string>, string | Buffer]>([
    ['a question', {}, question],
    ['another media type', { accept: 'application/graphql-response+json' }, question],
    ['a media type that there is not', { accept: 'text/plain' }, question],
    ['results in parts', { accept: 'multipart/mixed' }, question],
    ['a page', { accept: 'text/html' }, question],
    ['no JSON', {}, '{'],
    ['no UTF-8', {}, Buffer.from('{"query":"\xff"}', 'latin1')],
    ['a list', {}, `[${question}]`],
    ['a body too large', {}, JSON.stringify({ query: ' '.repeat(6_000) })],
    ['a form', { 'content-type': 'text/plain' }, question],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }, question],
    ['no query', {}, '{}'],
    ['what cannot be parsed', {}, '{"query":"{"}'],
    ['an unknown field', {}, '{"query":"{ nothing }"}'],
    ['a variable of a wrong type', {}, '{"query":"query($id:ID!){person(id:$id){name}}"}'],
    ['an unknown operation', {}, '{"query":"{ hubOnly }","operationName":"Other"}'],
    ['a subscription', {}, '{"query":"subscription { x }"}'],
    ['a key __proto__', {}, '{"query":"{ hubOnly }","__proto__":{}}'],
    ['a long answer', {}, introspection],
    ['an id of no good form', { 'x-request-id': 'a b' }, 'null'],
  ])('%s is answered as by the route', async (_, headers, body) => {
    const answers = await Promise.all(
      [fronted, routed].map((url) => sendRaw(url, 'POST', { ...json, ...headers }, body)),
    );
    const [front, route] = answers.map(({ headers, ...answer }) => {
      // Whether Fastify keeps a connection after an error depends on how much of the body it had read.
      const {
        date: _date,
        connection: _connection,
        'keep-alive': _kept,
        'x-request-id': id,
        ...others
      } = headers;
      return { ...answer, headers: others, id: id === 'same' };
    });
    expect(front).toEqual(route);
  });

  test.each(['gzip', 'br'])('a long answer in %s', async (encoding) => {
    const answers = await Promise.all(
      [fronted, routed].map(async (url) => {
        const asked = { ...json, 'accept-encoding': encoding };
        const response = await fetch(url, { method: 'POST', headers: asked, body: introspection });
        const { date: _date, ...headers } = Object.fromEntries(response.headers);
        return { headers, text: await response.text() };
      }),
    );
    expect(answers[0]?.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
    expect(answers[0]).toEqual(answers[1]);
  });
});

const elapsed = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
