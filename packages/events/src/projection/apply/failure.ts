import { verdictOf } from '@throughgate/database';
import pg from 'pg';
import { MalformedEventError } from '../../event/malformed-event-error.ts';
import { NotYetProcessableError } from '../definition/not-yet-processable-error.ts';
import { UnprocessableEventError } from '../definition/unprocessable-event-error.ts';
import { UnreadableRecordError } from './unreadable-record-error.ts';

/** Codes of Node's system errors, such as ECONNRESET. */
const systemCode = /^E[A-Z]+$/;

/**
 * How often a batch is tried before a failure of which it is not clear whether it passes counts as permanent: with
 * the pauses between attempts, about ten seconds.
 */
const unclearAttempts = 8;

/** Whether trying again, later and unchanged, may succeed where `error` was raised at the nth attempt. */
export function mayPass(error: unknown, attempt: number): boolean {
  if (error instanceof NotYetProcessableError) return true;
  if (error instanceof pg.DatabaseError) {
    const verdict = verdictOf(error.code);
    return verdict === 'passing' || (verdict === 'unclear' && attempt < unclearAttempts);
  }
  return error instanceof Error && 'code' in error && systemCode.test(String(error.code));
}

/** Why an event became a dead letter, as it is stored. */
export interface Reason {
  readonly code: string;
  readonly reason: string;
}

/** Code of records whose content the log could not give. */
export const unreadable = 'UNREADABLE';

/**
 * Describes an error for people and, by a code, for programs: SQLSTATE, MALFORMED, UNPROCESSABLE, UNREADABLE or its
 * name.
 */
export function reasonOf(error: unknown): Reason {
  return { code: codeOf(error), reason: error instanceof Error ? error.message : String(error) };
}

function codeOf(error: unknown): string {
  if (error instanceof MalformedEventError) return 'MALFORMED';
  if (error instanceof UnprocessableEventError) return 'UNPROCESSABLE';
  if (error instanceof UnreadableRecordError) return unreadable;
  if (error instanceof pg.DatabaseError && error.code !== undefined) return error.code;
  return error instanceof Error ? error.name : 'UNKNOWN';
}
