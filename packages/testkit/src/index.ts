export {
  type AgencyUnderTest,
  askSigned,
  type GraphAnswer,
  type MutationAnswer,
  type OutboxRow,
  startAgencyForTest,
} from './agency.ts';
export { type BreakableConnection, breakableConnection } from './breakable-connection.ts';
export { eventually } from './eventually.ts';
export { type KafkaCluster, startKafka } from './kafka-cluster.ts';
export { type TestKafka, testKafka, whySkipKafka } from './kafka-for-tests.ts';
export { type TestDatabase, testDatabase, testPostgresUrl } from './postgres.ts';
