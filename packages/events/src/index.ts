export type { ChangeEvent } from './event/change-event.ts';
export { fromLogRecord, toLogRecord } from './event/cloud-event-record.ts';
export { MalformedEventError } from './event/malformed-event-error.ts';
export {
  type Envelope,
  type EnvelopeAttribute,
  type EnvelopeAttributes,
  type EnvelopeFault,
  type EnvelopeReading,
  readEnvelope,
} from './event/read-envelope.ts';
export { topicOf } from './event/topic-of.ts';
export type { KafkaConnection } from './kafka-log/kafka-client.ts';
export { createKafkaEventLog, type KafkaEventLogOptions } from './kafka-log/kafka-event-log.ts';
export { AppendError } from './log/append-error.ts';
export { ensureTopicsApart } from './log/ensure-topics-apart.ts';
export type {
  EventLog,
  Following,
  FollowOptions,
  FollowState,
  LogPosition,
  LogRecord,
  NewLogRecord,
  PartitionLag,
  StandingStill,
  SubscribeOptions,
  Subscription,
  Unreadable,
} from './log/event-log.ts';
export { recordBytes } from './log/record-bytes.ts';
export { ensureOutbox } from './outbox/ensure-outbox.ts';
export { eventBytes } from './outbox/event-bytes.ts';
export { createOutboxBell, type OutboxBell, wakeRelays } from './outbox/outbox-bell.ts';
export { outboxCopy } from './outbox/outbox-copy.ts';
export { outboxInsert } from './outbox/outbox-insert.ts';
export { listParked, type ParkedEvent, releaseParked } from './outbox/parked-events.ts';
export { type Relay, type RelayOptions, startRelay } from './outbox/relay.ts';
export { createPostgresEventLog, type PostgresEventLogOptions } from './postgres-log/postgres-event-log.ts';
export { countWaitingDeadLetters } from './projection/dead-letters/count-dead-letters.ts';
export {
  type DeadLetter,
  type DeadLetters,
  type DeadLettersOptions,
  deadLetters,
  type OpenedDeadLetter,
  type Replay,
} from './projection/dead-letters/dead-letters.ts';
export type { DismissedLetters } from './projection/dead-letters/dismiss-dead-letters.ts';
export { NotYetProcessableError } from './projection/definition/not-yet-processable-error.ts';
export type { Projection } from './projection/definition/projection.ts';
export { UnprocessableEventError } from './projection/definition/unprocessable-event-error.ts';
export {
  type RebuildOptions,
  type RebuildProgress,
  type Rebuilt,
  rebuildProjection,
} from './projection/rebuild/rebuild-projection.ts';
export {
  type ProjectionOptions,
  type RunningProjection,
  startProjection,
  type TopicProgress,
} from './projection/run/start-projection.ts';
