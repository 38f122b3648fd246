import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, OperatorError } from '@throughgate/service';
import { commandLine, processIdentity } from '../data-directory/process-identity.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { ProcessUser } from './postgres-user.ts';

/** The cluster that may have been left running. */
interface LeftCluster {
  /** PostgreSQL's data directory. */
  readonly data: string;
  readonly binaries: PostgresBinaries;
  /** As whom PostgreSQL runs. */
  readonly user: ProcessUser;
}

/**
 * Stops a PostgreSQL that an earlier hub left running on this data directory, and removes what it noted there
 * if it no longer runs. To be called only by the holder of the data directory's lock.
 *
 * PostgreSQL notes its pid in `postmaster.pid`, and refuses to start while any process has that pid. After
 * `kill -9`, a power cut or the end of a container the pid may by now belong to anything: only a process whose
 * command line names this very data directory is stopped.
 */
export function stopLeftover({ data, binaries, user }: LeftCluster, logger: Logger): void {
  const file = join(data, 'postmaster.pid');
  const pid = Number(readFirstLine(file));
  if (!Number.isInteger(pid) || pid <= 0) return;
  // Windows tells nothing about command lines; PostgreSQL's own check has to do there.
  const ours = process.platform === 'win32' || commandLine(pid).includes(data);
  if (processIdentity(pid) === undefined || !ours) {
    rmSync(file, { force: true });
    return;
  }
  logger.warn({ pid, data }, 'stopping a PostgreSQL that an earlier hub left running');
  for (const mode of ['fast', 'immediate']) {
    const { status } = spawnSync(
      binaries.pgCtl,
      ['stop', '--pgdata', data, '--mode', mode, '--wait', '--timeout', '30'],
      { ...user, cwd: '/', stdio: 'ignore' },
    );
    if (status === 0 || readFirstLine(file) === undefined) return;
  }
  throw new OperatorError(
    `PostgreSQL (process ${pid}) still runs on ${data} and does not stop. End it and try again.`,
  );
}

function readFirstLine(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n')[0];
  } catch {
    return undefined;
  }
}
