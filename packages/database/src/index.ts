export { type CreatePoolOptions, createPool } from './create-pool.ts';
export { type GivenSecrets, type HubSecrets, hubSecrets } from './hub-secrets.ts';
export { type DataDirectoryLock, lockDataDirectory } from './lock-data-directory.ts';
export { isDatabaseUnavailable } from './is-database-unavailable.ts';
export { type MigrateOptions, migrate } from './migrate.ts';
export { type OpenPostgresOptions, openPostgres, type Postgres } from './open-postgres.ts';
export { provision, serviceDatabaseUrl } from './provision.ts';
export { type SchemaDifferenceOptions, schemaDifference } from './schema-difference.ts';
