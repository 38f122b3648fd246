import { inTransaction } from '@throughgate/events';
import type pg from 'pg';
import type { OperationRegistration } from '../contract/operation.ts';
import { storeShapes } from './record-report.ts';
import { parseOperation, shapeOf } from './reported-shape.ts';

/**
 * Replaces the operations that a client registered before by these. What is stored is their shapes, as the gateway
 * computes them, so that an operation that was registered and one that ran are the same.
 *
 * Raises HUB-C047 (400) for a document that does not parse, or has no operation of the name given.
 */
export async function registerOperations(
  pool: pg.Pool,
  { client: owner, operations }: OperationRegistration,
): Promise<void> {
  const shapes = operations.map(({ name, document }, index) => {
    const path = `/operations/${index}/document`;
    return shapeOf(parseOperation(document, path), path, name);
  });
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`operations of ${owner}`]);
    await client.query('DELETE FROM "RegisteredOperation" WHERE client = $1', [owner]);
    await client.query(
      'INSERT INTO "RegisteredOperation" (client, hash) SELECT DISTINCT $1, hash FROM unnest($2::text[]) AS s(hash)',
      [owner, shapes.map(({ hash }) => hash)],
    );
    await storeShapes(client, shapes, new Date());
  });
}
