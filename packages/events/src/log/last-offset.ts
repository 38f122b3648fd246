import type { LogRecord } from './event-log.ts';

/** The offset of a record, or the last one of those for which it stands. */
export function lastOffsetOf({ offset, unreadable }: Pick<LogRecord, 'offset' | 'unreadable'>): bigint {
  return unreadable?.lastOffset ?? offset;
}
