import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

// So many subscribers over server-sent events, one socket each. An event holds the moment at which it was caused, on the
// monotonic clock that all processes of the machine share. On each line of standard input it tells of the events since the last.

const [target = '', count = '0', query = '{}'] = process.argv.slice(2);
const url = new URL(target);
const head =
  `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\naccept: text/event-stream\r\n` +
  `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(query)}\r\n\r\n${query}`;
const marker = /caused:(\d+) /g;
/** Characters of a mark at most. */
const longest = 40;
const buffer = Buffer.allocUnsafe(64 * 1024);
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

/**
 * Resolves when the subscription is there: its first bytes have come. What comes is read into one buffer that all share and is looked
 * through there, since a stream for each would take this process longer than the server takes to write.
 */
function subscribe(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  /** The end of what was read before, as long as a mark may be that was cut. */
  let rest = '';
  const callback = (length: number) => {
    const now = process.hrtime.bigint();
    resolve();
    const text = rest + buffer.toString('latin1', 0, length);
    let end = 0;
    for (const [whole, caused = '0'] of text.matchAll(marker)) {
      latencies.push(Number(now - BigInt(caused)) / 1e6);
      end = text.indexOf(whole, end) + whole.length;
    }
    rest = text.slice(Math.max(end, text.length - longest));
    return true;
  };
  const socket = connect({ host: url.hostname, port: Number(url.port), onread: { buffer, callback } });
  sockets.push(socket);
  socket.once('connect', () => socket.write(head));
  socket.once('error', reject);
  socket.once('close', () => reject(new Error('a subscriber was dropped')));
  return promise;
}
