import type { Consumer, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { SubscribeOptions, Subscription } from '../event-log.ts';
import { backoff, pause } from '../support/pause.ts';
import { createBatchHandler } from './batch-handler.ts';
import { createFetchWatch } from './fetch-watch.ts';
import { retry } from './kafka-client.ts';

/** What {@link startKafkaConsumer} starts. */
export interface KafkaConsumerOptions extends SubscribeOptions {
  readonly kafka: Kafka;
  readonly logger: Logger;
  readonly sessionTimeout: number;
}

/** Longest that a fetch waits for records, in milliseconds: also how long stopping takes when there are none. */
const maxWait = 500;
/** Bounds memory: 4 MiB a fetch, 1 MiB a partition; a larger record comes alone. */
const maxBytes = 4 * 1024 * 1024;
const maxBytesPerPartition = 1024 * 1024;
/** Partitions whose batches are in hand at once. */
const concurrency = 4;

/**
 * Starts one member of a consumer group.
 *
 * A kafkajs consumer that crashes is either restarted by kafkajs or, for errors that it takes for final, silently
 * dead. Neither is relied on: kafkajs never restarts, and whatever ended the consumer, a new one is made
 * after a pause. That also covers the first join on a fresh broker, which can crash with GROUP_LOAD_IN_PROGRESS.
 */
export function startKafkaConsumer(options: KafkaConsumerOptions): Subscription {
  const { kafka, group, topics, sessionTimeout } = options;
  const logger = options.logger.child({ group });
  const stopping = new AbortController();
  const fetches = createFetchWatch(logger);
  let trouble: string | undefined = 'not joined yet';
  const ended = run();

  return {
    async check() {
      const reason = trouble ?? fetches.trouble();
      if (reason !== undefined) throw new Error(`consumer group ${group}: ${reason}`);
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const consumer = createConsumer();
      fetches.follow(consumer);
      try {
        await consume(consumer, () => {
          failures = 0;
          trouble = undefined;
        });
      } catch (error) {
        failures += 1;
        trouble = error instanceof Error ? error.message : String(error);
        logger.warn({ err: error, failures }, 'consumer ended; a new one follows');
      }
      await consumer.disconnect().catch((error: unknown) => logger.debug({ err: error }, 'disconnecting'));
      if (failures > 0) await pause(backoff(failures), stopping.signal);
    }
    trouble = 'stopped';
  }

  function createConsumer(): Consumer {
    return kafka.consumer({
      groupId: group,
      sessionTimeout,
      heartbeatInterval: Math.floor(sessionTimeout / 5),
      rebalanceTimeout: 60_000,
      maxWaitTimeInMs: maxWait,
      maxBytes,
      maxBytesPerPartition,
      allowAutoTopicCreation: false,
      retry: { ...retry, restartOnFailure: async () => false },
    });
  }

  /** Consumes until told to stop; rejects when the consumer crashes. */
  async function consume(consumer: Consumer, joined: () => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // A crash while still joining must not count as unhandled before it is awaited.
    promise.catch(() => undefined);
    consumer.on(consumer.events.GROUP_JOIN, joined);
    consumer.on(consumer.events.REBALANCING, () => {
      trouble = 'rebalancing';
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    const stop = () => resolve();
    stopping.signal.addEventListener('abort', stop, { once: true });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      if (stopping.signal.aborted) return;
      await consumer.run({
        eachBatchAutoResolve: false,
        autoCommitThreshold: 1,
        partitionsConsumedConcurrently: concurrency,
        eachBatch: createBatchHandler({
          ...options,
          logger,
          heartbeatInterval: Math.floor(sessionTimeout / 5),
          signal: stopping.signal,
        }),
      });
      await promise;
    } finally {
      stopping.signal.removeEventListener('abort', stop);
    }
  }
}
