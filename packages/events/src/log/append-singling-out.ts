import { AppendError } from './append-error.ts';
import type { NewLogRecord } from './event-log.ts';

/** How {@link appendSinglingOut} appends. */
export interface SinglingOut {
  /** Appends these records, in their order: all of them, or none. */
  send(records: readonly NewLogRecord[]): Promise<void>;
  /** Why these records will never be taken as they are; `undefined` for trouble that passes. */
  whyRefused(error: unknown): string | undefined;
}

/**
 * Appends records in their order, a chunk at a time. Where the log refuses some for what they are, the bad ones are found
 * by halving and left out, so that they stop nobody. Trouble that passes ends it, since what follows must not
 * overtake. Raises {@link AppendError}, which tells what became of each, when not all are stored.
 */
export async function appendSinglingOut(
  chunks: Iterable<readonly NewLogRecord[]>,
  { send, whyRefused }: SinglingOut,
): Promise<void> {
  const stored = new Set<NewLogRecord>();
  const refused = new Map<NewLogRecord, string>();
  try {
    for (const chunk of chunks) await append(chunk);
  } catch (cause) {
    throw new AppendError({ stored, refused }, { cause });
  }
  if (refused.size > 0) throw new AppendError({ stored, refused });

  async function append(part: readonly NewLogRecord[]): Promise<void> {
    try {
      await send(part);
    } catch (error) {
      const reason = whyRefused(error);
      const [only] = part;
      if (reason === undefined || only === undefined) throw error;
      if (part.length === 1) {
        refused.set(only, reason);
        return;
      }
      const half = Math.ceil(part.length / 2);
      await append(part.slice(0, half));
      await append(part.slice(half));
      return;
    }
    for (const record of part) stored.add(record);
  }
}
