import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { RegistryClient } from '@throughgate/registry-client';
import type { Logger } from '@throughgate/service';
import { pauseUnless } from './pause-unless.ts';

/** What {@link reportServing} needs. */
export interface ServingReportOptions {
  readonly client: Pick<RegistryClient, 'reportServing' | 'reportStopped'>;
  readonly logger: Logger;
  /** Digest of the supergraph that is served at first. */
  readonly serving: string;
  /** Milliseconds between reports: after three the registry takes the gateway for gone. @default 10000 */
  readonly interval?: number;
}

/** The registry being told what this gateway serves. */
export interface ServingReport {
  /** The gateway serves another supergraph from now on. */
  serves(digest: string): void;
  /** The gateway could not load a supergraph, and serves the one before. */
  refuses(digest: string): void;
  /** Tells that the gateway stops, and tells nothing more. */
  stop(): Promise<void>;
}

/** A stopping gateway does not wait longer for a registry that does not answer, in milliseconds. */
const longestFarewell = 2_000;

/**
 * Tells a registry which supergraph this process serves, at each change and every few seconds, so that whoever publishes
 * knows when it is served. A registry that is down is told later.
 */
export function reportServing(options: ServingReportOptions): ServingReport {
  const { client, logger, interval = 10_000 } = options;
  const instance = randomUUID();
  const name = `${hostname()}, process ${process.pid}`;
  const stopping = new AbortController();
  let state: { serving: string; refused: string | null } = { serving: options.serving, refused: null };
  let told: typeof state | undefined;
  let wake: () => void = () => {};
  let failing = false;
  const done = run();

  const become = (next: typeof state) => {
    state = next;
    wake();
  };
  return {
    serves: (serving) => become({ serving, refused: null }),
    refuses: (refused) => become({ ...state, refused }),
    async stop() {
      stopping.abort();
      await done;
      try {
        await client.reportStopped(instance, { signal: AbortSignal.timeout(longestFarewell) });
      } catch (error) {
        logger.debug({ err: error }, 'the registry was not told that the gateway stops');
      }
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const woken = new AbortController();
      wake = () => woken.abort();
      await tell();
      // What changed while it was told is told at once; what could not be told is told again after the interval.
      if (told !== state && !failing) continue;
      await pauseUnless(AbortSignal.any([woken.signal, stopping.signal]), interval);
    }
  }

  async function tell(): Promise<void> {
    const now = state;
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(interval)]);
      await client.reportServing(instance, { name, ...now }, { signal });
      told = now;
      failing = false;
    } catch (error) {
      if (stopping.signal.aborted) return;
      // That the registry is down is told where supergraphs are asked for.
      if (!failing) logger.debug({ err: error }, 'the registry was not told what the gateway serves');
      failing = true;
    }
  }
}
