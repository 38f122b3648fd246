import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OperatorError } from '@throughgate/service';
import { createOnceFile } from './create-once-file.ts';
import { processIdentity } from './process-identity.ts';

/** A data directory that this process alone uses until it releases it or ends. */
export interface DataDirectoryLock {
  /** Gives the directory free. Safe to call twice. */
  release(): void;
}

/** The lock's file inside the data directory: first line the pid, second line the process's identity. */
const fileName = 'hub.pid';

/**
 * Takes a data directory for this process, creating it when it is missing.
 * Raises {@link OperatorError} naming the pid of the process that holds it. A lock whose process has ended,
 * by whatever means, counts for nothing. Processes are compared by pid and start time, which two containers
 * that share a volume cannot see of one another: give each its own directory.
 */
export function lockDataDirectory(directory: string): DataDirectoryLock {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, fileName);
  const mine = `${process.pid}\n${processIdentity(process.pid) ?? 'unknown'}\n`;
  // Each round ends with the lock taken, a living holder named, or a dead holder's file gone.
  for (let round = 0; round < 10; round += 1) {
    if (createOnceFile(path, mine)) return { release: () => releaseLock(path, mine) };
    const holder = read(path);
    if (holder === undefined) continue;
    const [pid, identity] = holder.split('\n');
    const running = processIdentity(Number(pid));
    if (running !== undefined && (running === identity || running === 'unknown' || identity === 'unknown')) {
      throw new OperatorError(
        `Another hub (process ${pid}) uses the data directory ${resolve(directory)}. ` +
          'Stop it, or give this one its own directory with HUB_DATA (and its own HUB_PORT).',
      );
    }
    removeStale(path, holder);
  }
  throw new OperatorError(
    `Could not take the data directory ${resolve(directory)}: other hubs keep taking it.`,
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Moves a dead holder's file aside before it is deleted, so that of two starters one removes it, and neither
 * deletes the lock that the other has just taken.
 */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved !== undefined && moved !== stale) createOnceFile(path, moved);
  rmSync(aside, { force: true });
}

function releaseLock(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true });
}
