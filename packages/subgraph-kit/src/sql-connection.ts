import pg from 'pg';
import type { PrismaConnection } from './agency-subgraph.ts';

/** Reads a `date` as the text it is: made a JavaScript date, it would move with the server's time zone. */
const datesAsText = {
  getTypeParser: (oid: number, format?: string) =>
    oid === pg.types.builtins.DATE ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

/**
 * What a subgraph that writes its few queries in SQL connects with in place of a Prisma client, so that it needs no
 * generated code. Rows hold days as `YYYY-MM-DD` and moments as JavaScript dates, which the graph's scalars take.
 */
export function sqlConnection(pool: pg.Pool): PrismaConnection {
  return {
    $queryRawUnsafe: async <Rows>(text: string, ...values: unknown[]) =>
      (await pool.query({ text, values, types: datesAsText })).rows as Rows,
    // The pool belongs to whoever opened it.
    $disconnect: async () => undefined,
  };
}
