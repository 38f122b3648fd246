import type { LogRecord } from '../../log/event-log.ts';

/** The log could not give what a record holds: its position is all that is known of it. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';
}

/** Says of a record of which the log could give only the position what is wrong with it, and up to where. */
export function unreadableError({ offset, unreadable }: LogRecord): UnreadableRecordError | undefined {
  if (unreadable === undefined) return undefined;
  const { reason, lastOffset } = unreadable;
  const which = lastOffset > offset ? `records ${offset} to ${lastOffset} cannot` : 'the record cannot';
  return new UnreadableRecordError(`${which} be read: ${reason}`);
}
