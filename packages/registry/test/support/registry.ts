import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import type { CheckRequest } from '../../src/contract/check.ts';
import type { PublishRequest } from '../../src/contract/publication.ts';
import type { SubgraphProposal } from '../../src/contract/subgraph.ts';
import { createGraphRegistry, type GraphRegistryOptions } from '../../src/publishing/graph-registry.ts';
import { openRegistryDatabase } from '../../src/store/open-registry-database.ts';
import { type CheckWorkerOptions, createCheckWorker } from '../../src/worker/check-worker.ts';

/** Who publishes in tests. */
export const actor = { name: 'a test' };

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@shareable", "@tag"])\n';

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

/** A registry on a database; everything that it needs ends with it. */
export async function openRegistry(
  databaseUrl: string,
  { worker = {}, ...options }: { worker?: CheckWorkerOptions } & Partial<GraphRegistryOptions> = {},
) {
  const logger = createLogger('fatal');
  await using cleanup = new AsyncDisposableStack();
  const database = await openRegistryDatabase({ databaseUrl, logger });
  cleanup.defer(() => database.close());
  const checks = createCheckWorker(worker);
  cleanup.defer(() => checks.close());
  const registry = createGraphRegistry({
    prisma: database.prisma,
    checks,
    operations: async () => [],
    logger,
    ...options,
  });
  const kept = cleanup.move();
  return { registry, ...database, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** A registry on an empty database of its own. */
export async function emptyRegistry(options?: Parameters<typeof openRegistry>[1]) {
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
