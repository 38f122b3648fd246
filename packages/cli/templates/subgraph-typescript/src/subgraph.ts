import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgencySubgraph, sqlConnection } from '@throughgate/subgraph-kit';
import { agency, type Tables } from './agency.ts';
import { close__Entity__, open__Entity__ } from './commands.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

const directory = join(import.meta.dirname, '..');

/** The subgraph: the kit makes the server, the transactions, the events and their relay of it. */
export const subgraph: AgencySubgraph<Tables, ReturnType<typeof sqlConnection>, Loaders> = {
  agency,
  commands: { open__Entity__, close__Entity__ },
  resolvers,
  sdl: readFileSync(join(directory, '__name__.graphql'), 'utf8'),
  directory,
  connect: (_adapter, pool) => sqlConnection(pool),
  createLoaders: (_connection, runSql) => createLoaders(runSql),
};
