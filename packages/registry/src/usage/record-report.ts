import { setImmediate } from 'node:timers/promises';
import { inTransaction } from '@throughgate/database';
import type { UsageReport } from '@throughgate/registry-client';
import type { OperationShape } from '@throughgate/registry-client/operation-shape';
import type pg from 'pg';
import { RegistryError } from '../registry-error.ts';
import { requireShape } from './reported-shape.ts';

/** How far a gateway's clock may be ahead, in milliseconds; a report of the future would count as use for ever. */
const clockTolerance = 5 * 60_000;

/**
 * Counts what a gateway reports, by operation, client, version and UTC day of the report's end. All of it or nothing:
 * the report's id is stored in the same transaction, so that a report sent again, or twice at once, counts once.
 *
 * Raises HUB-C047 (400) when a shape is none (see `requireShape`), when an operation is counted whose shape neither
 * the report nor the registry has, or when the report ends before it begins or in the future.
 */
export async function recordReport(pool: pg.Pool, report: UsageReport): Promise<void> {
  const [from, to] = [new Date(report.from), new Date(report.to)];
  if (from > to) throw new RegistryError('HUB-C047', 400, '/to: the report ends before it begins.');
  if (to.getTime() > Date.now() + clockTolerance) {
    throw new RegistryError(
      'HUB-C047',
      400,
      '/to: the report ends in the future; is the gateway’s clock right?',
    );
  }
  for (const [index, shape] of report.shapes.entries()) {
    // Thousands of shapes take seconds, in which the registry answers others.
    if (index % 50 === 49) await setImmediate();
    requireShape(shape, `/shapes/${index}`);
  }
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      'INSERT INTO "CountedReport" (id, at) VALUES ($1, now()) ON CONFLICT DO NOTHING',
      [report.id],
    );
    if (rowCount === 0) return;
    // The uses first: `forgetOldUsage`, which keeps them out for a moment, then cannot take a shape from under them.
    await addUses(client, report.uses, to);
    await storeShapes(client, report.shapes, from);
    await requireKnownShapes(client, report);
  });
}

/** Stores shapes that the registry does not have yet. */
export async function storeShapes(
  client: pg.ClientBase,
  shapes: readonly OperationShape[],
  firstSeen: Date,
): Promise<void> {
  // Ordered as every statement here that writes several rows: two reports at once then wait, and do not deadlock.
  await client.query(
    `INSERT INTO "OperationShape" (hash, name, document, "firstSeen")
     SELECT DISTINCT ON (hash) hash, name, document, $4::timestamptz
       FROM unnest($1::text[], $2::text[], $3::text[]) AS s(hash, name, document) ORDER BY hash
     ON CONFLICT (hash) DO NOTHING`,
    [
      shapes.map(({ hash }) => hash),
      shapes.map(({ name }) => name),
      shapes.map(({ document }) => document),
      firstSeen,
    ],
  );
}

async function requireKnownShapes(client: pg.ClientBase, { uses }: UsageReport): Promise<void> {
  const { rows } = await client.query<{ hash: string }>(
    `SELECT DISTINCT u.hash FROM unnest($1::text[]) AS u(hash)
      WHERE NOT EXISTS (SELECT FROM "OperationShape" s WHERE s.hash = u.hash) LIMIT 1`,
    [uses.map(({ hash }) => hash)],
  );
  const unknown = rows[0]?.hash;
  if (unknown === undefined) return;
  const index = uses.findIndex(({ hash }) => hash === unknown);
  throw new RegistryError(
    'HUB-C047',
    400,
    `/uses/${index}/hash: \`shapes\` has no shape with the hash ${unknown}.`,
  );
}

async function addUses(client: pg.ClientBase, uses: UsageReport['uses'], to: Date): Promise<void> {
  // Counts stop at what the column holds, 2 147 483 647 a day, rather than fail the report.
  await client.query(
    `INSERT INTO "OperationUse" AS stored
       (hash, "clientName", "clientVersion", day, requests, failures, "lastSeen")
     SELECT hash, name, version, ($6::timestamptz AT TIME ZONE 'UTC')::date,
         least(sum(requests), 2147483647)::int, least(sum(failures), 2147483647)::int, $6::timestamptz
       FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
         AS u(hash, name, version, requests, failures)
       GROUP BY hash, name, version ORDER BY hash, name, version
     ON CONFLICT (hash, "clientName", "clientVersion", day) DO UPDATE SET
       requests = least(stored.requests::bigint + excluded.requests, 2147483647)::int,
       failures = least(stored.failures::bigint + excluded.failures, 2147483647)::int,
       "lastSeen" = greatest(stored."lastSeen", excluded."lastSeen")`,
    [
      uses.map(({ hash }) => hash),
      uses.map(({ clientName }) => clientName),
      uses.map(({ clientVersion }) => clientVersion),
      uses.map(({ requests }) => requests),
      uses.map(({ failures }) => failures),
      to,
    ],
  );
}
