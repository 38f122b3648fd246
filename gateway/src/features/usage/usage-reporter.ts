import type { RegistryClient, UsageReport } from '@throughgate/registry-client';
import { type Logger, reasonOf } from '@throughgate/service';
import type { UsageCounts } from './usage-counts.ts';
import type { UsageMetrics } from './usage-metrics.ts';

/** What {@link reportUsage} needs. */
export interface UsageReporterOptions {
  readonly client: Pick<RegistryClient, 'report'>;
  readonly counts: UsageCounts;
  /** Milliseconds between reports. */
  readonly interval: number;
  readonly metrics: UsageMetrics;
  readonly logger: Logger;
}

/** Reports being sent. */
export interface UsageReporter {
  /** Sends what there is once more, waits for no answer longer than a few seconds, and ends. */
  stop(): Promise<void>;
}

/** Milliseconds until a report counts as not taken; while stopping, a gateway waits less. */
const [timeout, timeoutAtStop] = [30_000, 3_000];

/**
 * Sends what was counted to the registry, again and again. A report that was not taken is sent again under its own
 * id, since the registry may have counted it and only the answer was lost; what is counted meanwhile goes with the next
 * one. So at most two reports are in memory, however long the registry is down.
 */
export function reportUsage(options: UsageReporterOptions): UsageReporter {
  const { client, counts, interval, metrics, logger } = options;
  let unsent: UsageReport | undefined;
  let sending: Promise<void> | undefined;
  let troubled = false;
  const stopping = new AbortController();
  const timer = setInterval(() => void send(stopping.signal), interval);
  timer.unref();

  return {
    async stop() {
      clearInterval(timer);
      const deadline = AbortSignal.timeout(timeoutAtStop);
      // One that hangs is given up and, since it keeps its id, can be sent anew.
      stopping.abort();
      await sending;
      await send(deadline);
      // What had waited for a report that is taken only now.
      if (!unsent) await send(deadline);
      if (unsent) logger.warn('the registry did not take the last report of operations');
    },
  };

  function send(signal: AbortSignal): Promise<void> {
    sending ??= sendOnce(signal).finally(() => {
      sending = undefined;
    });
    return sending;
  }

  async function sendOnce(signal: AbortSignal): Promise<void> {
    unsent ??= counts.take();
    const report = unsent;
    if (!report) return;
    try {
      await client.report(report, { signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]) });
      unsent = undefined;
      metrics.reported('taken');
      if (troubled) logger.info('the registry takes reports of operations again');
      troubled = false;
    } catch (error) {
      if (stopping.signal === signal && signal.aborted) return;
      metrics.reported('failed');
      const reason = reasonOf(error);
      if (neverTaken(error)) {
        metrics.dropped('refused', requestsOf(report));
        unsent = undefined;
        logger.error({ reason }, 'the registry refused a report of operations; it is lost');
      } else if (!troubled) {
        troubled = true;
        logger.warn({ reason }, 'the registry takes no reports of operations; they are kept');
      }
    }
  }
}

/** Statuses of a report that will not be taken however often it is sent: it is malformed or too large. */
const refusals: ReadonlySet<unknown> = new Set([400, 409, 413, 422]);

function neverTaken(error: unknown): boolean {
  return error instanceof Error && 'status' in error && refusals.has(error.status);
}

function requestsOf({ uses }: UsageReport): number {
  return uses.reduce((sum, { requests }) => sum + requests, 0);
}
