import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConstDirectiveNode, parse, print, visit } from 'graphql';
import { Pool } from 'undici';
import { crnOf } from '../gateway/people.ts';
import { openSupergraphAt } from '../gateway/supergraph-at.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { type Child, startChild } from '../harness/child.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { type Figure, inUnit, judged, plain, times } from '../harness/figure.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio, quantile } from '../harness/statistics.ts';
import { journeyOf } from '../journey/journey-query.ts';

const gatewayCore = 0;
const connections = 16;
/** Whose journeys are asked for, each as often as any other. */
const people = 10;
const writesPerSecond = 50;
/** Milliseconds within which the event of a change is told to the gateways, any number of them as likely. */
const eventDelay = 100;
/** Milliseconds by which an answer may be behind what was true as it was asked for. */
const bound = 250;
/** Answers of the cache with that bound that a whole run holds against what was true. */
const answersToCheck = 100_000;
/** Seconds that a whole run takes for them at most beside the rounds. */
const longestChecking = 150;
/** What the gateway may keep: the look-up of the person, and the fields by which agencies join. */
const kept: Readonly<Record<string, readonly string[]>> = {
  Query: ['offender'],
  Offender: ['probation', 'custody', 'benefits', 'provision'],
};
/** Where outcomes' answer and probation's tell the number of changes that they show. */
const changing = [/"Carter (\d+)"/, /"Alex Morgan (\d+)"/];

/** The gateway with answers of agencies kept, while records change. */
export const entityCacheBenchmark: Benchmark = {
  name: 'entity-cache',
  summary: `journeys of ${people} people while ${writesPerSecond} changes a second are made: with the entity cache, and without`,
  async run({ quick }, { directory, cleanup, tell }) {
    const [warmUp, seconds, rounds] = quick ? [0.5, 1, 3] : [3, 6, 5];
    const subgraphs = await startChild({ module: processModule('changing-subgraphs') }, cleanup);
    const addresses = JSON.parse(subgraphs.ready) as Record<string, string>;
    const open = openSupergraphAt(addresses);
    const start = async (name: string, sdl: string, bytes: number): Promise<Contestant> => {
      const file = join(directory, `${name}.graphql`);
      writeFileSync(file, sdl);
      const module = processModule('gateway-told-of-changes');
      const child = await startChild(
        { module, arguments: [file, String(bytes)], core: gatewayCore },
        cleanup,
      );
      return { child, ...(JSON.parse(child.ready) as { url: string; told: string }) };
    };
    const contestants = {
      without: await start('without', open, 0),
      short: await start('short', withTags(open, `cache:${bound}ms`), 64 * 2 ** 20),
      byEvents: await start('by-events', withTags(open, 'cache:10m'), 64 * 2 ** 20),
    };
    const truth = createTruth(addresses['probation'] ?? '', Object.values(contestants));
    cleanup.defer(() => truth.stop());
    for (const contestant of Object.values(contestants)) await measure(contestant, truth, warmUp);
    tell(`measuring ${rounds} rounds of ${seconds} s each`);
    const results = await interleaved(rounds, {
      without: () => measure(contestants.without, truth, seconds),
      short: () => measure(contestants.short, truth, seconds),
      byEvents: () => measure(contestants.byEvents, truth, seconds),
    });
    const more: Measured[] = [];
    const checked = () => ({ ...results, short: [...results.short, ...more] });
    const missing = () => (quick ? 0 : answersToCheck - sum(checked().short, 'answers'));
    if (missing() > 0) tell(`checking ${missing()} more answers`);
    for (let spent = 0; missing() > 0 && spent < longestChecking; spent += seconds) {
      more.push(await measure(contestants.short, truth, seconds));
    }
    const of = (name: keyof typeof results, value: keyof Measured) => results[name].map((one) => one[value]);
    const total = (name: keyof typeof results, value: 'answers' | 'stale') => sum(checked()[name], value);
    const titles = {
      without: 'without',
      short: `kept for ${bound} ms`,
      byEvents: 'kept until an event, at most 10 minutes',
    } as const;
    return [
      ...(['short', 'byEvents'] as const).flatMap((name) => [
        judged(
          `${titles[name]}: throughput, × without`,
          medianRatio(of(name, 'throughput'), of('without', 'throughput')),
          { atLeast: 3 },
          times,
        ),
        plain('  CPU per operation, × without', medianRatio(of(name, 'cpu'), of('without', 'cpu')), times),
      ]),
      quick
        ? plain(`${titles.short}: answers checked`, total('short', 'answers'))
        : judged(`${titles.short}: answers checked`, total('short', 'answers'), { atLeast: answersToCheck }),
      judged(
        `${titles.short}: answers more than ${bound} ms behind, of ${total('short', 'answers')}`,
        total('short', 'stale'),
        { atMost: 0 },
      ),
      // As late as events are: on a busy machine they may take longer.
      plain(`${titles.byEvents}: the same, of ${total('byEvents', 'answers')}`, total('byEvents', 'stale')),
      ...(['without', 'short', 'byEvents'] as const).flatMap((name): Figure[] => [
        plain(`${titles[name]}: operations`, median(of(name, 'throughput')), inUnit('/s')),
        plain('  CPU per operation', median(of(name, 'cpu')), inUnit('µs')),
        plain('  p99', median(of(name, 'p99')), inUnit('ms')),
        plain('  furthest behind', Math.max(...checked()[name].map(({ behind }) => behind)), inUnit('ms')),
      ]),
    ];
  },
};

interface Contestant {
  readonly child: Child;
  readonly url: string;
  readonly told: string;
}

interface Measured {
  readonly throughput: number;
  readonly cpu: number;
  readonly p99: number;
  readonly answers: number;
  /** Answers that were more than the bound behind. */
  readonly stale: number;
  /** How far the one most behind was, in milliseconds. */
  readonly behind: number;
}

function sum(results: readonly Measured[], value: 'answers' | 'stale'): number {
  return results.reduce((total, one) => total + one[value], 0);
}

async function measure(contestant: Contestant, truth: Truth, seconds: number): Promise<Measured> {
  const { child, url } = contestant;
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const headers = { 'content-type': 'application/json' };
  let asked = 0;
  let stale = 0;
  let behind = 0;
  const before = child.cpuSeconds() ?? Number.NaN;
  try {
    const result = await closedLoop(connections, seconds, async () => {
      asked += 1;
      const person = asked % people;
      const at = performance.now();
      const body = JSON.stringify(journeyOf(crnOf(person)));
      const answer = await pool.request({ path, method: 'POST', headers, body });
      const text = await answer.body.text();
      const shown = changing.map((one) => one.exec(text)?.[1]);
      if (shown.includes(undefined) || text.includes('"errors":')) throw new Error(text.slice(0, 1_000));
      // What came after the version that is shown was there since then.
      const since = truth.since(person, Math.min(...shown.map(Number)) + 1);
      if (since === undefined || since >= at) return;
      behind = Math.max(behind, at - since);
      if (at - since > bound) stale += 1;
    });
    const used = (child.cpuSeconds() ?? Number.NaN) - before;
    return {
      throughput: result.operations / result.seconds,
      cpu: (used / result.operations) * 1e6,
      p99: quantile(result.latencies, 0.99),
      answers: result.operations,
      stale,
      behind,
    };
  } finally {
    await pool.close();
  }
}

/** What is true, and since when. */
interface Truth {
  /** Since when a person's version was there for certain: the agency had told that it is. `undefined` before. */
  since(person: number, version: number): number | undefined;
  stop(): Promise<void>;
}

/** Makes changes, one after the other, and tells the gateways of each a moment later. */
function createTruth(subgraph: string, gateways: readonly Contestant[]): Truth {
  const versions = Array.from({ length: people }, () => new Map<number, number>());
  const agency = new Pool(new URL(subgraph).origin);
  const tellers = gateways.map(({ told }) => new Pool(told));
  let next = 0;
  let stopped = false;
  const put = (pool: Pool, path: string) =>
    pool.request({ method: 'PUT', path }).then(({ body }) => body.text());
  const timer = setInterval(() => {
    const person = next++ % people;
    const crn = crnOf(person);
    void put(agency, `/${crn.slice(1)}`).then((version) => {
      versions[person]?.set(Number(version), performance.now());
      setTimeout(() => {
        if (stopped) return;
        for (const teller of tellers) void put(teller, `/${crn}`);
      }, Math.random() * eventDelay);
    });
  }, 1_000 / writesPerSecond);
  return {
    since: (person, version) => versions[person]?.get(version),
    async stop() {
      stopped = true;
      clearInterval(timer);
      await Promise.all([agency, ...tellers].map((pool) => pool.close()));
    },
  };
}

/** A supergraph in which what may be {@link kept} has a tag. */
function withTags(sdl: string, tag: string): string {
  const [added] = parse(`type A @tag(name: "${tag}")`, { noLocation: true }).definitions.flatMap((one) =>
    'directives' in one ? ((one.directives ?? []) as ConstDirectiveNode[]) : [],
  );
  const document = visit(parse(sdl, { noLocation: true }), {
    ObjectTypeDefinition(type) {
      const names = kept[type.name.value];
      if (!names || !added) return undefined;
      const fields = type.fields?.map((field) =>
        names.includes(field.name.value)
          ? { ...field, directives: [...(field.directives ?? []), added] }
          : field,
      );
      return { ...type, fields };
    },
  });
  return print(document);
}

function processModule(name: string): string {
  return import.meta.resolve(`./processes/${name}.ts`);
}
