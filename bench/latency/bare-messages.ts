import { Kafka, logLevel, Partitioners } from 'kafkajs';
import pg from 'pg';
import { openLoop } from '../harness/open-loop.ts';

/** Sends messages at a steady rate and says how many milliseconds each took to arrive. */
export interface BareMessages extends AsyncDisposable {
  measure(perSecond: number, seconds: number): Promise<readonly number[]>;
}

/**
 * The baseline of a log in PostgreSQL: a row is inserted and committed with a notification, and a listening
 * connection hears it. Nothing is relayed or projected.
 */
export async function bareNotifications(url: string): Promise<BareMessages> {
  const writers = new pg.Pool({ connectionString: url, max: 4 });
  const listener = new pg.Client({ connectionString: url });
  await listener.connect();
  await writers.query('CREATE TABLE bare_message (id text PRIMARY KEY, payload jsonb)');
  const awaited = awaitedMessages();
  listener.on('notification', ({ payload = '' }) => awaited.arrived(payload));
  await listener.query('LISTEN bare_message');
  const insert = {
    name: 'bare-message',
    text: `WITH message AS (INSERT INTO bare_message VALUES ($1, '{"bare": true}') RETURNING id)
      SELECT pg_notify('bare_message', id) FROM message`,
  };
  return {
    measure: (perSecond, seconds) =>
      awaited.measure(perSecond, seconds, (id) => writers.query({ ...insert, values: [id] })),
    async [Symbol.asyncDispose]() {
      await listener.end();
      await writers.end();
    },
  };
}

/** The baseline of a log in Kafka: a message is produced, acknowledged by all replicas, and consumed. */
export async function bareKafka(brokers: readonly string[]): Promise<BareMessages> {
  const kafka = new Kafka({ clientId: 'bare', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const topic = 'bare.messages';
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 6 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const consumer = kafka.consumer({ groupId: 'bare' });
  await consumer.connect();
  const joined = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, () => joined.resolve());
  await consumer.subscribe({ topic, fromBeginning: true });
  const awaited = awaitedMessages();
  await consumer.run({ eachMessage: async ({ message }) => awaited.arrived(String(message.key)) });
  await joined.promise;
  return {
    measure: (perSecond, seconds) =>
      awaited.measure(perSecond, seconds, (id) =>
        producer.send({ topic, acks: -1, messages: [{ key: id, value: '{"bare": true}' }] }),
      ),
    async [Symbol.asyncDispose]() {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
}

/** Keeps who waits for which message. */
function awaitedMessages() {
  const waiting = new Map<string, () => void>();
  let sent = 0;
  return {
    arrived(id: string) {
      waiting.get(id)?.();
      waiting.delete(id);
    },
    async measure(perSecond: number, seconds: number, send: (id: string) => Promise<unknown>) {
      const latencies: number[] = [];
      await openLoop(perSecond, seconds, async () => {
        const id = `message-${sent++}`;
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.set(id, resolve);
        const began = performance.now();
        await send(id);
        await promise;
        latencies.push(performance.now() - began);
      });
      return latencies;
    },
  };
}
