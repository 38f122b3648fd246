import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** What a Node process of its own is started with. */
export interface NodeProcessOptions {
  /** Module to run, a `file:` URL or a path. */
  readonly module: string;
  readonly arguments?: readonly string[];
  /** Added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Flags for Node itself. @default none */
  readonly nodeFlags?: readonly string[];
  /** Core to which it is pinned, where the machine has one to spare and can pin. @default any */
  readonly core?: number;
  /** Whether this process writes to its standard input. @default false */
  readonly takesInput?: boolean;
}

/** How long a process may take to end when asked, in milliseconds. */
const stopTime = 30_000;

/** Runs a module with this Node, its output piped to this process. */
export function startNode(options: NodeProcessOptions): ChildProcess {
  const { module, arguments: given = [], environment, nodeFlags = [], core, takesInput = false } = options;
  const path = module.startsWith('file:') ? fileURLToPath(module) : module;
  const command = [process.execPath, ...nodeFlags, path, ...given];
  const pinned = core !== undefined && existsSync('/usr/bin/taskset') && core < availableParallelism();
  const [program = '', ...rest] = pinned ? ['taskset', '-c', String(core), ...command] : command;
  return spawn(program, rest, {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: [takesInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
}

/** Asks a process to end and waits until it has; kills it when it does not. */
export async function stopNode(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTime);
  await exited;
  clearTimeout(timer);
}
