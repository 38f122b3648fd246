import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase, testPostgresUrl } from '../src/index.ts';

test('each test database is empty, its own, and gone afterwards even with a connection left open', async () => {
  let name: string;
  const forgotten: pg.Client[] = [];
  {
    await using first = await testDatabase();
    await using second = await testDatabase();
    expect(first.url).not.toBe(second.url);
    for (const { url } of [first, second]) {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      forgotten.push(client);
      await client.connect();
      await client.query('CREATE TABLE person (id int)');
    }
    name = new URL(first.url).pathname.slice(1);
    expect(await databasesNamed(name)).toBe(1);
  }
  expect(await databasesNamed(name)).toBe(0);
  await Promise.all(forgotten.map((client) => client.end().catch(() => undefined)));
});

async function databasesNamed(name: string): Promise<number> {
  const client = new pg.Client({ connectionString: testPostgresUrl() });
  await client.connect();
  try {
    return (await client.query('SELECT FROM pg_database WHERE datname = $1', [name])).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
