import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One migration as Prisma keeps it: a folder `<time>_<name>` that holds `migration.sql`. */
export interface Migration {
  /** The folder's name, which is also its place in the order. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hexadecimal, by which Prisma recognises an edited migration. */
  readonly checksum: string;
}

/** Reads the migrations of a `prisma/migrations` directory in their order; none when there is no directory. */
export function readMigrations(directory: string): readonly Migration[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}
