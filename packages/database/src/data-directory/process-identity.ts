import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Tells one process from every other that had or will have its pid: text made of the moment it started.
 * Pids are given out again, in a container within minutes, so a pid alone does not name a process.
 * Returns `undefined` when no such process runs, `'unknown'` when it runs but the system tells nothing about it.
 */
export function processIdentity(pid: number): string | undefined {
  if (!isRunning(pid)) return undefined;
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command's name stands in brackets and may hold anything; start time is the 22nd field, 20th after it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A zombie keeps its pid until its parent looks, but runs no more.
      if (fields[0] === 'Z') return undefined;
      return `${boot}/${fields[19]}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return isRunning(pid) ? 'unknown' : undefined;
  }
}

/** The command line of a process, or `''` where it has ended or the system does not tell. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Whether a process with this pid runs, ours or not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
