import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process under test, which is killed as a power cut would kill it. */
export interface Child extends AsyncDisposable {
  readonly pid: number | undefined;
  /** What it has said so far, line by line. */
  readonly lines: readonly string[];
  /** Resolves when it has said a line; rejects when it ends before. */
  says(line: string): Promise<void>;
  kill(): Promise<void>;
}

/** Starts `test/processes/<file>` with `settings` as its one argument, in JSON. */
export function startChild(file: string, settings: object): Child {
  const path = fileURLToPath(new URL(`../processes/${file}`, import.meta.url));
  const child = spawn(process.execPath, [path, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  createInterface({ input: child.stdout })
    .on('line', (line) => {
      lines.push(line);
      waiting.get(line)?.resolve();
    })
    .once('close', () => {
      for (const [line, { reject }] of waiting)
        reject(new Error(`the process ended before it said "${line}", after "${lines.at(-1)}"`));
    });
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    pid: child.pid,
    lines,
    async says(line) {
      if (lines.includes(line)) return;
      const wait = Promise.withResolvers<void>();
      waiting.set(line, wait);
      await wait.promise;
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
