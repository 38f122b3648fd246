import { reasonOf } from '@throughgate/service';
import type { Logger } from 'pino';
import { createStallWatch } from '../support/stall-watch.ts';

/**
 * Milliseconds that the event log may take for a send. One takes some milliseconds; after a broker's restart it is a
 * second or two, in which nobody need be told.
 */
const limit = 5_000;

/** What is wrong with the event log as a relay sees it. */
export interface RelayTrouble {
  /** Something is asked of the log in this lane. */
  begin(lane: number): void;
  failed(lane: number, error: unknown): void;
  succeeded(lane: number): void;
  /** The lanes are others now: what failed in the old ones counts no longer. */
  forget(): void;
  /** Why not everything goes to the log; `undefined` when everything does. */
  reason(): string | undefined;
  /** Nothing more is told. */
  stop(): void;
}

/** Creates {@link RelayTrouble}, which logs one line when trouble begins and one when it ends. */
export function createRelayTrouble(logger: Logger): RelayTrouble {
  const failing = new Map<number, string>();
  let told: number | undefined;
  let isStopped = false;
  const watch = createStallWatch({ limit, onStall: () => tell(), onEnd: () => tell() });

  return {
    begin: (lane) => watch.begin(String(lane)),
    failed(lane, error) {
      failing.set(lane, reasonOf(error));
      watch.end(String(lane));
      tell(error);
    },
    succeeded(lane) {
      failing.delete(lane);
      watch.end(String(lane));
      tell();
    },
    forget() {
      failing.clear();
      tell();
    },
    reason,
    stop() {
      isStopped = true;
      watch.giveUp();
    },
  };

  function reason(): string | undefined {
    const [failure] = failing.values();
    if (failure !== undefined) return failure;
    const seconds = watch.stalledFor();
    return seconds === undefined ? undefined : `no answer for ${Math.round(seconds)} s`;
  }

  function tell(error?: unknown): void {
    if (isStopped) return;
    const why = reason();
    if (why !== undefined && told === undefined) {
      told = performance.now();
      logger.warn(
        { err: error, reason: why },
        'the event log does not take all events; they stay in the outbox',
      );
    } else if (why === undefined && told !== undefined) {
      const seconds = Math.round((performance.now() - told) / 100) / 10;
      told = undefined;
      logger.warn({ seconds }, 'the event log takes events again');
    }
  }
}
