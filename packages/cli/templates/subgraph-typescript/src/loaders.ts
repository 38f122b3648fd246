import { listLoader, type RunSql, rowLoader } from '@throughgate/subgraph-kit';
import type { Tables } from './agency.ts';

type Row = Tables['__Entity__'];

const select = 'SELECT * FROM "__Entity__"';

/** The batched reads of one request: each costs one SQL statement, however many are asked for. */
export function createLoaders(runSql: RunSql) {
  return {
    byId: rowLoader<Row>(
      (ids) => runSql(`${select} WHERE "id" = ANY ($1)`, ids),
      ({ id }) => id,
    ),
    byCrn: listLoader<Row>(
      (crns) => runSql(`${select} WHERE "crn" = ANY ($1) ORDER BY "openedOn" DESC, "id"`, crns),
      ({ crn }) => crn,
    ),
  };
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
