import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHttpService, createLogger, type HttpService } from '../src/index.ts';

// Clients that send little, or without end: each must let go of its socket, and nobody else wait for it.

let service: HttpService;
let url: string;
const sockets: Socket[] = [];

beforeEach(async () => {
  const receiving = { headers: 300, whole: 600 };
  service = createHttpService({
    name: 'test',
    logger: createLogger('silent'),
    readinessChecks: [],
    receiving,
  });
  service.app.post('/', (request) => ({ body: request.body }));
  url = await service.listen({ host: '127.0.0.1', port: 0, setting: 'HUB_PORT' });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await service.stop();
});

async function open(text: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.once('close', () => resolve(text));
  return socket.closed ? text : promise;
}

test.each([
  ['headers that never end', 'POST / HTTP/1.1\r\nhost: x\r\nx-slow: '],
  [
    'a body that never ends',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  ],
  [
    'chunks that never end',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n',
  ],
])('%s: 408', async (_, text) => {
  const socket = await open(text);
  expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 408 /);
});

test('headers of 40 KB: 431', async () => {
  const socket = await open(`POST / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`);
  expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 431 /);
});

test('two hundred slow clients keep nobody else waiting, and are let go', async () => {
  const slow = await Promise.all(
    Array.from({ length: 200 }, () => open('POST / HTTP/1.1\r\nhost: x\r\nx-slow: ')),
  );
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  expect(await response.json()).toEqual({ body: { a: 1 } });
  await Promise.all(slow.map(answerOf));
});
