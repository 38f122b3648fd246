export { keepSession } from './connection/keep-session.ts';
export { type Statements, statementsInTurn } from './connection/statements-in-turn.ts';
export { withClient } from './connection/with-client.ts';
export { type GivenSecrets, type HubSecrets, hubSecrets } from './data-directory/hub-secrets.ts';
export { type DataDirectoryLock, lockDataDirectory } from './data-directory/lock-data-directory.ts';
export { isDatabaseUnavailable } from './errors/is-database-unavailable.ts';
export {
  hasSqlState,
  hasSqlStateOfClass,
  isAboutStatement,
  sqlState,
  sqlStateClass,
  verdictOf,
} from './errors/sql-state.ts';
export { type MigrateOptions, migrate } from './migrations/migrate.ts';
export { type CreatePoolOptions, createPool } from './pool/create-pool.ts';
export { onIdleLoss } from './pool/on-idle-loss.ts';
export { poolCheck } from './pool/pool-check.ts';
export { type OwnDatabasesOptions, type OwnedDatabases, ownDatabases } from './provisioning/own-databases.ts';
export {
  defaultPrefix,
  type ProvisionOptions,
  provision,
  serviceDatabaseUrl,
} from './provisioning/provision.ts';
export { type OpenPostgresOptions, openPostgres, type Postgres } from './server/open-postgres.ts';
export { warnOfSuperuser } from './server/warn-of-superuser.ts';
export { advisoryLock, advisoryLockText } from './sql/advisory-lock.ts';
export { copyRows, type RowCopy } from './sql/copy-rows.ts';
export { createSchema } from './sql/create-schema.ts';
export { givenList } from './sql/given-list.ts';
export { inTransaction, withRollback } from './sql/in-transaction.ts';
export { pipeline } from './sql/pipeline.ts';
export { prepared } from './sql/prepared.ts';
export { dayAndMomentAsText, dayAsMidnight, dayAsText } from './sql/text-types.ts';
