export { AppendError } from './append-error.ts';
export type { ChangeEvent } from './change-event.ts';
export { fromLogRecord, toLogRecord } from './cloud-event-record.ts';
export type {
  EventLog,
  LogRecord,
  NewLogRecord,
  PartitionLag,
  StandingStill,
  SubscribeOptions,
  Subscription,
  Unreadable,
} from './event-log.ts';
export type { KafkaConnection } from './kafka-log/kafka-client.ts';
export { createKafkaEventLog, type KafkaEventLogOptions } from './kafka-log/kafka-event-log.ts';
export { MalformedEventError } from './malformed-event-error.ts';
export { eventBytes } from './outbox/event-bytes.ts';
export { outboxInsert } from './outbox/outbox-insert.ts';
export { ensureOutbox } from './outbox/outbox-schema.ts';
export { listParked, type ParkedEvent, releaseParked } from './outbox/parked-events.ts';
export { type Relay, type RelayOptions, startRelay } from './outbox/relay.ts';
export { createPostgresEventLog, type PostgresEventLogOptions } from './postgres-log/postgres-event-log.ts';
export { countWaitingDeadLetters } from './projection/count-dead-letters.ts';
export {
  type DeadLetter,
  type DeadLetters,
  type DeadLettersOptions,
  deadLetters,
  type OpenedDeadLetter,
  type Replay,
} from './projection/dead-letters.ts';
export type { DismissedLetters } from './projection/dismiss-dead-letters.ts';
export { NotYetProcessableError } from './projection/not-yet-processable-error.ts';
export type { Projection } from './projection/projection.ts';
export {
  type RebuildOptions,
  type RebuildProgress,
  type Rebuilt,
  rebuildProjection,
} from './projection/rebuild-projection.ts';
export {
  type ProjectionOptions,
  type RunningProjection,
  startProjection,
} from './projection/start-projection.ts';
export { UnprocessableEventError } from './projection/unprocessable-event-error.ts';
export {
  type Envelope,
  type EnvelopeAttribute,
  type EnvelopeAttributes,
  type EnvelopeFault,
  type EnvelopeReading,
  readEnvelope,
} from './read-envelope.ts';
export { recordBytes } from './record-bytes.ts';
export { ensureTopicsApart } from './support/ensure-topics-apart.ts';
export { topicOf } from './topic.ts';
