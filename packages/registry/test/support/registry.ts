import type { CheckRequest, PublishRequest, SubgraphProposal } from '@throughgate/registry-client';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import { createGraphRegistry, type GraphRegistryOptions } from '../../src/publishing/graph-registry.ts';
import { openRegistryDatabase } from '../../src/store/database.ts';
import { type CheckWorkerOptions, createCheckWorker } from '../../src/worker/check-worker.ts';

/** Who publishes in tests. */
export const actor = { name: 'a test' };

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires", "@shareable"])\n';

/** A subgraph to publish, its SDL without the link to federation. */
export function proposal(name: string, sdl: string, more: Partial<SubgraphProposal> = {}): SubgraphProposal {
  return {
    name,
    schema: { path: `${name}.graphql`, text: link + sdl },
    routingUrl: `http://${name}.test/graphql`,
    ...more,
  };
}

/** A request to check or publish some subgraphs. */
export function changing(...subgraphs: SubgraphProposal[]): CheckRequest & PublishRequest {
  return { subgraphs, removed: [] };
}

/** Threads that compose and check nothing else: see `composition-task.ts`. */
export function compositionWorker(options: CheckWorkerOptions = {}) {
  return createCheckWorker({
    task: new URL('./composition-task.ts', import.meta.url),
    threads: 1,
    ...options,
  });
}

/** A registry on a database; what it opened ends with it. `checks` end with who made them. */
export async function openRegistry(
  databaseUrl: string,
  options: Pick<GraphRegistryOptions, 'checks'> & Partial<GraphRegistryOptions>,
) {
  const logger = createLogger('fatal');
  const database = await openRegistryDatabase({ databaseUrl, logger });
  const registry = createGraphRegistry({
    prisma: database.prisma,
    operations: async () => [],
    logger,
    ...options,
  });
  return { registry, ...database, [Symbol.asyncDispose]: () => database.close() };
}

/** A registry on an empty database of its own. */
export async function emptyRegistry(options: Parameters<typeof openRegistry>[1]) {
  await using cleanup = new AsyncDisposableStack();
  const { url } = cleanup.use(await testDatabase());
  const opened = cleanup.use(await openRegistry(url, options));
  const kept = cleanup.move();
  return { ...opened, url, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** What the outbox of a registry holds, in order. */
export async function outboxOf({ pool }: Pick<Awaited<ReturnType<typeof openRegistry>>, 'pool'>) {
  const { rows } = await pool.query<{ key: string; type: string; version: string; data: unknown }>(
    'SELECT aggregateid AS key, type, version, payload AS data FROM hub.outbox ORDER BY position',
  );
  return rows.map(({ version, ...row }) => ({ ...row, version: Number(version) }));
}
