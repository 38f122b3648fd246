import { createHash } from 'node:crypto';
import type { OperationRegistration, RegisteredDocuments } from '@throughgate/registry-client';
import { hashOf, idOf } from '@throughgate/registry-client/document-ids';
import type pg from 'pg';
import { RegistryError } from '../registry-error.ts';

/** A document as it is stored. */
export interface StoredDocument {
  readonly id: string;
  readonly hash: string;
  readonly document: string;
}

/**
 * The documents of a registration, each with the id by which clients name it.
 * Raises HUB-C047 (400) where an id looks like a SHA-256 and is not its document's, or is that of two documents.
 */
export function documentsOf({ operations }: OperationRegistration): readonly StoredDocument[] {
  const documents = new Map<string, StoredDocument>();
  operations.forEach(({ document, id: given }, index) => {
    const hash = hashOf(document);
    const id = idOf(given ?? hash);
    const refused = (why: string) =>
      new RegistryError('HUB-C047', 400, `/operations/${index}/id: ${JSON.stringify(id)} ${why}`);
    if (/^[\da-f]{64}$/.test(id) && id !== hash) {
      throw refused(`looks like a SHA-256 and is not that of its document, ${hash}.`);
    }
    if ((documents.get(id)?.hash ?? hash) !== hash) throw refused('is the id of another document, too.');
    documents.set(id, { id, hash, document });
  });
  return [...documents.values()];
}

/**
 * Replaces the documents that a client registered before, in a transaction that nobody else registers in at the same time.
 * Raises HUB-C047 (400) where another client has an id for another document: gateways could not tell which is meant.
 */
export async function storeDocuments(
  client: pg.PoolClient,
  owner: string,
  documents: readonly StoredDocument[],
): Promise<void> {
  await client.query('DELETE FROM "RegisteredDocument" WHERE client = $1', [owner]);
  const [ids, hashes, texts] = [
    documents.map(({ id }) => id),
    documents.map(({ hash }) => hash),
    documents.map(({ document }) => document),
  ];
  const { rows } = await client.query<{ id: string; client: string }>(
    `SELECT r.id, r.client FROM unnest($1::text[], $2::text[]) AS s(id, hash)
       JOIN "RegisteredDocument" r ON r.id = s.id AND r.hash <> s.hash ORDER BY r.id LIMIT 1`,
    [ids, hashes],
  );
  const [taken] = rows;
  if (taken) {
    const message = `${JSON.stringify(taken.id)} is the id of another document, which ${taken.client} registered.`;
    throw new RegistryError('HUB-C047', 400, message);
  }
  await client.query(
    'INSERT INTO "RegisteredDocument" (client, id, hash, document) SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])',
    [owner, ids, hashes, texts],
  );
}

/** All documents that are registered, by id. */
export async function registeredDocuments(pool: pg.Pool): Promise<RegisteredDocuments> {
  const { rows } = await pool.query<StoredDocument>(
    'SELECT DISTINCT ON (id) id, hash, document FROM "RegisteredDocument" ORDER BY id',
  );
  const documents = rows.map(({ id, document }) => ({ id, document }));
  return { digest: digestOf(rows), documents };
}

/** The digest that {@link registeredDocuments} would have, without the documents. */
export async function documentsDigest(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<Pick<StoredDocument, 'id' | 'hash'>>(
    'SELECT DISTINCT ON (id) id, hash FROM "RegisteredDocument" ORDER BY id',
  );
  return digestOf(rows);
}

function digestOf(documents: readonly Pick<StoredDocument, 'id' | 'hash'>[]): string {
  const listed = JSON.stringify(documents.map(({ id, hash }) => [id, hash]));
  return createHash('sha256').update(listed).digest('hex');
}
