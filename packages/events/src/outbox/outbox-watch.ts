import type { Statements } from '@throughgate/database';
import { within } from '../support/within.ts';
import { type OutboxStatus, readOutboxStatus } from './outbox-rows.ts';

/** Milliseconds that a look at the outbox may take: whoever asks for metrics or readiness gets an answer in any case. */
const limit = 1_000;

/** Tells how full an outbox is when it is asked, not when the relay last had time for it. */
export interface OutboxWatch {
  /** Asks over this connection until the signal aborts. */
  follow(client: Statements, signal: AbortSignal): void;
  /** The status now or, where the database does not answer in time, the last one known. */
  status(): Promise<OutboxStatus | undefined>;
}

/** Creates an {@link OutboxWatch}; it knows nothing before it follows a connection. */
export function watchOutbox(): OutboxWatch {
  let connection: { client: Statements; signal: AbortSignal } | undefined;
  let asking: Promise<void> | undefined;
  let known: OutboxStatus | undefined;

  return {
    follow(client, signal) {
      connection = { client, signal };
      asking = undefined;
    },
    async status() {
      if (connection && !connection.signal.aborted) {
        // Those who ask at the same time share one look, and nobody adds to what a slow database has to do.
        asking ??= look(connection.client).finally(() => {
          asking = undefined;
        });
        await within(limit, asking);
      }
      return known;
    },
  };

  async function look(client: Statements): Promise<void> {
    known = await readOutboxStatus(client);
  }
}
