import { shortDigest } from '@throughgate/registry-client/digest';
import type { Logger } from '@throughgate/service';
import type { LeasedGeneration } from './lease.ts';

/** What {@link createDrain} needs. */
export interface DrainOptions {
  readonly logger: Logger;
  /** How long a generation may take to finish its requests, in milliseconds. */
  readonly timeout: number;
  /** Told how many generations drain, whenever that changes. */
  readonly onCount: (count: number) => void;
}

/** Closes replaced generations once their last request is done. */
export interface Drain {
  /** Takes over a generation that gets no new requests. */
  add(old: LeasedGeneration): void;
  /** Waits no longer: closes all that still drain, and resolves when they are closed. */
  stop(): Promise<void>;
}

/** Creates a {@link Drain}. */
export function createDrain({ logger, timeout, onCount }: DrainOptions): Drain {
  const draining = new Set<Promise<void>>();
  const stops = new Set<() => void>();

  return {
    add(old) {
      const done = finish(old).finally(() => {
        draining.delete(done);
        onCount(draining.size);
      });
      draining.add(done);
      onCount(draining.size);
    },
    async stop() {
      for (const stop of stops) stop();
      await Promise.all(draining);
    },
  };

  async function finish(old: LeasedGeneration): Promise<void> {
    const { generation } = old;
    const supergraph = shortDigest(generation.digest);
    const { promise: givenUp, resolve } = Promise.withResolvers<'too long' | 'stopping'>();
    const timer = setTimeout(() => resolve('too long'), timeout);
    // One promise for all would remember every generation that ever raced against it.
    const stop = () => resolve('stopping');
    stops.add(stop);
    try {
      if ((await Promise.race([old.idle(), givenUp])) === 'too long') {
        logger.warn(
          { supergraph, inFlight: old.inFlight(), drainTimeout: timeout },
          'requests on a replaced supergraph take too long and are given up',
        );
        await generation.destroy();
      } else {
        await generation.close();
      }
      logger.debug({ supergraph }, 'a replaced supergraph is closed');
    } catch (error) {
      logger.error({ supergraph, err: error }, 'a replaced supergraph could not be closed');
    } finally {
      clearTimeout(timer);
      stops.delete(stop);
    }
  }
}
