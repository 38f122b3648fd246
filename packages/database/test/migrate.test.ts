import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '@throughgate/service';
import { testDatabase, testPostgresUrl } from '@throughgate/testkit';
import { describe, expect, test } from 'vitest';
import { migrate } from '../src/index.ts';
import { schemaDifference } from '../src/migrations/schema-difference.ts';
import { query } from './support/query.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const schema = `
datasource db {
  provider = "postgresql"
}
model Person {
  id   String @id
  name String
}
`;

const functionWithSemicolons = `
CREATE TABLE "Person" ("id" TEXT NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Person_pkey" PRIMARY KEY ("id"));
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := upper(NEW.name); RETURN NEW; END; $$;
CREATE TRIGGER shout BEFORE INSERT ON "Person" FOR EACH ROW EXECUTE FUNCTION shout();
`;

/** A service's prisma directory with the migrations given. */
function service(migrations: Record<string, string>) {
  const directory = temporaryDirectory();
  const migrationsDirectory = join(directory.path, 'migrations');
  const add = (name: string, sql: string) => {
    mkdirSync(join(migrationsDirectory, name), { recursive: true });
    writeFileSync(join(migrationsDirectory, name, 'migration.sql'), sql);
  };
  for (const [name, sql] of Object.entries(migrations)) add(name, sql);
  writeFileSync(join(directory.path, 'schema.prisma'), schema);
  return {
    ...directory,
    [Symbol.dispose]: directory[Symbol.dispose],
    migrationsDirectory,
    schemaPath: join(directory.path, 'schema.prisma'),
    add,
  };
}

describe('migrating', () => {
  test('applies what is missing, in order, once', async () => {
    using prisons = service({ '2_second': 'INSERT INTO t VALUES (2)', '1_first': 'CREATE TABLE t (n int)' });
    await using database = await testDatabase();
    const options = { url: database.url, migrationsDirectory: prisons.migrationsDirectory };
    expect(await migrate(options)).toEqual(['1_first', '2_second']);
    expect(await migrate(options)).toEqual([]);
    prisons.add('3_third', 'INSERT INTO t VALUES (3)');
    expect(await migrate(options)).toEqual(['3_third']);
    expect(await query(database.url, 'TABLE t')).toEqual([{ n: 2 }, { n: 3 }]);
  });

  test('leaves nothing of a migration that fails, and works once it is mended', async () => {
    using prisons = service({
      '1_first': 'CREATE TABLE t (n int)',
      '2_bad': 'DROP TABLE t; SELECT nonsense',
    });
    await using database = await testDatabase();
    const options = { url: database.url, migrationsDirectory: prisons.migrationsDirectory };
    const failing = migrate(options);
    await expect(failing).rejects.toThrow(OperatorError);
    await expect(failing).rejects.toThrow(
      '2_bad failed and was rolled back: column "nonsense" does not exist',
    );
    expect(await query(database.url, 'TABLE t')).toEqual([]);
    prisons.add('2_bad', 'INSERT INTO t VALUES (1)');
    expect(await migrate(options)).toEqual(['2_bad']);
  });

  test('is done once when several hubs start at once', async () => {
    using prisons = service({
      '1_first': 'CREATE TABLE t (n int); SELECT pg_sleep(0.2)',
      '2_second': 'INSERT INTO t VALUES (1)',
    });
    await using database = await testDatabase();
    const options = { url: database.url, migrationsDirectory: prisons.migrationsDirectory };
    const applied = await Promise.all([migrate(options), migrate(options), migrate(options)]);
    expect(applied.map(({ length }) => length).sort()).toEqual([0, 0, 2]);
    expect(await query(database.url, 'TABLE t')).toEqual([{ n: 1 }]);
  });

  test('refuses a migration that was edited after it was applied', async () => {
    using prisons = service({ '1_first': 'CREATE TABLE t (n int)' });
    await using database = await testDatabase();
    const options = { url: database.url, migrationsDirectory: prisons.migrationsDirectory };
    await migrate(options);
    prisons.add('1_first', 'CREATE TABLE t (n bigint)');
    await expect(migrate(options)).rejects.toThrow('edited after the database had applied them: 1_first');
  });

  test('refuses a database that a newer version has migrated', async () => {
    using newer = service({ '1_first': 'CREATE TABLE t (n int)', '2_future': 'SELECT 1' });
    using older = service({ '1_first': 'CREATE TABLE t (n int)' });
    await using database = await testDatabase();
    await migrate({ url: database.url, migrationsDirectory: newer.migrationsDirectory });
    const downgrade = migrate({ url: database.url, migrationsDirectory: older.migrationsDirectory });
    await expect(downgrade).rejects.toThrow('does not know: 2_future');
  });

  test('of a database that does not answer says where, without the password', async () => {
    const url = 'postgresql://prisons:s3cret@127.0.0.1:1/prisons';
    using prisons = service({ '1_first': 'SELECT 1' });
    const error = await migrate({ url, migrationsDirectory: prisons.migrationsDirectory }).catch((e) => e);
    expect(error).toBeInstanceOf(OperatorError);
    expect(error.message).toContain('127.0.0.1:1');
    expect(error.message).not.toContain('s3cret');
  });
});

describe("Prisma's own engine", () => {
  test('writes the first migration, and the next, and sees when there is nothing to write', async () => {
    using prisons = service({});
    const options = { ...prisons, adminUrl: testPostgresUrl() };
    const sql = await schemaDifference(options);
    expect(sql).toContain('CREATE TABLE "Person"');
    prisons.add('1_first', sql);
    expect(await schemaDifference(options)).toBe('');
    writeFileSync(prisons.schemaPath, schema.replace('name String', 'name String\n  born DateTime @db.Date'));
    expect(await schemaDifference(options)).toContain('ADD COLUMN     "born" DATE NOT NULL');
    await using database = await testDatabase();
    await migrate({ url: database.url, migrationsDirectory: prisons.migrationsDirectory });
    expect(await query(database.url, 'TABLE "Person"')).toEqual([]);
  });

  test('understands migrations written by hand, functions and triggers included', async () => {
    using prisons = service({ '1_first': functionWithSemicolons });
    await using database = await testDatabase();
    await migrate({ url: database.url, migrationsDirectory: prisons.migrationsDirectory });
    await query(database.url, `INSERT INTO "Person" VALUES ('1', 'smith')`);
    expect(await query(database.url, 'SELECT name FROM "Person"')).toEqual([{ name: 'SMITH' }]);
    expect(await schemaDifference({ ...prisons, adminUrl: testPostgresUrl() })).toBe('');
  });

  test('reports an error of PostgreSQL in its words, and leaves no scratch database', async () => {
    using prisons = service({ '1_first': 'SELECT nonsense' });
    const comparing = schemaDifference({ ...prisons, adminUrl: testPostgresUrl() });
    await expect(comparing).rejects.toThrow('nonsense');
    const shadows = "SELECT FROM pg_database WHERE datname LIKE 'throughgate_shadow_%'";
    expect(await query(testPostgresUrl(), shadows)).toEqual([]);
  });

  test('agrees with the history that we wrote', async () => {
    using prisons = service({ '1_first': functionWithSemicolons });
    await using database = await testDatabase();
    await migrate({ url: database.url, migrationsDirectory: prisons.migrationsDirectory });
    const { withSchemaEngine } = await import('../src/migrations/with-schema-engine.ts');
    const diagnosis = await withSchemaEngine(
      database.url,
      { path: 'schema.prisma', content: schema },
      (engine) =>
        engine.diagnoseMigrationHistory({
          migrationsList: {
            baseDir: prisons.migrationsDirectory,
            lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
            shadowDbInitScript: '',
            migrationDirectories: [
              {
                path: '1_first',
                migrationFile: {
                  path: 'migration.sql',
                  content: { tag: 'ok', value: functionWithSemicolons },
                },
              },
            ],
          },
          optInToShadowDatabase: false,
          filters: { externalTables: [], externalEnums: [] },
        }),
    );
    expect(diagnosis).toMatchObject({
      history: null,
      hasMigrationsTable: true,
      failedMigrationNames: [],
      editedMigrationNames: [],
    });
  });
});
