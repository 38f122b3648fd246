export type { ChangeEvent } from './change-event.ts';
export { fromLogRecord, toLogRecord } from './cloud-event-record.ts';
export type {
  EventLog,
  LogRecord,
  NewLogRecord,
  PartitionLag,
  SubscribeOptions,
  Subscription,
} from './event-log.ts';
export { MalformedEventError } from './malformed-event-error.ts';
export { outboxInsert } from './outbox/outbox-insert.ts';
export { ensureOutbox } from './outbox/outbox-schema.ts';
export { type Relay, type RelayOptions, startRelay } from './outbox/relay.ts';
export { createPostgresEventLog, type PostgresEventLogOptions } from './postgres-log/postgres-event-log.ts';
export { topicOf } from './topic.ts';
