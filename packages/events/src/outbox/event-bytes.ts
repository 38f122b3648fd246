import type { ChangeEvent } from '../event/change-event.ts';
import { toRecord } from '../event/cloud-event-record.ts';
import { recordBytes } from '../log/record-bytes.ts';

const nothing = Buffer.alloc(0);

/**
 * Bytes that an event will take on the log, at most. Its data goes there as PostgreSQL writes `jsonb`: as `JSON.stringify`
 * does, with a space after each comma and colon. (A number in exponent form is written out, which may be longer.)
 */
export function eventBytes(event: ChangeEvent): number {
  const envelope = recordBytes(toRecord('', event, nothing));
  return envelope + Buffer.byteLength(JSON.stringify(event.data)) + separators(event.data);
}

/** How many commas and colons structure a JSON value. */
function separators(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const children = Object.values(value);
  const own = Array.isArray(value) ? children.length - 1 : 2 * children.length - 1;
  return children.reduce<number>((sum, child) => sum + separators(child), Math.max(0, own));
}
