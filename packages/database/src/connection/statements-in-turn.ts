import pLimit from 'p-limit';
import type pg from 'pg';

/** Something that runs SQL statements. */
export interface Statements {
  query<Row extends pg.QueryResultRow>(
    statement: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

/** Runs statements of several tasks over one connection, one after the other, as pg asks its callers to. */
export function statementsInTurn(client: pg.ClientBase): Statements {
  const inTurn = pLimit(1);
  return {
    query: (statement, values) =>
      inTurn(() =>
        typeof statement === 'string' ? client.query(statement, values) : client.query(statement),
      ),
  };
}
