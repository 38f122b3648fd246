import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { type ChangeEvent, outboxInsert, wakeRelays } from '../../src/index.ts';

/** A UUID version 7. */
function uuid7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(9).toString('hex');
  const variant = 8 + (Number.parseInt(random.slice(3, 4), 16) & 3);
  const parts = [time.slice(0, 8), time.slice(8), `7${random.slice(0, 3)}`];
  return [...parts, `${variant.toString(16)}${random.slice(4, 7)}`, random.slice(6)].join('-').slice(0, 36);
}

/** A change event with `changes` over plausible defaults. */
export function changeEvent(changes: Partial<ChangeEvent> = {}): ChangeEvent {
  const { key = 'X320741' } = changes;
  return {
    id: uuid7(),
    agency: 'prisons',
    type: 'prison.prisoner.changed',
    key,
    version: 1,
    subject: { type: 'Prisoner', id: key },
    occurredAt: new Date('2026-03-02T09:30:00Z'),
    recordedAt: new Date(),
    data: { prisonerNumber: key, status: 'ACTIVE IN' },
    ...changes,
  };
}

/** Commits events to the outbox of `pool`, and wakes its relay. */
export async function record(pool: pg.Pool, events: readonly ChangeEvent[]): Promise<void> {
  const { text, values } = outboxInsert(events);
  await pool.query(text, values);
  await pool.query(wakeRelays);
}
