import { readFileSync } from 'node:fs';
import { readMigrations } from './read-migrations.ts';
import { withSchemaEngine } from './with-schema-engine.ts';

/** What a comparison of a schema with its migrations needs. */
export interface SchemaDifferenceOptions {
  /** Administrator's URL of a PostgreSQL on which a scratch database may be made. */
  readonly adminUrl: string;
  /** The service's `prisma/schema.prisma`. */
  readonly schemaPath: string;
  /** The service's `prisma/migrations`. */
  readonly migrationsDirectory: string;
}

/**
 * Returns the SQL that leads from where the migrations end to what the schema says; empty when they agree.
 * For developing and testing a service; a running one only needs `migrate`.
 */
export async function schemaDifference(options: SchemaDifferenceOptions): Promise<string> {
  const { adminUrl, schemaPath, migrationsDirectory } = options;
  const schema = { path: schemaPath, content: readFileSync(schemaPath, 'utf8') };
  const script = await withSchemaEngine(adminUrl, schema, async (engine) => {
    const { stdout } = await engine.diff({
      from: {
        tag: 'migrations',
        baseDir: migrationsDirectory,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: readMigrations(migrationsDirectory).map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  });
  // The engine says in a comment that there is nothing to do.
  return /^\s*(--[^\n]*\s*)*$/.test(script) ? '' : script;
}
