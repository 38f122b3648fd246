import { setTimeout as delay } from 'node:timers/promises';
import { prepared } from '@throughgate/database';
import type pg from 'pg';

/** Milliseconds between two notifications of one process at least. */
const pause = 20;

/**
 * The statement that wakes the relays of an outbox. Run it after the commit and outside of a transaction: a notification
 * within one takes a lock, from before the commit until it is on the disk, that makes all commits with notifications
 * of the whole server wait for each other.
 */
export const wakeRelays = "SELECT pg_notify('outbox', '')";

/** Wakes the relays of one outbox. */
export interface OutboxBell {
  /** To be called after events were committed. Returns at once, and never raises. */
  ring(): void;
}

/**
 * Makes the bell of the outbox in the database of `pool`. The first ring is passed on at once; those of the next
 * milliseconds are one. Nothing depends on it: an event of which no relay heard is found when they look by themselves.
 */
export function createOutboxBell(pool: pg.Pool): OutboxBell {
  let isAtWork = false;
  let isRung = false;
  return {
    ring() {
      isRung = true;
      if (!isAtWork) void passOn();
    },
  };

  async function passOn(): Promise<void> {
    isAtWork = true;
    while (isRung) {
      isRung = false;
      await pool.query(prepared(wakeRelays, [])).catch(() => undefined);
      await delay(pause);
    }
    isAtWork = false;
  }
}
