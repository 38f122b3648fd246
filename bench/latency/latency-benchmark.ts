import { startKafka, whySkipKafka } from '@throughgate/testkit';
import { openBenchPostgres } from '../harness/bench-postgres.ts';
import type { Benchmark, BenchmarkPlace } from '../harness/benchmark.ts';
import { type Figure, inUnit, judged, plain, times } from '../harness/figure.ts';
import { connectGraphql } from '../harness/graphql-client.ts';
import { startHub } from '../harness/hub.ts';
import { nestedPlace } from '../harness/nested-place.ts';
import { medianRatio, quantile } from '../harness/statistics.ts';
import { startSubgraph } from '../harness/subgraph.ts';
import { peopleToAsk } from '../journey/people-to-ask.ts';
import { type BareMessages, bareKafka, bareNotifications } from './bare-messages.ts';
import { connectAgency, measureWrites, type WriteLatencies } from './hub-writes.ts';
import { measureReads } from './journey-reads.ts';
import { mostWrites } from './most-writes.ts';

const rounds = 3;
const perSecond = 200;
/** Journeys that are asked for a second, with and without writes beside. */
const readsPerSecond = 20;

/** How soon a change shows in the person's journey. */
export const latencyBenchmark: Benchmark = {
  name: 'latency',
  summary: `from commit at an agency to Offender.journey at ${perSecond} writes/s, × bare messages over the same log`,
  async run({ quick, people = quick ? 20 : 1_000 }, place) {
    const sizes = { people, seconds: quick ? 0.5 : 8 };
    const inPostgres = await nestedPlace(place, 'postgres', (below) =>
      measure('PostgreSQL log', below, sizes, 100, undefined),
    );
    const reason = whySkipKafka({ restart: true });
    if (reason !== undefined)
      return [...inPostgres, { figure: 'Kafka log', measured: `not measured: ${reason}` }];
    const inKafka = await nestedPlace(place, 'kafka', async (below) => {
      const kafka = await startKafka({ brokers: 1 });
      below.cleanup.defer(() => kafka.stop());
      return measure('Kafka log', below, sizes, 150, kafka.brokers);
    });
    return [...inPostgres, ...inKafka];
  },
};

async function measure(
  title: string,
  place: BenchmarkPlace,
  { people, seconds }: { readonly people: number; readonly seconds: number },
  goal: number,
  brokers: readonly string[] | undefined,
): Promise<Figure[]> {
  const { cleanup, tell } = place;
  // Commits are told apart by PostgreSQL's own clock, so that nothing has to poll while the hub is measured.
  const postgres = await openBenchPostgres(place, { track_commit_timestamp: 'on' });
  tell(`${title}: loading ${people} people`);
  const hub = await startHub(place, { postgres, people, kafkaBrokers: brokers?.join(',') });
  await postgres.analyse();
  // Agencies write in a system of their own: another instance of the subgraph. The hub relays, projects and serves.
  const probation = await startSubgraph('probation', postgres, cleanup, brokers?.join(','));
  const bare: BareMessages = cleanup.use(
    await (brokers === undefined ? bareNotifications(postgres.databases.events) : bareKafka(brokers)),
  );
  const next = await peopleToAsk(postgres.databases.probation);
  const places = { gateway: hub.ready, headers: hub.headers, probation: probation.ready };
  const write = (time: number) => measureWrites(places, postgres, next, { perSecond, seconds: time });
  const read = (time: number) => measureReads(places, next, { perSecond: readsPerSecond, seconds: time });
  await write(seconds / 2);
  await read(seconds / 2);
  await bare.measure(perSecond, seconds / 2);

  const written: WriteLatencies[] = [];
  const cpu: number[] = [];
  const databaseCpu: number[] = [];
  const agencyCpu: number[] = [];
  const quietReads: (readonly number[])[] = [];
  const busyReads: (readonly number[])[] = [];
  const sent: (readonly number[])[] = [];
  for (let round = 1; round <= rounds; round++) {
    tell(`${title}: round ${round} of ${rounds}, ${seconds} s each`);
    const used = () => [hub, postgres, probation].map((one) => one.cpuSeconds() ?? Number.NaN);
    const before = used();
    const one = await write(seconds);
    const [own, database, agency] = used().map(
      (after, index) => (after - (before[index] ?? Number.NaN)) / one.writes.length,
    );
    written.push(one);
    cpu.push(own ?? Number.NaN);
    databaseCpu.push(database ?? Number.NaN);
    agencyCpu.push(agency ?? Number.NaN);
    sent.push(await bare.measure(perSecond, seconds));
    quietReads.push(await read(seconds));
    const [beside] = await Promise.all([read(seconds), write(seconds)]);
    busyReads.push(beside);
  }
  tell(`${title}: as many writes as are answered`);
  await using writer = connectAgency(probation.ready, postgres.serviceKey);
  const most = await mostWrites(writer, next, { perSecond: 900, seconds });
  await using client = connectGraphql(hub.ready, 64, hub.headers);
  const mostThroughGateway = await mostWrites(client, next, { perSecond: 450, seconds });
  const ms = inUnit('ms');
  const visible = written.flatMap((one) => one.visible);
  const middle = (sample: readonly number[]) => quantile(sample, 0.5);
  const ratio = medianRatio(
    written.map((one) => middle(one.visible)),
    sent.map(middle),
  );
  return [
    judged(`${title}: commit to journey, p99`, quantile(visible, 0.99), { atMost: goal }, ms),
    plain(`${title}: commit to journey, p50`, middle(visible), ms),
    plain(`${title}: p50, × bare message`, ratio, times),
    plain(`${title}: bare message, p50`, middle(sent.flat()), ms),
    plain(`${title}: bare message, p99`, quantile(sent.flat(), 0.99), ms),
    plain(`${title}: seen by a client that polls, p50`, middle(written.flatMap((one) => one.polled)), ms),
    judged(
      `${title}: the write itself, p50`,
      middle(written.flatMap((one) => one.writes)),
      { atMost: 10 },
      ms,
    ),
    judged(
      `${title}: the write itself, p99`,
      quantile(
        written.flatMap((one) => one.writes),
        0.99,
      ),
      { atMost: 60 },
      ms,
    ),
    plain(
      `${title}: writes answered a second`,
      quantile(
        written.map((one) => one.perSecond),
        0.5,
      ),
    ),
    judged(`${title}: most writes answered a second by an agency's own instance`, most, { atLeast: 600 }),
    judged(`${title}: most writes answered a second through the hub's gateway`, mostThroughGateway, {
      atLeast: 300,
    }),
    judged(
      `${title}: CPU per write, request to journey, hub and PostgreSQL`,
      quantile(
        cpu.map((own, round) => own + (databaseCpu[round] ?? Number.NaN)),
        0.5,
      ) * 1000,
      { atMost: 2.5 },
      ms,
    ),
    plain(`${title}: CPU of the hub per write, from outbox to journey`, quantile(cpu, 0.5) * 1000, ms),
    plain(`${title}: CPU of PostgreSQL per write`, quantile(databaseCpu, 0.5) * 1000, ms),
    plain(`${title}: CPU of the agency's instance per write`, quantile(agencyCpu, 0.5) * 1000, ms),
    plain(`${title}: journeys read without writes, p99`, quantile(quietReads.flat(), 0.99), ms),
    judged(
      `${title}: journeys read beside ${perSecond} writes/s, p99, × without`,
      medianRatio(
        busyReads.map((reads) => quantile(reads, 0.99)),
        quietReads.map((reads) => quantile(reads, 0.99)),
      ),
      { atMost: 1.5 },
      times,
    ),
    plain(`${title}: writes measured`, visible.length),
  ];
}
