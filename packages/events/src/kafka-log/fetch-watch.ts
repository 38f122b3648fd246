import type { Consumer } from 'kafkajs';
import type { Logger } from 'pino';
import { createStallWatch } from '../support/stall-watch.ts';

/**
 * Milliseconds within which a broker must answer a fetch. It holds a fetch back for half a second when there is
 * nothing new, so that this is ten times what it takes; kafkajs itself gives up after 10 s and then tries again, ten
 * times over, before anybody is told.
 */
const limit = 5_000;

/** Notices a broker that is there but does not answer: frozen, overloaded, or behind a network that swallows packets. */
export interface FetchWatch {
  /** Watches a consumer in place of the one before. */
  follow(consumer: Consumer): void;
  /** What is wrong, or `undefined`. */
  trouble(): string | undefined;
}

/** Creates a {@link FetchWatch}, which logs one line when fetches begin to hang and one when they no longer do. */
export function createFetchWatch(logger: Logger): FetchWatch {
  const watch = createStallWatch({
    limit,
    onStall: () => logger.warn({ limit }, 'Kafka does not answer a fetch; no events are consumed'),
    onEnd: (seconds) => logger.warn({ seconds }, 'Kafka answers fetches again'),
  });
  return {
    follow(consumer) {
      const { FETCH_START, FETCH, GROUP_JOIN, CRASH, STOP } = consumer.events;
      // A fetch that failed is begun again without having ended, and keeps its beginning.
      consumer.on(FETCH_START, ({ payload }) => watch.begin(String(payload.nodeId)));
      consumer.on(FETCH, ({ payload }) => watch.end(String(payload.nodeId)));
      consumer.on(GROUP_JOIN, () => watch.clear());
      for (const ended of [CRASH, STOP]) consumer.on(ended, () => watch.giveUp());
    },
    trouble() {
      const seconds = watch.stalledFor();
      return seconds === undefined
        ? undefined
        : `Kafka has not answered a fetch for ${Math.round(seconds)} s`;
    },
  };
}
