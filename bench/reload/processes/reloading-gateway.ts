import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { type SupergraphSource, startGateway } from '@throughgate/gateway';
import { createLogger } from '@throughgate/service';
import { nextCrn } from '../../gateway/people.ts';
import { connectGraphql } from '../../harness/graphql-client.ts';
import { journeyOf } from '../../journey/journey-query.ts';

// The gateway in a process of its own, which reloads its supergraph again and again while it is asked for journeys.
// Says what it measured when it is done. Needs --expose-gc.

/** What was found. */
export interface Reloaded {
  /** Bytes before any reload, after the first ones, and at the end; garbage collected first each time. */
  readonly memory: readonly [begin: Memory, settled: Memory, end: Memory];
  /** Milliseconds of each counted reload, from the offer to the switch. */
  readonly times: readonly number[];
  /** Longest time for which the event loop stood still during the counted reloads, in milliseconds. */
  readonly longestStall: number;
}

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
}

const [file = '', first = '40', given = '200'] = process.argv.slice(2);
const sdl = readFileSync(file, 'utf8');
const sourced = (text: string) => ({
  digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
  sdl: text,
});
let offer: Parameters<SupergraphSource['follow']>[2] = async () => 'skipped';
const gateway = await startGateway({
  source: {
    candidates: [{ origin: 'the benchmark', read: async () => sourced(sdl) }],
    follows: true,
    follow(_serving, _origin, to) {
      offer = to;
    },
    async stop() {},
  },
  host: '127.0.0.1',
  port: 0,
  portSetting: 'port',
  logger: createLogger('warn'),
});
const client = connectGraphql(gateway.url, 4);
const stalls = monitorEventLoopDelay({ resolution: 1 });
let version = 0;

await ask();
const begin = await memory();
for (let turn = 0; turn < Number(first); turn++) await reload();
const settled = await memory();
stalls.enable();
const times: number[] = [];
for (let turn = 0; turn < Number(given); turn++) times.push(await reload());
stalls.disable();
const end = await memory();

const result: Reloaded = { memory: [begin, settled, end], times, longestStall: stalls.max / 1e6 };
process.stdout.write(`ready ${JSON.stringify(result)}\n`);
await client[Symbol.asyncDispose]();
process.once('SIGTERM', () => void gateway.stop());

async function reload(): Promise<number> {
  version += 1;
  const started = performance.now();
  // Requests go on while the supergraph is exchanged.
  const [outcome] = await Promise.all([offer(sourced(`${sdl}\n# ${version}\n`)), ask()]);
  if (outcome !== 'switched') throw new Error(`reload ${version} was ${outcome}`);
  const time = performance.now() - started;
  await ask();
  return time;
}

async function ask(): Promise<void> {
  await Promise.all(Array.from({ length: 4 }, () => client.send(journeyOf(nextCrn()))));
}

async function memory(): Promise<Memory> {
  const { gc } = globalThis;
  if (!gc) throw new Error('start with --expose-gc');
  // More than once: what finalisers release is collected only by the next.
  for (let turn = 0; turn < 4; turn++) {
    await setImmediate();
    await gc({ type: 'major', execution: 'sync' });
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
}
