import { join } from 'node:path';
import type { AgencySubgraph } from '@throughgate/subgraph-kit';
import { PrismaClient } from './generated/prisma/client.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { agency, type ProbationTables } from './records/agency.ts';
import { commands } from './records/commands.ts';
import { resolvers } from './resolvers/index.ts';

/** The probation subgraph: pass it to `startAgency`. */
export const probation: AgencySubgraph<ProbationTables, PrismaClient, Loaders> = {
  agency,
  commands,
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
  createLoaders,
};
