import { join } from 'node:path';
import type { AgencySubgraph } from '@throughgate/subgraph-kit';
import { PrismaClient } from './generated/prisma/client.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { agency, type ProviderTables } from './records/agency.ts';
import { commands } from './records/commands.ts';
import { resolvers } from './resolvers/index.ts';

/** The providers subgraph: pass it to `startAgency`. */
export const providers: AgencySubgraph<ProviderTables, PrismaClient, Loaders> = {
  agency,
  commands,
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
  createLoaders,
};
