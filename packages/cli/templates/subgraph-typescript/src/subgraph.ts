import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineAgency, eventContractsIn, sqlConnection } from '@throughgate/subgraph-kit';
import { __entity__ } from './__record__.ts';
import { resolvers } from './resolvers.ts';

const directory = join(import.meta.dirname, '..');

/** The subgraph: the kit makes the server, the transactions, the events and their relay of it. */
export const subgraph = defineAgency({
  name: '__name__',
  records: [__entity__],
  resolvers,
  sdl: readFileSync(join(directory, '__name__.graphql'), 'utf8'),
  contracts: eventContractsIn(join(directory, 'events'), '__name__'),
  directory,
  connect: (_adapter, pool) => sqlConnection(pool),
});
