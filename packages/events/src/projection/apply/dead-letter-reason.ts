import { reasonOf } from '@throughgate/service';
import pg from 'pg';
import { MalformedEventError } from '../../event/malformed-event-error.ts';
import { UnprocessableEventError } from '../definition/unprocessable-event-error.ts';
import { UnreadableRecordError } from './unreadable-record-error.ts';

/** Why an event became a dead letter, as it is stored. */
export interface DeadLetterReason {
  readonly code: string;
  readonly reason: string;
}

/** Code of records whose content the log could not give. */
export const unreadable = 'UNREADABLE';

/**
 * Describes an error for people and, by a code, for programs: SQLSTATE, MALFORMED, UNPROCESSABLE, UNREADABLE or its
 * name.
 */
export function deadLetterReason(error: unknown): DeadLetterReason {
  return { code: codeOf(error), reason: reasonOf(error) };
}

function codeOf(error: unknown): string {
  if (error instanceof MalformedEventError) return 'MALFORMED';
  if (error instanceof UnprocessableEventError) return 'UNPROCESSABLE';
  if (error instanceof UnreadableRecordError) return unreadable;
  if (error instanceof pg.DatabaseError && error.code !== undefined) return error.code;
  return error instanceof Error ? error.name : 'UNKNOWN';
}
