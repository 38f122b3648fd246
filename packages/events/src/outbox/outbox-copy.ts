import type { RowCopy } from '@throughgate/database';
import type { ChangeEvent } from '../event/change-event.ts';

/**
 * Events, in the order given, as rows for the outbox: what `outboxInsert` is for a change, for a load of many files (`copyRows`
 * of packages/database), at half of its cost. The same holds for the transaction, the lock on the files and the wake after it.
 */
export function outboxCopy(events: readonly ChangeEvent[]): RowCopy {
  return {
    into: `hub.outbox (id, aggregatetype, aggregateid, type, payload, version, subject_type, subject_id, occurred_at, recorded_at)`,
    rows: events.map((event) => [
      event.id,
      event.agency,
      event.key,
      event.type,
      JSON.stringify(event.data),
      String(event.version),
      event.subject.type,
      event.subject.id,
      event.occurredAt.toISOString(),
      event.recordedAt.toISOString(),
    ]),
  };
}
