import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { registryAgency, supergraphPublished } from '@throughgate/contracts/registry-events';
import type { EventLog, Subscription } from '@throughgate/events';
import { topicOf } from '@throughgate/events/topic';
import { type Logger, reasonOf } from '@throughgate/service';
import { pauseUnless } from './pause-unless.ts';

/** Milliseconds between attempts to subscribe, at first and at most. */
const [shortestPause, longestPause] = [1_000, 60_000];
/** A stopping gateway does not wait longer for an event log that cannot be reached, in milliseconds. */
const longestLeave = 5_000;

/** What {@link listenForSupergraphs} needs. */
export interface ListenOptions {
  readonly eventLog: EventLog;
  readonly logger: Logger;
  /** Called for events that tell of a new supergraph; they may be old ones. */
  readonly onPublished: () => void;
}

/** Listening that can be ended. */
export interface Listening {
  /** Leaves the event log, and forgets there how far this process had read. */
  stop(): Promise<void>;
}

/**
 * Listens on the event log for new supergraphs, as a group of its own so that every gateway hears of each. An event
 * log that cannot be reached is tried again and again in the background: the registry is polled as well.
 */
export function listenForSupergraphs({ eventLog, logger, onPublished }: ListenOptions): Listening {
  const topic = topicOf(registryAgency);
  const group = `gateway-${randomBytes(8).toString('hex')}`;
  const stopping = new AbortController();
  const subscribed = subscribe();

  return {
    async stop() {
      stopping.abort();
      await Promise.race([leave(), setTimeout(longestLeave, undefined, { ref: false })]);
    },
  };

  async function leave(): Promise<void> {
    const subscription = await subscribed;
    if (!subscription) return;
    try {
      await subscription.stop();
      await eventLog.deleteGroup(group);
    } catch (error) {
      logger.debug({ group, err: error }, 'a group could not be removed from the event log');
    }
  }

  async function subscribe(): Promise<Subscription | undefined> {
    for (let pause = shortestPause; !stopping.signal.aborted; pause = Math.min(2 * pause, longestPause)) {
      try {
        await eventLog.ensureTopics([topic]);
        return await eventLog.subscribe({
          group,
          topics: [topic],
          async onBatch(records) {
            if (records.some(({ headers }) => headers['ce_type'] === supergraphPublished.type)) onPublished();
          },
        });
      } catch (error) {
        // Once: the registry is polled meanwhile, and supergraphs only come a little later.
        if (pause === shortestPause) {
          const reason = reasonOf(error);
          logger.warn({ reason }, 'the event log does not tell of new supergraphs; the registry is polled');
        }
        await pauseUnless(stopping.signal, pause);
      }
    }
    return undefined;
  }
}
