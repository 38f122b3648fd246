import { join } from 'node:path';
import { compose } from '@throughgate/checks';
import { provision } from '@throughgate/database';
import { createPostgresEventLog } from '@throughgate/events';
import { startRegistry } from '@throughgate/registry';
import { createRegistryClient, type SubgraphProposal } from '@throughgate/registry-client';
import { createLogger } from '@throughgate/service';
import { type BenchPostgres, openBenchPostgres } from '../harness/bench-postgres.ts';
import type { Benchmark, BenchmarkPlace } from '../harness/benchmark.ts';
import type { Figure } from '../harness/figure.ts';
import { inUnit, judged, plain, times } from '../harness/figure.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { syntheticSubgraphs } from './synthetic-subgraphs.ts';

/** Subgraphs of a small and of a large graph. */
const sizes = { 'six subgraphs': 6, '300 subgraphs': 300 } as const;
const actor = { name: 'bench' };
/** Operations that a client registered, against which each change is checked. */
const operationCount = 200;

/**
 * How long a check and a publication take on PostgreSQL. Not over HTTP: the baseline holds this process up for so long
 * that idle connections end.
 */
export const registryBenchmark: Benchmark = {
  name: 'registry',
  summary: 'checking and publishing one changed subgraph among 6 and among 300',
  async run({ quick }, place) {
    const postgres = await openBenchPostgres(place);
    const figures: Figure[] = [];
    for (const [label, size] of Object.entries(sizes)) {
      const subgraphs = quick ? Math.min(size, 30) : size;
      place.tell(`${label}: publishing ${subgraphs}, then changing one again and again`);
      figures.push(...(await measure(label, subgraphs, quick ? 1 : 3, postgres, place)));
    }
    return figures;
  },
};

async function measure(
  label: string,
  size: number,
  rounds: number,
  { adminUrl, databaseSecret }: BenchPostgres,
  { directory, cleanup }: BenchmarkPlace,
): Promise<Figure[]> {
  const name = `registry${size}`;
  const databases = await provision(adminUrl, [name, 'events'], databaseSecret);
  const logger = createLogger('warn');
  const eventLog = createPostgresEventLog({ databaseUrl: databases['events'] ?? '', logger });
  cleanup.defer(() => eventLog.close());
  const registry = await startRegistry({
    databaseUrl: databases[name] ?? '',
    eventLog,
    host: '127.0.0.1',
    port: 0,
    portSetting: 'none',
    logger,
    adminTokenFile: join(directory, `${name}-token`),
  });
  cleanup.defer(() => registry.stop());
  const client = createRegistryClient({ url: registry.url, token: registry.adminToken, timeout: 600_000 });

  const all = syntheticSubgraphs({ subgraphs: size });
  // As the hub's own subgraphs are: composition only. Nothing is learnt of a change to one of them by checking all.
  const first = await timed(() => registry.graph.bootstrap(all, actor));
  if (!first.result.published) throw new Error(JSON.stringify(first.result.check.findings.slice(0, 3)));
  await client.register({
    client: 'bench',
    operations: Array.from({ length: operationCount }, (_, n) => ({
      name: `Q${n}`,
      document: `query Q${n}($id: ID!) { agency${n % size}(id: $id) { field${n % 8} next { id field0 } } }`,
    })),
  });

  let revision = 0;
  const changed = (): SubgraphProposal => {
    revision += 1;
    const one = all[Math.floor(size / 2)];
    if (!one) throw new Error('no subgraph to change');
    const text = one.schema.text.replace(
      'field0: String',
      `field0: String\n  "More."\n  extra${revision}: Int`,
    );
    return { ...one, schema: { ...one.schema, text } };
  };
  const changing = () => ({ subgraphs: [changed()], removed: [] });
  const results = await interleaved(rounds, {
    check: async () => (await timed(() => registry.graph.check(changing()))).milliseconds,
    publish: async () => (await timed(() => registry.graph.publish(changing(), actor))).milliseconds,
    bare: async () => {
      const one = changed();
      const sources = all.map((each) => (each.name === one.name ? one : each));
      return (await timed(async () => composeAll(sources))).milliseconds;
    },
  });
  await registry.stop();
  return [
    judged(
      `${label}: check, × bare composition`,
      medianRatio(results.check, results.bare),
      { atMost: 3 },
      times,
    ),
    plain(`${label}: check`, median(results.check), inUnit('ms')),
    plain(`${label}: publish`, median(results.publish), inUnit('ms')),
    plain(`${label}: bare composition`, median(results.bare), inUnit('ms')),
    plain(`${label}: composing all for the first time`, first.milliseconds, inUnit('ms')),
  ];
}

function composeAll(subgraphs: readonly SubgraphProposal[]): void {
  const composed = compose(
    subgraphs.map(({ name, routingUrl, schema }) => ({ name, url: routingUrl ?? '', sdl: schema.text })),
  );
  if (!composed.ok) throw new Error('the synthetic subgraphs do not compose');
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; milliseconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - began };
}
