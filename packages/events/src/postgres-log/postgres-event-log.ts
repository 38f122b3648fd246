import { createSchema, onIdleLoss } from '@throughgate/database';
import pg from 'pg';
import type { Logger } from 'pino';
import type { EventLog } from '../log/event-log.ts';
import { maxRecordBytes } from '../log/record-bytes.ts';
import { createRunning } from '../log/running.ts';
import { appendRecords } from './append-records.ts';
import { startConsumer } from './consumer.ts';
import { createEndsLook } from './ends-look.ts';
import { startFollower } from './follower.ts';
import { createGrowth } from './growth.ts';
import { logDdl, logRelation, segmentDdl, segmentRelation } from './log-schema.ts';
import { createLogSource } from './log-source.ts';
import { createTopicDirectory, createTopics } from './partitions.ts';
import { forgetGroup, readLag, setPositions } from './positions.ts';

/** Options of {@link createPostgresEventLog}. */
export interface PostgresEventLogOptions {
  /** Database that holds the log, in its schema `event_log`, which is created where it is missing. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Partitions of topics created from now on: the most consumers that can share a topic. @default 6 */
  readonly partitions?: number;
}

/** One statement appends to all partitions. */
const oneLane = () => 0;

/**
 * The event log in PostgreSQL: what Kafka offers, as far as {@link EventLog} needs it, with no broker to
 * install. Records are kept for ever, since projections are rebuilt from them. Nothing connects before the
 * first call.
 */
export function createPostgresEventLog(options: PostgresEventLogOptions): EventLog {
  const { databaseUrl, logger, partitions = 6 } = options;
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'throughgate event log',
    max: 4,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  onIdleLoss(pool, (error) => logger.warn({ err: error }, 'event log: an idle connection was lost'));
  const topicsNamed = createTopicDirectory(pool);
  const source = createLogSource(pool);
  const growth = createGrowth(databaseUrl, logger);
  const endsLook = createEndsLook(pool);
  const running = createRunning();
  let schema: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  return {
    async ensureTopics(topics) {
      await ready();
      await createTopics(pool, topics, partitions);
    },
    async append(records) {
      if (records.length === 0) return;
      await ready();
      const topics = await topicsNamed(new Set(records.map(({ topic }) => topic)));
      await appendRecords(pool, topics, records, (partition, first, appended) => {
        source.appended(partition, first, appended);
        growth.tell(partition.id, first + BigInt(appended.length));
      });
    },
    lanes: async () => oneLane,
    maxRecordBytes: () => maxRecordBytes,
    async subscribe(wanted) {
      await ready();
      return running.keep(
        startConsumer({ ...wanted, databaseUrl, logger, directory: topicsNamed, source, growth }),
      );
    },
    follow: (wanted) => running.keep(startFollower({ ...wanted, logger, ready, source, growth, endsLook })),
    async startAt(group, positions) {
      await ready();
      await setPositions(pool, group, positions);
    },
    async lag(group, topics) {
      await ready();
      return readLag(pool, group, topics);
    },
    async deleteGroup(group) {
      await ready();
      await forgetGroup(pool, group);
    },
    async check() {
      await pool.query('SELECT 1');
    },
    close() {
      closing ??= Promise.all([running.stop(), growth.stop()]).then(() => pool.end());
      return closing;
    },
  };

  async function ready(): Promise<void> {
    schema ??= createSchema(pool, logRelation, logDdl).then(() =>
      createSchema(pool, segmentRelation, segmentDdl),
    );
    try {
      await schema;
    } catch (error) {
      schema = undefined;
      throw error;
    }
  }
}
