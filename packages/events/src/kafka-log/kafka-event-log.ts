import { Partitioners, type Producer } from 'kafkajs';
import type { Logger } from 'pino';
import { createPartitioner } from '../log/create-partitioner.ts';
import type { EventLog, NewLogRecord } from '../log/event-log.ts';
import { createRunning } from '../log/running.ts';
import { settleAppends } from '../log/settle-appends.ts';
import { within } from '../support/within.ts';
import { registerCompressions } from './compression.ts';
import { connectOnce, type LazyClient } from './connect-once.ts';
import { explainKafkaFailure } from './explain-failure.ts';
import { createKafkaClient, type KafkaConnection } from './kafka-client.ts';
import { startKafkaConsumer } from './kafka-consumer.ts';
import { startKafkaFollower } from './kafka-follower.ts';
import { forgetKafkaGroup, readKafkaLag, setKafkaPositions } from './kafka-groups.ts';
import { createKafkaTopics } from './kafka-topics.ts';
import { protocolErrorOf } from './protocol-error.ts';
import { PartitionGoneError, sendRecords } from './send-records.ts';
import { createTopicWatch } from './topic-watch.ts';

/** Options of {@link createKafkaEventLog}. */
export interface KafkaEventLogOptions extends KafkaConnection {
  readonly logger: Logger;
  /** Partitions of topics created from now on: the most consumers that can share a topic. @default 6 */
  readonly partitions?: number;
  /** Copies of each partition of topics created from now on. @default the cluster's own default */
  readonly replicationFactor?: number;
  /**
   * After how many milliseconds of silence a consumer counts as dead and its partitions go to others.
   * @default 10000
   */
  readonly sessionTimeout?: number;
}

/** Milliseconds that a consumer that is stopped has for the batches at hand; what it does not finish comes again. */
const batchGrace = 8_000;
/** Milliseconds that it has to leave its group, which takes as long as a fetch: more only where Kafka does not answer. */
const leaveGrace = 1_000;

/**
 * The event log in Kafka. Nothing connects before the first call. A call that cannot connect rejects with a `OperatorError`
 * that says what to do.
 */
export function createKafkaEventLog(options: KafkaEventLogOptions): EventLog {
  const { logger, partitions = 6, replicationFactor, sessionTimeout = 10_000 } = options;
  registerCompressions();
  const kafka = createKafkaClient(options, logger);
  const explain = (error: unknown) => explainKafkaFailure(error, options);
  const admin = connectOnce(kafka.admin(), explain);
  const topicWatch = createTopicWatch(admin.connected, logger);
  const producers = new Map<string, LazyClient<Producer>>();
  const partitioners = new Map<string, (key: string | null) => number>();
  const running = createRunning();
  const beingMade = new Map<string, Promise<void>>();
  let closing: Promise<void> | undefined;

  return {
    async ensureTopics(topics) {
      await createKafkaTopics(await admin.connected(), topics, { partitions, replicationFactor });
      await topicWatch.look(topics);
    },
    async lanes(topic) {
      return partitioners.get(topic) ?? (await learn(topic));
    },
    maxRecordBytes: topicWatch.maxRecordBytes,
    async append(records) {
      await settleAppends(Map.groupBy(records, ({ topic }) => topic).values(), appendTo);
    },
    async subscribe(wanted) {
      const atHand = new Set<Promise<void>>();
      const onBatch: typeof wanted.onBatch = async (...batch) => {
        const done = wanted.onBatch(...batch);
        atHand.add(done);
        try {
          await done;
        } finally {
          atHand.delete(done);
        }
      };
      const consumer = startKafkaConsumer({ ...wanted, onBatch, kafka, logger, sessionTimeout });
      return running.keep({
        ...consumer,
        async stop() {
          const stopped = consumer.stop();
          if (atHand.size > 0) await within(batchGrace, Promise.allSettled([...atHand]));
          await within(leaveGrace, stopped);
        },
      });
    },
    follow: (wanted) => running.keep(startKafkaFollower({ ...wanted, kafka, logger })),
    async startAt(group, positions) {
      await setKafkaPositions(await admin.connected(), group, positions);
    },
    async lag(group, topics) {
      return readKafkaLag(await admin.connected(), group, topics);
    },
    async deleteGroup(group) {
      await forgetKafkaGroup(await admin.connected(), group);
    },
    async check() {
      await (await admin.connected()).describeCluster();
    },
    close() {
      closing ??= (async () => {
        await running.stop();
        await Promise.all([...producers.values(), admin].map((client) => client.disconnect()));
      })();
      return closing;
    },
  };

  /** Appends records of one topic. */
  async function appendTo(records: readonly NewLogRecord[]): Promise<void> {
    const topic = records[0]?.topic ?? '';
    const partitionOf = partitioners.get(topic) ?? (await learn(topic));
    const producer = await producerOf(topic).connected();
    try {
      const maxBytes = topicWatch.maxRecordBytes(topic);
      await sendRecords({ topic, producer, partitionOf, maxBytes }, records);
    } catch (error) {
      if (isGone(error)) {
        const making = beingMade.get(topic) ?? makeAnew(topic).finally(() => beingMade.delete(topic));
        beingMade.set(topic, making);
        await making;
      }
      throw error;
    }
  }

  /**
   * A producer for each topic: one shares what it knows of all its topics, so that a topic that is gone would stop the
   * others. Not idempotent: that fails under bursts (kafkajs #598) and would save nothing, since consumers recognise
   * repeats by the event's id.
   */
  function producerOf(topic: string): LazyClient<Producer> {
    const known = producers.get(topic);
    if (known) return known;
    const created = connectOnce(
      kafka.producer({
        createPartitioner: Partitioners.DefaultPartitioner,
        allowAutoTopicCreation: false,
        idempotent: false,
      }),
      explain,
    );
    producers.set(topic, created);
    return created;
  }

  /** Learns how many partitions a topic has; that must not change, or keys would move between them. */
  async function learn(topic: string): Promise<(key: string | null) => number> {
    const { topics } = await (await admin.connected()).fetchTopicMetadata({ topics: [topic] });
    const count = topics[0]?.partitions.length ?? 0;
    if (count === 0) throw new Error(`Topic ${topic} does not exist; ensureTopics creates it.`);
    const partitioner = createPartitioner(count);
    partitioners.set(topic, partitioner);
    return partitioner;
  }

  /** A topic that was deleted is made again, where the hub may, so that what follows is not lost too. */
  async function makeAnew(topic: string): Promise<void> {
    partitioners.delete(topic);
    try {
      const connected = await admin.connected();
      if (!(await connected.listTopics()).includes(topic)) {
        logger.error({ topic }, 'this topic is gone, and with it what it held; making it anew');
      }
      await createKafkaTopics(connected, [topic], { partitions, replicationFactor });
      await topicWatch.look([topic]);
    } catch (error) {
      logger.info({ err: error, topic }, 'the topic could not be made anew');
    }
  }
}

/** Whether a topic, or a partition of it, was not there. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof PartitionGoneError) return true;
  return protocolErrorOf(error)?.type === 'UNKNOWN_TOPIC_OR_PARTITION' || isGone(error.cause);
}
