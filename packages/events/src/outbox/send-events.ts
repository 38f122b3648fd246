import type { EventLog } from '../log/event-log.ts';
import { toAppendError } from '../log/settle-appends.ts';
import type { Parking, Waiting } from './outbox-rows.ts';
import type { relayMetrics } from './relay-metrics.ts';

/** What became of a send. */
export interface SendOutcome {
  readonly stored: readonly Waiting[];
  readonly refused: readonly Parking[];
  /** The trouble that left some events for later, where it did. */
  readonly trouble: { readonly error: unknown } | undefined;
}

/** Appends events of an outbox to the log and counts what it took; never rejects. */
export async function sendEvents(
  log: EventLog,
  rows: readonly Waiting[],
  metrics: Pick<ReturnType<typeof relayMetrics>, 'published' | 'failures'>,
): Promise<SendOutcome> {
  try {
    await log.append(rows.map(({ record }) => record));
  } catch (reason) {
    const error = toAppendError(reason);
    const stored = rows.filter(({ record }) => error.stored.has(record));
    metrics.published.inc(stored.length);
    if (error.cause !== undefined) metrics.failures.inc();
    return {
      stored,
      refused: rows.flatMap(({ position, record }) => {
        const why = error.refused.get(record);
        return why === undefined ? [] : [{ position, reason: why }];
      }),
      trouble: error.cause === undefined ? undefined : { error: error.cause },
    };
  }
  metrics.published.inc(rows.length);
  return { stored: rows, refused: [], trouble: undefined };
}
