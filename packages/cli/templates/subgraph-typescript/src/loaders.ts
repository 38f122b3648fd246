import { listLoader, type RunSql, rowLoader } from '@throughgate/subgraph-kit';
import type { __Entity__ } from './agency.ts';

/** The batched reads of one request: each costs one SQL statement, however many are asked for. */
export function createLoaders(runSql: RunSql) {
  return {
    __entity__: rowLoader<__Entity__>(
      (ids) => runSql('SELECT * FROM "__Entity__" WHERE "id" = ANY ($1)', ids),
      ({ id }) => id,
    ),
    ofPerson: listLoader<__Entity__>(
      (crns) =>
        runSql('SELECT * FROM "__Entity__" WHERE "crn" = ANY ($1) ORDER BY "openedOn" DESC, "id"', crns),
      ({ crn }) => crn,
    ),
  };
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
