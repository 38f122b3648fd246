import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { DatabaseName } from './database-names.ts';

/** A service of a hub that runs. */
export interface RunningService {
  readonly name: string;
  /** Its address, with the path of its endpoint where it has one; health and metrics are at its root. */
  readonly url: string;
}

/**
 * What a hub that runs tells other programs on the same data directory: commands of `hub`, and subgraphs that run beside
 * it. What is optional is missing while it starts, and of a hub of an earlier version.
 */
export interface RunFile {
  /** Process of the hub. */
  readonly pid: number;
  /** URL of each database, with the credentials of its own role. */
  readonly databases: Readonly<Record<DatabaseName, string>>;
  /** Base URL of the registry, once it listens. */
  readonly registryUrl?: string;
  /** Issuer whose tokens it takes, as they name it. */
  readonly issuerUrl?: string;
  /** Version of the hub. */
  readonly version?: string;
  /** When it was started, ISO 8601 in UTC. */
  readonly startedAt?: string;
  /** Its services, once they listen. */
  readonly services?: readonly RunningService[];
  /** Whether the first population is still being loaded. */
  readonly loading?: boolean;
}

const pathOf = (directory: string) => join(resolve(directory), 'run.json');

/** Tells other programs what runs; readable by the owner only. Nobody reads half a file. */
export function writeRunFile(directory: string, content: RunFile): void {
  // It is of no use after a crash of the system, so that nothing waits for the disk.
  writeFileAtomic.sync(pathOf(directory), JSON.stringify(content), { mode: 0o600, fsync: false });
}

/** What the hub of a data directory told; `undefined` when none runs there. */
export function readRunFile(directory: string): RunFile | undefined {
  try {
    const content = JSON.parse(readFileSync(pathOf(directory), 'utf8')) as RunFile;
    // A hub that was killed leaves its file behind.
    process.kill(content.pid, 0);
    return content;
  } catch {
    return undefined;
  }
}

/** Tells that nothing runs any more. Safe to call twice. */
export function removeRunFile(directory: string): void {
  rmSync(pathOf(directory), { force: true });
}
