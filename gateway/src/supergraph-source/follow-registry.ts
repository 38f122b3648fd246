import { type Logger, reasonOf } from '@throughgate/service';
import { pauseUnless } from './pause-unless.ts';
import type { SourcedSupergraph } from './supergraph-source.ts';

/** What {@link followRegistry} needs. */
export interface FollowerOptions {
  /** Asks for the live supergraph; `undefined` when it is the one with this digest. */
  readonly fetch: (unless: string) => Promise<SourcedSupergraph | undefined>;
  /** Digest of the supergraph that is served. */
  readonly known: string;
  /** Whether the registry answered a moment ago. */
  readonly reachable: boolean;
  /** Milliseconds between questions. */
  readonly pollInterval: number;
  readonly logger: Logger;
  /** Ends following. */
  readonly signal: AbortSignal;
  /** Receives each newer supergraph; the next question waits for it. */
  readonly onSupergraph: (next: SourcedSupergraph) => Promise<void>;
}

/** A registry being followed. */
export interface Follower {
  /** Asks without waiting for the next turn. */
  askNow(): void;
  /** Resolves when following has ended. Never rejects. */
  readonly done: Promise<void>;
}

/** Longest pause between questions to a registry that does not answer, in milliseconds, unless polls are rarer. */
const longestPause = 60_000;

/**
 * Asks a registry again and again for a newer supergraph, and more rarely while it does not answer. That is told once
 * when it begins and once when it is over, not at every question.
 */
export function followRegistry(options: FollowerOptions): Follower {
  const { fetch, pollInterval, logger, signal, onSupergraph } = options;
  // Also the digest of one that was refused: it is not fetched again and again only to be refused.
  let { known } = options;
  let failures = options.reachable ? 0 : 1;
  let asked = false;
  let wake: () => void = () => {};
  const done = run();
  return {
    askNow() {
      asked = true;
      wake();
    },
    done,
  };

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await turn();
      if (signal.aborted) return;
      asked = false;
      await ask();
    }
  }

  async function ask(): Promise<void> {
    try {
      const next = await fetch(known);
      if (failures > 0) logger.info('the registry answers again');
      failures = 0;
      if (!next || next.digest === known) return;
      known = next.digest;
      await onSupergraph(next);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures > 1) return;
      const reason = reasonOf(error);
      logger.warn({ reason }, 'the registry gives no supergraph; the gateway serves on with the one it has');
    }
  }

  /** Waits for the next poll, or until somebody asks. */
  async function turn(): Promise<void> {
    if (asked) return;
    const woken = new AbortController();
    wake = () => woken.abort();
    const end = () => woken.abort();
    signal.addEventListener('abort', end, { once: true });
    const longer = pollInterval * 2 ** Math.max(0, failures - 1);
    const pause = Math.min(longer, Math.max(pollInterval, longestPause));
    await pauseUnless(woken.signal, pause);
    signal.removeEventListener('abort', end);
  }
}
