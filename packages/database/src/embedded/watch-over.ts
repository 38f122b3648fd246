import { type ChildProcess, spawn } from 'node:child_process';
import type { ProcessUser } from './postgres-user.ts';

/** A watch that ends a child process when this process ends, however that happens. */
export interface Watch {
  /** Ends the watch; to be called as soon as the watched process has ended, since its pid may be given out again. */
  release(): void;
}

/**
 * Lets a shell wait for the end of a pipe whose other end this process holds. The system closes that end when
 * this process dies, of `kill -9` or a crash as well, and the shell then asks the child to stop (SIGINT, for
 * PostgreSQL a fast shutdown). Neither exit hooks nor signal handlers could do this, and we install none.
 * On Windows there is no watch: the next start finds what was left.
 */
export function watchOver(child: ChildProcess, user: ProcessUser): Watch {
  if (process.platform === 'win32' || child.pid === undefined) return { release: () => undefined };
  const shell = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(child.pid)], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell the watch is lost, not the database: stopping in order still works.
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref();
  return { release: () => shell.kill('SIGKILL') };
}
