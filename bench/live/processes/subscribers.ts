import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

// So many subscribers over server-sent events, one socket each. An event holds the moment at which it was caused, on the
// monotonic clock that all processes of the machine share. On each line of standard input it tells of the events since the last.

const [target = '', count = '0', query = '{}'] = process.argv.slice(2);
const url = new URL(target);
const head =
  `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\naccept: text/event-stream\r\n` +
  `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(query)}\r\n\r\n${query}`;
const marker = /caused:(\d+)/g;
let latencies: number[] = [];
const sockets: Socket[] = [];

/** At once, so that a server's backlog takes them. */
const atOnce = 100;
for (let started = 0; started < Number(count); started += atOnce) {
  await Promise.all(Array.from({ length: Math.min(atOnce, Number(count) - started) }, subscribe));
}
process.stdout.write('ready\n');

createInterface({ input: process.stdin }).on('line', () => {
  process.stdout.write(`told ${JSON.stringify(latencies)}\n`);
  latencies = [];
});
process.once('SIGTERM', () => {
  for (const socket of sockets) socket.destroy();
  process.exit(0);
});

/** Resolves when the subscription is there: its first bytes have come. */
function subscribe(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect({ host: url.hostname, port: Number(url.port) });
  sockets.push(socket);
  let rest = '';
  socket.setEncoding('latin1');
  socket.once('connect', () => socket.write(head));
  socket.once('error', reject);
  socket.once('close', () => reject(new Error('a subscriber was dropped')));
  socket.on('data', (chunk: string) => {
    const now = process.hrtime.bigint();
    resolve();
    const text = rest + chunk;
    let end = 0;
    for (const [whole, caused = '0'] of text.matchAll(marker)) {
      latencies.push(Number(now - BigInt(caused)) / 1e6);
      end = text.indexOf(whole, end) + whole.length;
    }
    rest = text.slice(Math.max(end, text.length - 40));
  });
  return promise;
}
