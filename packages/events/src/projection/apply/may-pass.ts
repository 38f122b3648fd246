import { verdictOf } from '@throughgate/database';
import pg from 'pg';
import { NotYetProcessableError } from '../definition/not-yet-processable-error.ts';

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
