import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { askGit } from '../input/ask-git.ts';

/** Which hub this is. */
export interface HubVersion {
  /** Version of the hub, for example `0.1.0`. */
  readonly version: string;
  /** Commit of the checkout that it runs from; `null` where it runs from none. */
  readonly commit: string | null;
  /** Whether files of the checkout differ from that commit; `null` without one. */
  readonly changed: boolean | null;
  /** Version of Node.js that runs it, for example `24.21.0`. */
  readonly node: string;
}

const root = join(import.meta.dirname, '../../../..');

/** Version of the hub, as its package says. */
export function versionNumber(): string {
  const file = join(import.meta.dirname, '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Finds out which hub this is. */
export async function hubVersion(): Promise<HubVersion> {
  const known = { version: versionNumber(), node: process.versions.node };
  // The hub may lie inside somebody else's checkout, as an installed package does: that commit says nothing of it.
  const top = await askGit(['rev-parse', '--show-toplevel'], root);
  if (top === undefined || realpathSync(top) !== realpathSync(root)) {
    return { ...known, commit: null, changed: null };
  }
  const [commit, status] = await Promise.all([
    askGit(['rev-parse', 'HEAD'], root),
    askGit(['--no-optional-locks', 'status', '--porcelain', '--untracked-files=no'], root),
  ]);
  if (commit === undefined) return { ...known, commit: null, changed: null };
  return { ...known, commit, changed: status === undefined ? null : status !== '' };
}
