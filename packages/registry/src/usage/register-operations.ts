import { advisoryLockText, inTransaction } from '@throughgate/database';
import type { OperationRegistration } from '@throughgate/registry-client';
import { Kind } from 'graphql';
import type pg from 'pg';
import { storeShapes } from './record-report.ts';
import { parseOperation, shapeOf } from './reported-shape.ts';

/**
 * Replaces the operations that a client registered before by these. What is stored is their shapes, as the gateway
 * computes them, so that an operation that was registered and one that ran are the same.
 *
 * Of several operations in a document the one of the name given is meant; a single one may have any name, or none.
 * Raises HUB-C047 (400) for a document that does not parse, or has no such operation.
 */
export async function registerOperations(
  pool: pg.Pool,
  { client: owner, operations }: OperationRegistration,
): Promise<void> {
  const shapes = operations.map(({ name, document }, index) => {
    const path = `/operations/${index}/document`;
    const parsed = parseOperation(document, path);
    const several = parsed.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length > 1;
    return shapeOf(parsed, path, several ? name : undefined);
  });
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      advisoryLockText.operationsOf(owner),
    ]);
    await client.query('DELETE FROM "RegisteredOperation" WHERE client = $1', [owner]);
    await client.query(
      'INSERT INTO "RegisteredOperation" (client, hash) SELECT DISTINCT $1, hash FROM unnest($2::text[]) AS s(hash)',
      [owner, shapes.map(({ hash }) => hash)],
    );
    await storeShapes(client, shapes, new Date());
  });
}
