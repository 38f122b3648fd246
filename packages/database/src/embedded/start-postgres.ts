import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '@throughgate/service';
import { type ClusterPlace, giveTo } from './cluster-place.ts';
import { watchOver } from './watch-over.ts';

/** A running PostgreSQL server, child of this process. */
export interface PostgresProcess {
  /** Resolves with how it ended when it has, asked to or not: `SIGKILL`, `code 1`. Never rejects. */
  readonly ended: Promise<string>;
  /** Rolls back open transactions, closes connections and ends the server. Safe to call twice. */
  stop(): Promise<void>;
}

/** Raised when the port that had been free a moment before is taken. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/** Longest wait for a start, in milliseconds: after a crash PostgreSQL first replays its log. */
const startDeadline = 120_000;
/** Longest wait for a clean stop, in milliseconds, before the server is told to drop everything. */
const stopDeadline = 20_000;

/**
 * Starts PostgreSQL on a port of 127.0.0.1 and resolves when it accepts connections.
 * `again` says that the same hub had started it before, so that the log goes on.
 * Raises {@link PortTakenError}, or {@link OperatorError} with the end of the server's log.
 */
export async function startPostgres(
  place: ClusterPlace,
  port: number,
  flags: readonly string[],
  { again = false }: { readonly again?: boolean } = {},
): Promise<PostgresProcess> {
  const logFile = join(place.base, 'server.log');
  // Begun anew at each start of the hub, so that it does not grow for ever and shows what went wrong this time.
  const log = openSync(logFile, again ? 'a' : 'w', 0o600);
  giveTo(place.user, logFile);
  const logged = again ? statSync(logFile).size : 0;
  const child = spawn(place.binaries.postgres, ['-D', place.data, '-p', String(port), ...flags], {
    ...place.user,
    cwd: '/',
    // A session of its own: Ctrl-C in a terminal must reach the hub, which then stops the database last.
    detached: true,
    stdio: ['ignore', log, log],
    // biome-ignore lint/style/noProcessEnv: another program's, which inherits it
    env: { ...process.env, LC_ALL: 'C' },
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const watch = watchOver(child, place.user);
  child.unref();

  let end: string | undefined;
  void ended.then((how) => {
    end = how;
    watch.release();
  });
  const deadline = Date.now() + startDeadline;
  while (!isReady(place.data, child)) {
    await Promise.race([delay(25), ended]);
    if (end === undefined && Date.now() < deadline) continue;
    child.kill('SIGQUIT');
    const words = readFileSync(logFile, 'utf8').slice(logged).trim();
    if (/could not bind|Address already in use/i.test(words))
      throw new PortTakenError(`Port ${port} is taken`);
    throw new OperatorError(
      `The embedded PostgreSQL did not start (${end ?? `not ready after ${startDeadline / 1000} s`}). ` +
        `Its log, ${logFile}, ends:\n${words.split('\n').slice(-10).join('\n')}`,
    );
  }
  return {
    ended,
    async stop() {
      if (end !== undefined) return;
      child.ref();
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGQUIT'), stopDeadline);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Whether the server notes of itself, in the eighth line of `postmaster.pid`, that it accepts connections. */
function isReady(data: string, child: ChildProcess): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return lines[0] === String(child.pid) && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}
