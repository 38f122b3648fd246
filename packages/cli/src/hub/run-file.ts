import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DatabaseName } from './services.ts';

/** A service of a hub that runs. */
export interface RunningService {
  readonly name: string;
  /** Its address, with the path of its endpoint where it has one; health and metrics are at its root. */
  readonly url: string;
}

/**
 * What a hub that runs tells other commands on the same data directory. What is optional is missing while it starts, and
 * of a hub of an earlier version.
 */
export interface RunFile {
  /** Process of the hub. */
  readonly pid: number;
  /** URL of each database, with the credentials of its own role. */
  readonly databases: Readonly<Record<DatabaseName, string>>;
  /** Base URL of the registry, once it listens. */
  readonly registryUrl?: string;
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

/** Tells other commands what runs; readable by the owner only. */
export function writeRunFile(directory: string, content: RunFile): void {
  const path = pathOf(directory);
  // Nobody reads half a file.
  writeFileSync(`${path}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${path}.new`, path);
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
