export {
  type AgencyUnderTest,
  askSigned,
  type GraphAnswer,
  type OutboxRow,
  startAgencyForTest,
} from './agency.ts';
export { type TestDatabase, testDatabase, testPostgresUrl } from './postgres.ts';
