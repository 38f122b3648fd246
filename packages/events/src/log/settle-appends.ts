import { AppendError } from './append-error.ts';
import type { NewLogRecord } from './event-log.ts';

/**
 * Appends several parts side by side, so that trouble with one stops no other. Raises one {@link AppendError} for all when
 * not all records are stored.
 */
export async function settleAppends(
  parts: Iterable<readonly NewLogRecord[]>,
  append: (records: readonly NewLogRecord[]) => Promise<void>,
): Promise<void> {
  const all = [...parts];
  const results = await Promise.allSettled(all.map(append));
  const rejected = results.filter((result) => result.status === 'rejected');
  if (rejected.length === 0) return;
  const errors = rejected.map(({ reason }) => toAppendError(reason));
  const whole = all.filter((_, index) => results[index]?.status === 'fulfilled').flat();
  const passing = errors.find(({ cause }) => cause !== undefined);
  throw new AppendError(
    {
      stored: new Set([...whole, ...errors.flatMap(({ stored }) => [...stored])]),
      refused: new Map(errors.flatMap(({ refused }) => [...refused])),
    },
    passing ? { cause: passing.cause } : {},
  );
}

/** An error of an append, with nothing known to be stored where it does not say. */
export function toAppendError(error: unknown): AppendError {
  return error instanceof AppendError
    ? error
    : new AppendError({ stored: new Set(), refused: new Map() }, { cause: error });
}
