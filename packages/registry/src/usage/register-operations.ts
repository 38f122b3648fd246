import { advisoryLockText, inTransaction } from '@throughgate/database';
import type { OperationRegistration } from '@throughgate/registry-client';
import { Kind } from 'graphql';
import type pg from 'pg';
import { storeShapes } from './record-report.ts';
import { documentsOf, storeDocuments } from './registered-documents.ts';
import { parseOperation, shapeOf } from './reported-shape.ts';

/**
 * Replaces the operations that a client registered before by these. What is stored is their shapes, as the gateway
 * computes them, so that an operation that was registered and one that ran are the same; and their texts, for gateways
 * that answer no others.
 *
 * Of several operations in a document the one of the name given is meant; a single one may have any name, or none.
 * Raises HUB-C047 (400) for a document that does not parse, or has no such operation, and for an id of two documents.
 */
export async function registerOperations(pool: pg.Pool, registration: OperationRegistration): Promise<void> {
  const { client: owner, operations } = registration;
  const shapes = operations.map(({ name, document }, index) => {
    const path = `/operations/${index}/document`;
    const parsed = parseOperation(document, path);
    const several = parsed.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length > 1;
    return shapeOf(parsed, path, several ? name : undefined);
  });
  const documents = documentsOf(registration);
  await inTransaction(pool, async (client) => {
    // Of all clients, since an id is that of one document.
    await client.query('LOCK TABLE "RegisteredDocument" IN SHARE ROW EXCLUSIVE MODE');
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      advisoryLockText.operationsOf(owner),
    ]);
    await storeDocuments(client, owner, documents);
    await client.query('DELETE FROM "RegisteredOperation" WHERE client = $1', [owner]);
    await client.query(
      'INSERT INTO "RegisteredOperation" (client, hash) SELECT DISTINCT $1, hash FROM unnest($2::text[]) AS s(hash)',
      [owner, shapes.map(({ hash }) => hash)],
    );
    await storeShapes(client, shapes, new Date());
  });
}
