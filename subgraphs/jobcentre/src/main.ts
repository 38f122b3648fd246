import { join } from 'node:path';
import type { AgencySubgraph } from '@throughgate/subgraph-kit';
import { PrismaClient } from './generated/prisma/client.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { agency, type JobcentreTables } from './records/agency.ts';
import { commands } from './records/commands.ts';
import { resolvers } from './resolvers/index.ts';

/** The jobcentre subgraph: pass it to `startAgency`. */
export const jobcentre: AgencySubgraph<JobcentreTables, PrismaClient, Loaders> = {
  agency,
  commands,
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
  createLoaders,
};
