import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { eventContractsPublished, registryAgency } from '@throughgate/contracts/registry-events';
import { createPostgresEventLog, type EventLog, toLogRecord, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { openBenchPostgres } from '../harness/bench-postgres.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { type Child, startChild } from '../harness/child.ts';
import { type Figure, inUnit, judged, plain, times } from '../harness/figure.ts';
import { median, quantile } from '../harness/statistics.ts';
import { serveOutcomesDouble } from './outcomes-double.ts';
import { type Subscribers, startSubscribers } from './subscribers.ts';

const logger = createLogger('warn');
const agency = 'probation';
const query = `subscription { journeyChanged(identifier: "X204011") { id name { forename surname } } }`;
/** Characters of the name, so that an event has some 400 bytes. */
const padding = '.'.repeat(260);

/** What one side of the comparison was measured to do. */
interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly bytesEach: number | undefined;
  readonly cpuEach: number | undefined;
}

/** One journey with many subscribers: from the event on the log to each of them, and what each costs. */
export const liveBenchmark: Benchmark = {
  name: 'live',
  summary: '10,000 subscribers of one journey over server-sent events: event to client, memory of each',
  async run({ quick }, place) {
    const { cleanup, tell } = place;
    const [count, events] = quick ? [500, 5] : [10_000, 30];
    const postgres = await openBenchPostgres(place);
    const log = createPostgresEventLog({ databaseUrl: postgres.adminUrl, logger });
    cleanup.defer(() => log.close());
    await publishContract(log);
    const outcomes = cleanup.use(await serveOutcomesDouble());

    tell(`${count} subscribers of the gateway`);
    const gateway = await startChild(
      {
        module: import.meta.resolve('./processes/live-gateway.ts'),
        arguments: [outcomes.url, postgres.adminUrl, String(count)],
        core: 0,
      },
      cleanup,
    );
    let version = 0;
    const ours = await measure(
      gateway,
      count,
      events,
      async (caused) => {
        outcomes.rename(`caused:${caused} ${padding}`);
        version += 1;
        await log.append([change(version)]);
      },
      cleanup,
    );
    await gateway.stop();

    tell(`${count} subscribers of node:http alone`);
    const server = await startChild(
      { module: import.meta.resolve('./processes/bare-events.ts'), core: 0 },
      cleanup,
    );
    const bare = await measure(
      server,
      count,
      events,
      async (caused) => {
        await fetch(server.ready, {
          method: 'POST',
          body: JSON.stringify({ caused: `caused:${caused} ${padding}` }),
        });
      },
      cleanup,
    );
    await server.stop();
    return figures(count, ours, bare);
  },
};

function figures(count: number, ours: Measured, bare: Measured): Figure[] {
  const [ms, KiB, us] = [inUnit('ms'), inUnit('KiB'), inUnit('µs')];
  const kibibytes = ({ bytesEach }: Measured) => (bytesEach === undefined ? undefined : bytesEach / 1024);
  const memory = kibibytes(ours);
  return [
    judged(`event to ${count} subscribers: p99`, ours.p99, { atMost: 500 }, ms),
    memory === undefined
      ? plain('resident memory of each', undefined)
      : judged('resident memory of each', memory, { atMost: 30 }, KiB),
    plain('p99, × node:http alone', ours.p99 / bare.p99, times),
    plain('event to subscribers: p50', ours.p50, ms),
    plain('node:http alone: p50', bare.p50, ms),
    plain('node:http alone: p99', bare.p99, ms),
    plain('node:http alone: resident memory of each', kibibytes(bare), KiB),
    plain('CPU of each event and subscriber', ours.cpuEach && ours.cpuEach * 1e6, us),
    plain('node:http alone: CPU of each', bare.cpuEach && bare.cpuEach * 1e6, us),
  ];
}

/** Subscribes, causes one event after the other, and waits until all have each. */
async function measure(
  server: Child,
  count: number,
  events: number,
  cause: (caused: string) => Promise<void>,
  cleanup: AsyncDisposableStack,
): Promise<Measured> {
  const before = residentBytes(server.pid);
  const subscribers = await startSubscribers(server.ready, count, JSON.stringify({ query }), cleanup);
  await pause(2_000);
  await subscribers.told();
  // What a connection takes at first, buffers for reading a request, is given back by and by.
  await cause(String(process.hrtime.bigint()));
  await received(subscribers, count);
  const after = residentBytes(server.pid);
  const cpu = server.cpuSeconds();
  const latencies: number[] = [];
  for (let event = 0; event < events; event += 1) {
    await cause(String(process.hrtime.bigint()));
    latencies.push(...(await received(subscribers, count)));
  }
  const used = server.cpuSeconds();
  await subscribers.stop();
  return {
    p50: median(latencies),
    p99: quantile(latencies, 0.99),
    bytesEach: before === undefined || after === undefined ? undefined : (after - before) / count,
    cpuEach: cpu === undefined || used === undefined ? undefined : (used - cpu) / (events * count),
  };
}

/** Latencies of one event, when each subscriber has it. */
async function received(subscribers: Subscribers, count: number): Promise<number[]> {
  const latencies: number[] = [];
  const deadline = performance.now() + 60_000;
  while (latencies.length < count) {
    if (performance.now() > deadline)
      throw new Error(`${latencies.length} of ${count} were told of an event`);
    await pause(50);
    latencies.push(...(await subscribers.told()));
  }
  if (latencies.length !== count) throw new Error(`${latencies.length} results for ${count} subscribers`);
  return latencies;
}

function residentBytes(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** What the gateway needs to know of the event that is told. */
async function publishContract(log: EventLog): Promise<void> {
  await log.ensureTopics([topicOf(registryAgency), topicOf(agency)]);
  const schema = { 'x-throughgate': { entity: { type: 'ProbationCase', key: 'crn' }, title: 'Changed' } };
  const key = eventContractsPublished.keyOf(agency);
  await log.append([
    record(registryAgency, eventContractsPublished.type, key, 1, {
      agency,
      types: [{ type: 'case.changed', schema }],
    }),
  ]);
}

function change(version: number) {
  return record(agency, 'case.changed', 'X204011', version, { crn: 'X204011', version });
}

function record(of: string, type: string, key: string, version: number, data: Record<string, unknown>) {
  const moment = new Date('2026-09-01T12:00:00Z');
  return toLogRecord(topicOf(of), {
    ...{ id: crypto.randomUUID(), agency: of, type, key, version, data },
    ...{ subject: { type: 'Record', id: key }, occurredAt: moment, recordedAt: moment },
  });
}
