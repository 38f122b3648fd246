import type pg from 'pg';
import type { LogRecord } from '../../log/event-log.ts';
import { deadLetterReason } from './dead-letter-reason.ts';

/** A record that a projection could not take, with why. */
export interface Failed {
  readonly record: LogRecord;
  readonly error: unknown;
}

/**
 * Stores dead letters in the caller's transaction. A record that is there already, because an earlier
 * generation failed on it too, counts as not replayed again.
 */
export async function writeDeadLetters(
  client: pg.ClientBase,
  projection: string,
  failed: readonly Failed[],
): Promise<void> {
  for (const { record, error } of failed) {
    const { code, reason } = deadLetterReason(error);
    await client.query(
      `INSERT INTO hub.dead_letter
        (projection, topic, partition, "offset", error_code, reason, key, headers, value)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (projection, topic, partition, "offset") DO UPDATE
        SET error_code = excluded.error_code, reason = excluded.reason, replayed_at = NULL`,
      [
        projection,
        record.topic,
        record.partition,
        String(record.offset),
        code,
        storable(reason),
        record.key === null ? null : storable(record.key),
        JSON.stringify(record.headers),
        record.value,
      ],
    );
  }
}

/** PostgreSQL's text cannot hold NUL: it is shown as its picture. */
function storable(text: string): string {
  return text.replaceAll('\0', '\u2400');
}
