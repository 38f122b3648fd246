import { shortDigest } from '@throughgate/registry-client/digest';
import { type Logger, reasonOf } from '@throughgate/service';
import type { SourcedSupergraph, SwitchResult } from '../supergraph-source/supergraph-source.ts';
import { createDrain } from './drain.ts';
import type { Generation } from './generation.ts';
import { type Lease, type LeasedGeneration, leaseOut } from './lease.ts';
import { planAhead } from './plan-ahead.ts';
import type { ServingMetrics } from './serving-metrics.ts';

/** What {@link createServingGraph} needs. */
export interface ServingGraphOptions {
  /** The generation that serves first. */
  readonly first: Generation;
  /** Its supergraph. */
  readonly supergraph: SourcedSupergraph;
  /** Loads a supergraph; raises when it cannot be served. */
  readonly load: (supergraph: SourcedSupergraph) => Promise<Generation>;
  readonly metrics: ServingMetrics;
  readonly logger: Logger;
  /** How long a replaced generation may take to finish its requests, in milliseconds. */
  readonly drainTimeout: number;
  /** Told when another generation has taken over. */
  readonly onSwitch?: (() => void) | undefined;
  /** Operations planned on a new supergraph before it takes over. @default 250 */
  readonly planAhead?: number;
}

/** The supergraph that is served, which may be replaced while requests are answered. */
export interface ServingGraph {
  /** The generation that takes new requests. Ask anew each time: holding it would keep it in memory. */
  current(): Generation;
  /** Takes the current generation for one request, which keeps it to its end. */
  acquire(): Lease;
  /**
   * Replaces the supergraph: the new one is loaded and planned on beside the old, then takes over at once. Calls run
   * one after the other; of those that wait only the latest is loaded. Never rejects: a supergraph that cannot be
   * served is logged and counted, and the old one stays.
   */
  update(next: SourcedSupergraph): Promise<SwitchResult>;
  /** Loads the supergraph that is served again, since what features make of it has changed. As {@link ServingGraph.update}. */
  renew(): void;
  /** Closes all generations; requests must have finished. */
  stop(): Promise<void>;
}

/** Creates the {@link ServingGraph} over its first generation. */
export function createServingGraph(options: ServingGraphOptions): ServingGraph {
  const { load, metrics, logger, drainTimeout, onSwitch, planAhead: ahead = 250 } = options;
  let serving: LeasedGeneration = leaseOut(options.first);
  let served = options.supergraph;
  let renewing = false;
  let waiting: { next: SourcedSupergraph; settle(result: SwitchResult): void } | undefined;
  let switching: Promise<void> | undefined;
  let stopped = false;
  const drain = createDrain({ logger, timeout: drainTimeout, onCount: metrics.draining });
  metrics.serving(options.first.digest);

  return {
    current: () => serving.generation,
    acquire: () => serving.acquire(),
    update(next) {
      if (stopped) return Promise.resolve('skipped');
      const { promise, resolve } = Promise.withResolvers<SwitchResult>();
      waiting?.settle('skipped');
      waiting = { next, settle: resolve };
      switching ??= switchAll();
      return promise;
    },
    renew() {
      if (stopped) return;
      renewing = true;
      switching ??= switchAll();
    },
    async stop() {
      stopped = true;
      await switching;
      await Promise.all([drain.stop(), serving.generation.close()]);
    },
  };

  async function switchAll(): Promise<void> {
    while (waiting || renewing) {
      const { next, settle } = waiting ?? { next: served, settle: () => undefined };
      const anew = renewing;
      waiting = undefined;
      renewing = false;
      settle(stopped ? 'skipped' : await switchTo(next, anew));
    }
    switching = undefined;
  }

  async function switchTo(next: SourcedSupergraph, anew: boolean): Promise<SwitchResult> {
    if (!anew && next.digest === serving.generation.digest) return 'unchanged';
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    const supergraph = shortDigest(next.digest);
    try {
      const generation = await load(next);
      const planned = await planAhead(serving.generation, generation, ahead, () => stopped);
      const old = serving;
      serving = leaseOut(generation);
      served = next;
      onSwitch?.();
      metrics.serving(next.digest);
      metrics.reloaded('switched', seconds());
      logger.info(
        { supergraph, planned, ms: Math.round(seconds() * 1000) },
        'a new supergraph is served from now on',
      );
      drain.add(old);
      return 'switched';
    } catch (error) {
      metrics.reloaded('refused', seconds());
      const reason = reasonOf(error);
      logger.error({ supergraph, reason }, 'a new supergraph is refused; the one before is served on');
      return 'refused';
    }
  }
}
