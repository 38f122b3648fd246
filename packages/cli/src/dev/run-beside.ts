import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { withoutSecrets } from '@throughgate/runtime/settings';

/** A command that runs beside the hub. */
export interface CommandBeside {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Variables that it gets besides those of this process, of which it gets no secret of the hub. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Milliseconds that it has to end when it is asked to. */
const grace = 5_000;

/** Milliseconds within which a command that ends has probably not run at all. */
const atOnce = 5_000;

/**
 * Starts a command, and prints its output with its name before each line. The function returned ends it, with all
 * that it started.
 */
export function runBeside({
  name,
  command: [file, ...rest],
  environment,
}: CommandBeside): () => Promise<void> {
  const inherited = withoutSecrets();
  const child = spawn(file, rest, {
    // The hub's DATABASE_URL is an administrator's: a subgraph would take that database for its own.
    // And `node` is the one that runs the hub: the host's may be too old for what the kit is written in.
    env: { ...inherited, PATH: pathWithThisNode(inherited['PATH']), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: package managers start what they run as a child of theirs.
    detached: true,
  });
  prefix(name, child.stdout, process.stdout);
  prefix(name, child.stderr, process.stderr);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
  });
  let stopping = false;
  const started = performance.now();
  void ended.then((how) => {
    if (stopping) return;
    const early = performance.now() - started < atOnce;
    const hint = early
      ? ` at once: "${[file, ...rest].join(' ')}" does not run. The hub goes on without it; mend the command, or start the subgraph yourself at the address of --url.`
      : '. The hub goes on without it.';
    process.stderr.write(`${name} | ${file} ${how}${hint}\n`);
  });
  return async () => {
    stopping = true;
    signalGroup(child, 'SIGTERM');
    await Promise.race([ended, setTimeout(grace, undefined, { ref: false })]);
    signalGroup(child, 'SIGKILL');
  };
}

function pathWithThisNode(path = ''): string {
  return [dirname(process.execPath), path].join(delimiter);
}

function prefix(name: string, from: Readable, to: Writable): void {
  createInterface({ input: from }).on('line', (line) => to.write(`${name} | ${line}\n`));
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // All of it has ended.
  }
}
