import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LogPosition } from '@throughgate/events';

/** Where a subscriber is on the event log: what it was told holds all before. */
export interface CursorSeal {
  /** Writes positions as an opaque text that only this hub can have made. */
  seal(positions: readonly LogPosition[]): string;
  /** Reads what {@link CursorSeal.seal} wrote; `undefined` for anything else. */
  open(cursor: string): readonly LogPosition[] | undefined;
}

/** Longest cursor that is read: some hundred partitions. */
const longest = 20_000;
/** Bytes of the signature that are kept: 128 bits. */
const signatureBytes = 16;

/**
 * Creates a {@link CursorSeal}. Gateways with one key read each other's cursors.
 *
 * @param key a secret; only what is derived from it signs
 */
export function createCursorSeal(key: string): CursorSeal {
  const derived = createHmac('sha256', key).update('throughgate subscription cursor v1').digest();
  const sign = (body: string) =>
    createHmac('sha256', derived).update(body).digest().subarray(0, signatureBytes);
  return {
    seal(positions) {
      const topics: Record<string, string> = {};
      for (const [topic, of] of Map.groupBy(positions, (one) => one.topic)) {
        const offsets: string[] = [];
        for (const { partition, offset } of of) offsets[partition] = offset.toString(36);
        topics[topic] = Array.from(offsets, (one) => one ?? '').join('.');
      }
      const body = Buffer.from(JSON.stringify(topics)).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    open(cursor) {
      if (cursor.length > longest) return undefined;
      const dot = cursor.indexOf('.');
      const body = cursor.slice(0, dot);
      const given = Buffer.from(cursor.slice(dot + 1), 'base64url');
      if (dot === -1 || given.length !== signatureBytes || !timingSafeEqual(given, sign(body)))
        return undefined;
      const topics = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, string>;
      return Object.entries(topics).flatMap(([topic, offsets]) =>
        offsets
          .split('.')
          .flatMap((offset, partition) =>
            offset === '' ? [] : [{ topic, partition, offset: readBase36(offset) }],
          ),
      );
    },
  };
}

function readBase36(text: string): bigint {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value;
}
