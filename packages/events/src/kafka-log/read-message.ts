import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { LogRecord } from '../log/event-log.ts';

/** What our patch of kafkajs puts in the place of what it cannot hand over (patches/kafkajs@2.2.4.patch). */
interface Patched {
  /** Instead of a batch that cannot be decoded; the message's offset is that of its last record. */
  readonly unreadable?: { readonly firstOffset: string; readonly reason: string };
  /** Instead of records, when the broker refused this partition. */
  readonly failure?: Error;
}

/** Why the broker gives no records of a partition; `undefined` when a message is one. */
export function failureOf(message: KafkaMessage): Error | undefined {
  return (message as Patched).failure;
}

/** The record that a message is, or the place of records that cannot be read. */
export function readMessage(message: KafkaMessage, topic: string, partition: number): LogRecord {
  const { unreadable } = message as Patched;
  return {
    topic,
    partition,
    offset: BigInt(unreadable?.firstOffset ?? message.offset),
    key: message.key?.toString('utf8') ?? null,
    headers: toText(message.headers ?? {}),
    value: message.value,
    ...(unreadable === undefined
      ? {}
      : { unreadable: { reason: unreadable.reason, lastOffset: BigInt(message.offset) } }),
  };
}

/** Of a header given several times the last counts. */
function toText(headers: IHeaders): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers)) {
    const value = Array.isArray(given) ? given.at(-1) : given;
    // A header may be null, which kafkajs does not say.
    if (value !== undefined && value !== null) texts[name] = value.toString();
  }
  return texts;
}
