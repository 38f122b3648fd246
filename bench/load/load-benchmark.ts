import { openBenchPostgres, runOnce } from '../harness/bench-postgres.ts';
import type { Benchmark, BenchmarkPlace } from '../harness/benchmark.ts';
import { inUnit, judged, plain, times } from '../harness/figure.ts';
import { hubEnvironment } from '../harness/hub.ts';
import { hubCommand } from '../harness/hub-command.ts';
import { nestedPlace } from '../harness/nested-place.ts';
import { runChild } from '../harness/run-child.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { insertBare } from './bare-inserts.ts';
import { type DiskUse, diskUse } from './disk-per-person.ts';

/** Loading people end to end, from an empty database to complete journeys. */
export const loadBenchmark: Benchmark = {
  name: 'load',
  summary: 'people end to end: simulated, written, relayed, projected; × bare inserts of the same events',
  async run({ quick, people = quick ? 100 : 10_000 }, place) {
    const rounds = quick ? 1 : 3;
    const results: Measured[] = [];
    for (let round = 1; round <= rounds; round++) {
      place.tell(`round ${round} of ${rounds}: loading ${people} people`);
      results.push(await nestedPlace(place, String(round), (below) => measure(below, people)));
    }
    const of = (value: Exclude<keyof Measured, 'disk'>) => results.map((one) => one[value]);
    const seconds = inUnit('s');
    const kilobytes = inUnit('kB');
    return [
      judged(
        `${people} people, empty database to complete journeys`,
        median(of('seconds')),
        { atMost: 150 },
        seconds,
      ),
      judged("the hub's peak memory", Math.max(...of('memory')) / 2 ** 30, { atMost: 1.2 }, inUnit('GiB')),
      plain('bare inserts of the same events', median(of('bare')), seconds),
      judged('time, × bare inserts', medianRatio(of('seconds'), of('bare')), { atMost: 4 }, times),
      plain('events', median(of('events'))),
      plain('events a second', median(results.map(({ events, seconds: taken }) => events / taken))),
      judged(
        'disk per person: outbox, event log, journey',
        median(results.map(({ disk }) => disk.outbox + disk.log + disk.journey)) / people / 1000,
        { atMost: 50 },
        kilobytes,
      ),
      ...(['outbox', 'log', 'journey'] as const).map((part) =>
        plain(
          `disk per person: ${part}`,
          median(results.map(({ disk }) => disk[part])) / people / 1000,
          kilobytes,
        ),
      ),
      plain("CPU of the hub's process", median(of('cpu')), seconds),
      plain('CPU of PostgreSQL', median(of('databaseCpu')), seconds),
    ];
  },
};

/** What one load took; NaN where it could not be read. */
interface Measured {
  readonly seconds: number;
  readonly events: number;
  /** Bytes. */
  readonly memory: number;
  readonly cpu: number;
  readonly databaseCpu: number;
  readonly disk: DiskUse;
  /** Seconds of the baseline. */
  readonly bare: number;
}

async function measure(place: BenchmarkPlace, people: number): Promise<Measured> {
  const postgres = await openBenchPostgres(place);
  const before = postgres.cpuSeconds() ?? Number.NaN;
  const {
    seconds,
    cpuSeconds = Number.NaN,
    peakMemory = Number.NaN,
  } = await runChild(
    {
      module: hubCommand,
      arguments: ['population', 'load', '--people', String(people)],
      environment: hubEnvironment(place.directory, postgres),
    },
    place.cleanup,
  );
  const databaseCpu = (postgres.cpuSeconds() ?? Number.NaN) - before;
  const disk = await diskUse(postgres);
  const { events, ofPeople, bare } = await insertBare(postgres);
  // The load is done when its command ends: every event about a person must show in a journey by then.
  const [shown] = await runOnce<{ count: number }>(
    postgres.databases.outcomes,
    'SELECT count(*)::int AS count FROM outcomes.event',
  );
  if (shown?.count !== ofPeople) throw new Error(`${shown?.count} events show instead of ${ofPeople}.`);
  return { seconds, events, memory: peakMemory, cpu: cpuSeconds, databaseCpu, disk, bare };
}
