import { join } from 'node:path';
import { createPool, migrate } from '@throughgate/database';
import { createOutboxBell } from '@throughgate/events';
import type { Logger } from '@throughgate/service';
import { Registry } from 'prom-client';
import type { AgencySubgraph } from './agency-subgraph.ts';
import { ensureFileTables } from './files/ensure-file-tables.ts';
import { type LoadResult, type LoadStep, loadFiles } from './files/load-files.ts';

/** Loads whole files into an agency's database in bulk. */
export interface AgencyLoader {
  /** Loads new files in one transaction; those that exist are skipped. The events follow through the outbox. */
  load(steps: readonly LoadStep[]): Promise<LoadResult>;
  close(): Promise<void>;
}

/** Opens an agency's database for bulk loads, migrating it where needed; the subgraph may run beside it. */
export async function openAgencyLoader(
  { agency, mutations, directory }: Pick<AgencySubgraph, 'agency' | 'mutations' | 'directory'>,
  { databaseUrl, logger }: { readonly databaseUrl: string; readonly logger: Logger },
): Promise<AgencyLoader> {
  await migrate({
    url: databaseUrl,
    migrationsDirectory: join(directory, 'prisma/migrations'),
    service: agency.name,
  });
  const name = `${agency.name} loader`;
  const pool = createPool(databaseUrl, { name, metrics: new Registry(), logger, max: 2 });
  await ensureFileTables(pool);
  const bell = createOutboxBell(pool);
  return {
    async load(steps) {
      const loaded = await loadFiles(pool, agency, mutations, steps);
      bell.ring();
      return loaded;
    },
    close: () => pool.end(),
  };
}
