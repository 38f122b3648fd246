import { execFileSync, spawnSync } from 'node:child_process';
import { OperatorError } from '@throughgate/service';

/** User and group under which a child process runs; empty for those of this process. */
export interface ProcessUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** Whether this process runs as root, as which PostgreSQL refuses to start. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Finds the system user `postgres`, creating it when it is missing. To be called as root only.
 * Raises {@link OperatorError} when the user neither exists nor can be created.
 */
export function postgresUser(): Required<ProcessUser> {
  const existing = lookUp();
  if (existing) return existing;
  // Debian, Fedora and their kin; then BusyBox (Alpine). A hub that starts beside us may win: look again after.
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    'postgres',
  ]);
  if (!lookUp()) spawnSync('adduser', ['-S', '-D', '-H', 'postgres']);
  const created = lookUp();
  if (created) return created;
  throw new OperatorError(
    'PostgreSQL refuses to run as root, and the system user "postgres" could not be created. ' +
      'Start the hub as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}

/** Whether `user` can do `access` (`r`, `w` or `x`, as in the command `test`) to a path. */
export function canAccess(user: ProcessUser, access: 'r' | 'w' | 'x', path: string): boolean {
  // Asked of the system and not computed from modes, because access lists and mounts also have their say.
  const { status } = spawnSync('/bin/sh', ['-c', `test -${access} "$0"`, path], { ...user, cwd: '/' });
  return status === 0;
}

function lookUp(): Required<ProcessUser> | undefined {
  try {
    const id = (flag: string) =>
      Number(
        execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      );
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
