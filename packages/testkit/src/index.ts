export { type TestDatabase, testDatabase, testPostgresUrl } from './postgres.ts';
