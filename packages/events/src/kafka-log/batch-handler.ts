import type { EachBatchPayload, IHeaders, KafkaMessage } from 'kafkajs';
import type { Logger } from 'pino';
import type { LogRecord, SubscribeOptions } from '../event-log.ts';
import { backoff, pause } from '../support/pause.ts';

/** What a batch is handled with. */
export interface BatchHandlerOptions extends Pick<SubscribeOptions, 'onBatch' | 'batchSize'> {
  readonly logger: Logger;
  readonly heartbeatInterval: number;
  /** Aborts when the consumer stops. */
  readonly signal: AbortSignal;
}

/**
 * Makes the `eachBatch` of a kafkajs consumer: hands a fetched batch over in pieces, commits each after it is done,
 * and keeps the member alive meanwhile, however long a piece takes and however often it fails. (A batch that
 * outlives the session would otherwise loop in rebalances: kafkajs #1720, #1527.)
 */
export function createBatchHandler(
  options: BatchHandlerOptions,
): (payload: EachBatchPayload) => Promise<void> {
  const { batchSize = 500, heartbeatInterval, onBatch, logger, signal } = options;
  return async (payload) => {
    const { batch } = payload;
    // A rebalance is noticed by a heartbeat; it ends the batch after the piece at hand.
    let lost: { error: unknown } | undefined;
    const timer = setInterval(() => {
      payload.heartbeat().catch((error: unknown) => {
        lost ??= { error };
      });
    }, heartbeatInterval);
    try {
      for (let start = 0; start < batch.messages.length; start += batchSize) {
        const records = batch.messages
          .slice(start, start + batchSize)
          .map((message) => toLogRecord(message, batch.topic, batch.partition));
        const done = await deliver(records, () => !lost && !ended(payload));
        if (!done) break;
        payload.resolveOffset(String(records.at(-1)?.offset));
        if (!lost) await payload.commitOffsetsIfNecessary();
      }
    } finally {
      clearInterval(timer);
    }
    if (lost) throw lost.error;
  };

  function ended({ isRunning, isStale }: EachBatchPayload): boolean {
    return signal.aborted || !isRunning() || isStale();
  }

  /** Hands records over until they are taken; false when the partition was lost, or is left, before that. */
  async function deliver(records: readonly LogRecord[], ours: () => boolean): Promise<boolean> {
    for (let failures = 1; ours(); failures += 1) {
      try {
        await onBatch(records, failures);
        return true;
      } catch (error) {
        const { topic, partition, offset } = records[0] ?? {};
        logger.warn(
          { err: error, topic, partition, offset: String(offset), failures },
          'batch failed; it comes again',
        );
        await pause(backoff(failures), signal);
      }
    }
    return false;
  }
}

function toLogRecord(message: KafkaMessage, topic: string, partition: number): LogRecord {
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key?.toString('utf8') ?? null,
    headers: toText(message.headers ?? {}),
    value: message.value,
  };
}

/** Of a header given several times the last counts. */
function toText(headers: IHeaders): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers)) {
    const value = Array.isArray(given) ? given.at(-1) : given;
    if (value !== undefined) texts[name] = value.toString();
  }
  return texts;
}
