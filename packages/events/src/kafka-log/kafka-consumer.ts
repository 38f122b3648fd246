import { backoff, createTroubleLog, pause } from '@throughgate/service';
import type { Consumer, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { StandingStill, SubscribeOptions, Subscription } from '../log/event-log.ts';
import { requireProgress } from '../log/standing-still.ts';
import { createBatchHandler } from './batch-handler.ts';
import { fetchBounds } from './fetch-bounds.ts';
import { createFetchWatch } from './fetch-watch.ts';
import { retry } from './kafka-client.ts';
import { findReadableTopics } from './readable-topics.ts';

/** What {@link startKafkaConsumer} starts. */
export interface KafkaConsumerOptions extends SubscribeOptions {
  readonly kafka: Kafka;
  readonly logger: Logger;
  readonly sessionTimeout: number;
}

/** Longest that a fetch waits for records, in milliseconds: also how long stopping takes when there are none. */
const maxWait = 500;
/**
 * Partitions whose batches are in hand at once, but for those that take long: nothing is fetched meanwhile, so that it is most that a fetch
 * brings. What they hold is bounded by the fetch.
 */
const concurrency = 24;
/** Longest pause, in milliseconds, before topics that could not be read are looked at again. */
const longestRefusal = 30_000;

/**
 * Starts one member of a consumer group.
 *
 * A kafkajs consumer that crashes is either restarted by kafkajs or, for errors that it takes for final, silently
 * dead. Neither is relied on: kafkajs never restarts, and whatever ended the consumer, a new one is made
 * after a pause. That also covers the first join on a fresh broker, which can crash with GROUP_LOAD_IN_PROGRESS.
 *
 * Topics that cannot be read (missing, denied, without a leader) are left out and looked at again with growing pauses.
 */
export function startKafkaConsumer(options: KafkaConsumerOptions): Subscription {
  const { kafka, group, topics, sessionTimeout, onBatch, batchSize } = options;
  const logger = options.logger.child({ group });
  const stopping = new AbortController();
  const fetches = createFetchWatch(logger);
  const ends = createTroubleLog(logger, {
    began: 'the consumer ended; new ones are tried',
    ended: 'the consumer is in its group again',
  });
  const refusals = createTroubleLog(logger, {
    began: 'a topic cannot be read; the others are',
    ended: 'the topic is read again',
  });
  const handler = createBatchHandler({
    onBatch,
    ...(batchSize === undefined ? {} : { batchSize }),
    troubles: createTroubleLog(logger, {
      began: 'a partition stands still: its records are not taken, and come again',
      ended: 'the partition goes on',
    }),
    signal: stopping.signal,
  });
  let trouble: string | undefined = 'not joined yet';
  const ended = run();

  return {
    async check() {
      const reason = trouble ?? fetches.trouble();
      if (reason !== undefined) throw new Error(`consumer group ${group}: ${reason}`);
      requireProgress(standingStill());
    },
    standingStill,
    async stop() {
      stopping.abort();
      await ended;
    },
  };

  function standingStill(): readonly StandingStill[] {
    const refused = [...refusals.all].map(([topic, { reason }]) => ({ topic, partition: undefined, reason }));
    return [...refused, ...handler.standingStill()];
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const consumer = createConsumer();
      fetches.follow(consumer);
      try {
        await consume(consumer, () => {
          failures = 0;
          trouble = undefined;
          ends.over(group);
        });
      } catch (error) {
        failures += 1;
        trouble = ends.report(group, error).reason;
      }
      if (stopping.signal.aborted) await handler.idle();
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
      ...fetchBounds,
      allowAutoTopicCreation: false,
      retry: { ...retry, restartOnFailure: async () => false },
    });
  }

  /**
   * Consumes until told to stop, or until a topic that could not be read can be; rejects when the consumer crashes.
   */
  async function consume(consumer: Consumer, joined: () => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // A crash while still joining must not count as unhandled before it is awaited.
    promise.catch(() => undefined);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      handler.assign(payload.memberAssignment);
      joined();
    });
    consumer.on(consumer.events.REBALANCING, () => {
      trouble = 'rebalancing';
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    const over = new AbortController();
    const stop = () => resolve();
    stopping.signal.addEventListener('abort', stop, { once: true });
    try {
      const { readable, refused } = await findReadableTopics(kafka, topics);
      for (const topic of readable) refusals.over(topic);
      for (const [topic, error] of refused) refusals.report(topic, error, { topic });
      if (readable.length === 0 && refused.size > 0) throw new Error('none of its topics can be read');
      await consumer.connect();
      await consumer.subscribe({ topics: [...readable], fromBeginning: true });
      if (stopping.signal.aborted) return;
      await consumer.run({
        eachBatchAutoResolve: false,
        // The handler stores positions itself, each partition's on its own.
        autoCommit: false,
        partitionsConsumedConcurrently: concurrency,
        eachBatch: handler.eachBatchOf(consumer),
      });
      if (refused.size > 0) void lookAgain([...refused.keys()], over.signal).then(resolve);
      await promise;
    } finally {
      over.abort();
      stopping.signal.removeEventListener('abort', stop);
    }
  }

  /** Resolves when one of these topics can be read, or when told to stop. */
  async function lookAgain(refused: readonly string[], signal: AbortSignal): Promise<void> {
    for (let looks = 1; !signal.aborted; looks += 1) {
      await pause(backoff(looks, 1_000, longestRefusal), signal);
      if (signal.aborted) return;
      try {
        const now = await findReadableTopics(kafka, refused);
        if (now.readable.length > 0) return;
        for (const [topic, error] of now.refused) refusals.report(topic, error, { topic });
      } catch (error) {
        // The brokers do not answer, which the consumer itself notices.
        logger.debug({ err: error }, 'topics that could not be read were not looked at');
      }
    }
  }
}
