import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { openPostgres } from '../packages/database/src/index.ts';
import { schemaDifference } from '../packages/database/src/migrations/schema-difference.ts';
import { createLogger } from '../packages/service/src/index.ts';

/**
 * Writes the migration that leads from the existing migrations of a package to its schema.prisma:
 * `node scripts/migration.ts <folder> <name>`, for example `node scripts/migration.ts subgraphs/prisons add-visits`.
 * Works on an embedded PostgreSQL that it starts and throws away; touches no data of a hub.
 */
const [folder, name] = process.argv.slice(2);
if (!folder || !/^(subgraphs|packages)\/[a-z]+$/.test(folder) || !name || !/^[a-z0-9_-]+$/.test(name)) {
  process.stderr.write(
    'usage: node scripts/migration.ts subgraphs/<name>|packages/<name> <migration>   (lower case, digits, - and _)\n',
  );
  process.exit(3);
}
const prisma = join(import.meta.dirname, '..', folder, 'prisma');
const migrationsDirectory = join(prisma, 'migrations');
const dataDirectory = mkdtempSync(join(tmpdir(), 'throughgate-migration-'));
// As root PostgreSQL runs as another user, who must reach the directory.
chmodSync(dataDirectory, 0o755);
try {
  const postgres = await openPostgres({ dataDirectory, logger: createLogger('warn'), durable: false });
  try {
    const sql = await schemaDifference({
      adminUrl: postgres.adminUrl,
      schemaPath: join(prisma, 'schema.prisma'),
      migrationsDirectory,
    });
    if (sql === '') {
      process.stdout.write('The migrations already lead to the schema: nothing to write.\n');
    } else {
      const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
      const target = join(migrationsDirectory, `${time}_${name.replaceAll('-', '_')}`);
      mkdirSync(target, { recursive: true });
      writeFileSync(join(migrationsDirectory, 'migration_lock.toml'), 'provider = "postgresql"\n');
      writeFileSync(join(target, 'migration.sql'), sql);
      process.stdout.write(`${relative(process.cwd(), join(target, 'migration.sql'))}\n`);
    }
  } finally {
    await postgres.stop();
  }
} finally {
  rmSync(dataDirectory, { recursive: true, force: true });
}
