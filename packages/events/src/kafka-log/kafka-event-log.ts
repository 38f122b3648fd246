import { Partitioners, type Producer } from 'kafkajs';
import type { Logger } from 'pino';
import type { EventLog, Subscription } from '../event-log.ts';
import { createPartitioner } from '../support/partition-of-key.ts';
import { createKafkaClient, type KafkaConnection } from './kafka-client.ts';
import { startKafkaConsumer } from './kafka-consumer.ts';
import { forgetKafkaGroup, readKafkaLag } from './kafka-groups.ts';
import { createKafkaTopics } from './kafka-topics.ts';
import { sendRecords } from './send-records.ts';

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

/** The event log in Kafka. Nothing connects before the first call. */
export function createKafkaEventLog(options: KafkaEventLogOptions): EventLog {
  const { logger, partitions = 6, replicationFactor, sessionTimeout = 10_000 } = options;
  const kafka = createKafkaClient(options, logger);
  const admin = once(kafka.admin());
  // Not idempotent: that fails under bursts (kafkajs #598) and would save nothing, since consumers recognise
  // repeats by the event's id.
  const producer = once(
    kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      idempotent: false,
    }),
  );
  const partitioners = new Map<string, (key: string | null) => number>();
  const subscriptions = new Set<Subscription>();
  let closing: Promise<void> | undefined;

  return {
    async ensureTopics(topics) {
      await createKafkaTopics(await admin.connected(), topics, { partitions, replicationFactor });
    },
    async append(records) {
      for (const topic of new Set(records.map((record) => record.topic))) await learn(topic);
      await sendRecords(
        await producer.connected(),
        records,
        (topic, key) => partitioners.get(topic)?.(key) ?? 0,
      );
    },
    async subscribe(wanted) {
      const consumer = startKafkaConsumer({ ...wanted, kafka, logger, sessionTimeout });
      const subscription: Subscription = {
        check: consumer.check,
        async stop() {
          await consumer.stop();
          subscriptions.delete(subscription);
        },
      };
      subscriptions.add(subscription);
      return subscription;
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
        await Promise.all([...subscriptions].map((one) => one.stop()));
        await Promise.all([producer.disconnect(), admin.disconnect()]);
      })();
      return closing;
    },
  };

  /** Learns how many partitions a topic has; that must not change, or keys would move between them. */
  async function learn(topic: string): Promise<void> {
    if (partitioners.has(topic)) return;
    const { topics } = await (await admin.connected()).fetchTopicMetadata({ topics: [topic] });
    const count = topics[0]?.partitions.length ?? 0;
    if (count === 0) throw new Error(`Topic ${topic} does not exist; ensureTopics creates it.`);
    partitioners.set(topic, createPartitioner(count));
  }
}

/** Connects at the first use; a failure is forgotten, so that the next use tries again. */
function once<Client extends Pick<Producer, 'connect' | 'disconnect'>>(client: Client) {
  let connecting: Promise<void> | undefined;
  return {
    async connected(): Promise<Client> {
      connecting ??= client.connect();
      try {
        await connecting;
      } catch (error) {
        connecting = undefined;
        throw error;
      }
      return client;
    },
    async disconnect(): Promise<void> {
      if (connecting) await client.disconnect();
    },
  };
}
