import { dayAsText } from '@throughgate/database';
import type pg from 'pg';
import type { PrismaConnection } from './graph/record-source.ts';

/**
 * What a subgraph that writes its few queries in SQL connects with in place of a Prisma client, so that it needs no
 * generated code. Rows hold days as `YYYY-MM-DD` and moments as JavaScript dates, which the graph's scalars take.
 */
export function sqlConnection(pool: pg.Pool): PrismaConnection {
  return {
    $queryRawUnsafe: async <Rows>(text: string, ...values: unknown[]) =>
      (await pool.query({ text, values, types: dayAsText })).rows as Rows,
    // The pool belongs to whoever opened it.
    $disconnect: async () => undefined,
  };
}
