import type { Logger } from './logger.ts';
import { reasonOf } from './reason-of.ts';

/** Trouble that lasts, such as a database that is down or a partition whose handler fails. */
export interface Trouble {
  /** Of the last attempt. */
  readonly reason: string;
  /** Attempts in a row that failed. */
  readonly attempts: number;
}

/**
 * Keeps what is wrong at the moment, by name, and logs it once when it begins, then with growing pauses (a minute, two,
 * four … up to an hour), and once when it is over: however often it is tried, the log stays readable.
 */
export interface TroubleLog {
  /** An attempt failed. `details` go into the log line; nothing in them may be about a person. */
  report(name: string, error: unknown, details?: Readonly<Record<string, unknown>>): Trouble;
  /** An attempt succeeded. */
  over(name: string): void;
  /** Somebody else's business from now on; nothing is logged. */
  forget(name: string): void;
  /** All that is wrong, by name. */
  readonly all: ReadonlyMap<string, Trouble>;
}

interface Entry {
  reason: string;
  attempts: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly since: number;
  /** Reason that was logged last, and when it may be logged next. */
  logged: string;
  next: number;
  pause: number;
}

const [firstPause, longestPause] = [60_000, 3_600_000];
/** Milliseconds before a line about a reason that changed. */
const changePause = 10_000;

/**
 * Creates a {@link TroubleLog} whose lines say `began` when something begins to fail and when it still does, and `ended`
 * when it no longer does.
 */
export function createTroubleLog(
  logger: Logger,
  { began, ended }: { began: string; ended: string },
): TroubleLog {
  const entries = new Map<string, Entry>();
  return {
    report(name, error, details = {}) {
      const reason = reasonOf(error);
      const now = performance.now();
      let entry = entries.get(name);
      if (entry === undefined) {
        entry = { reason, attempts: 0, details, since: now, logged: '', next: now, pause: firstPause };
        entries.set(name, entry);
        logger.debug({ err: error, ...details }, began);
      }
      entry.reason = reason;
      entry.attempts += 1;
      const changed = reason !== entry.logged && now >= entry.next - entry.pause + changePause;
      if (now >= entry.next || changed) {
        const { attempts } = entry;
        logger.warn(
          { ...details, reason, attempts, ...(attempts > 1 ? { seconds: seconds(entry) } : {}) },
          began,
        );
        if (attempts > 1) entry.pause = Math.min(longestPause, entry.pause * 2);
        entry.logged = reason;
        entry.next = now + entry.pause;
      }
      return entry;
    },
    over(name) {
      const entry = entries.get(name);
      if (entry === undefined) return;
      entries.delete(name);
      logger.warn({ ...entry.details, attempts: entry.attempts, seconds: seconds(entry) }, ended);
    },
    forget: (name) => void entries.delete(name),
    all: entries,
  };
}

function seconds({ since }: Entry): number {
  return Math.round((performance.now() - since) / 100) / 10;
}
