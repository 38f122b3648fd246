import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { expect, it } from 'vitest';
import { sqlConnection } from '../src/index.ts';

it('gives days as the text they are, in any time zone, and moments as dates', async () => {
  await using database = await testDatabase();
  const pool = new pg.Pool({
    connectionString: database.url,
    max: 1,
    options: '-c TimeZone=Pacific/Kiritimati',
  });
  await using _ = { [Symbol.asyncDispose]: () => pool.end() };
  const rows = await sqlConnection(pool).$queryRawUnsafe(
    "SELECT $1::date AS day, '2026-10-01T08:30:00Z'::timestamptz AS moment, 7 AS number",
    '2026-03-29',
  );
  expect(rows).toEqual([{ day: '2026-03-29', moment: new Date('2026-10-01T08:30:00Z'), number: 7 }]);
});
