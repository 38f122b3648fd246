import type pg from 'pg';
import { createSemaphore } from './semaphore.ts';

/** Something that runs SQL statements. */
export interface Statements {
  query<Row extends pg.QueryResultRow>(
    statement: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

/** Runs statements of several tasks over one connection, one after the other, as pg asks its callers to. */
export function oneAtATime(client: pg.ClientBase): Statements {
  const turn = createSemaphore(1);
  return {
    query: (statement, values) =>
      turn(() => (typeof statement === 'string' ? client.query(statement, values) : client.query(statement))),
  };
}
