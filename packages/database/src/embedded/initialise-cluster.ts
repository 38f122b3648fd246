import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OperatorError } from '@throughgate/service';
import { type ClusterPlace, giveTo } from './cluster-place.ts';

/** Name of the embedded cluster's administrator. */
export const administrator = 'throughgate';

/**
 * Creates the cluster in `place.data`, unless it exists. Passwords are required from the start, even locally.
 * Raises {@link OperatorError} with initdb's own words when it fails.
 */
export async function initialiseCluster(
  place: ClusterPlace,
  password: string,
  durable: boolean,
): Promise<void> {
  if (existsSync(place.data)) return;
  // Made under another name: a start that is killed half-way must not leave half a cluster behind.
  const draft = join(place.base, 'data.draft');
  const passwordFile = join(place.base, 'initdb-password');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(place.user, draft);
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  giveTo(place.user, passwordFile);
  try {
    await promisify(execFile)(
      place.binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${administrator}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of text on every machine, whatever its locale.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...place.user, cwd: '/' },
    );
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    const words = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new OperatorError(`The embedded PostgreSQL could not be initialised in ${place.data}: ${words}`, {
      cause,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, place.data);
}
