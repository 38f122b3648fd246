import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DatabaseName } from './services.ts';

/** What a hub that runs tells other commands on the same data directory. */
export interface RunFile {
  /** Process of the hub. */
  readonly pid: number;
  /** URL of each database, with the credentials of its own role. */
  readonly databases: Readonly<Record<DatabaseName, string>>;
  /** Base URL of the registry, once it listens. */
  readonly registryUrl?: string;
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
