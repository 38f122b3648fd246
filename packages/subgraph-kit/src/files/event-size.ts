import { type ChangeEvent, eventBytes } from '@throughgate/events';
import { badInput } from '../graph/errors.ts';

/**
 * Refuses a change whose events are larger than the event log takes: recorded, it would never show in a journey.
 * Raises `BAD_USER_INPUT` with the sizes, naming the field of the input that holds the most.
 */
export function refuseOversizedEvents(events: readonly ChangeEvent[], input: object, maxBytes: number): void {
  const bytes = Math.max(0, ...events.map(eventBytes));
  if (bytes <= maxBytes) return;
  const sizes = Object.entries(input).map(([field, value]) => ({
    field,
    size: Buffer.byteLength(JSON.stringify(value ?? null)),
  }));
  const { field, size } = sizes.reduce((a, b) => (b.size > a.size ? b : a), { field: 'input', size: 0 });
  throw badInput(
    field,
    `"${field}" is too long: with it the change makes an event of ${bytes} bytes, and the event log takes ${maxBytes} at most. "${field}" has ${size} of them.`,
  );
}
