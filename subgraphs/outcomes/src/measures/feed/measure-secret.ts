import { randomBytes } from 'node:crypto';
import type pg from 'pg';

/** The secret that keys of records are made with: the same for all replicas, made by the first that asks. */
export async function measureSecret(pool: pg.Pool): Promise<string> {
  await pool.query('INSERT INTO "MeasureSecret" (secret) VALUES ($1) ON CONFLICT DO NOTHING', [
    randomBytes(32).toString('hex'),
  ]);
  const { rows } = await pool.query<{ secret: string }>('SELECT secret FROM "MeasureSecret"');
  if (!rows[0]) throw new Error('unreachable: there is no secret of measures');
  return rows[0].secret;
}
