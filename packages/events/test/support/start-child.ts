import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process under test, which is killed as a power cut would kill it. */
export interface Child extends AsyncDisposable {
  /** Resolves at the next line of standard output that is `word`; rejects when the process ends first. */
  says(word: string): Promise<void>;
  kill(): Promise<void>;
  /** Resolves with the signal that ended it; null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
}

/** Starts `test/processes/<file>` with `settings` as its one argument, in JSON. */
export function startChild(file: string, settings: object): Child {
  const path = fileURLToPath(new URL(`../processes/${file}`, import.meta.url));
  const child = spawn(process.execPath, [path, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    says: (word) => nextLine(child, lines, word),
    kill,
    ended: exited.then(([, signal]) => signal as NodeJS.Signals | null),
    [Symbol.asyncDispose]: kill,
  };
}

async function nextLine(
  child: ChildProcess,
  lines: ReturnType<typeof createInterface>,
  word: string,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onLine = (line: string) => {
    if (line === word) resolve();
  };
  const onExit = () => reject(new Error(`the process ended before it said "${word}"`));
  lines.on('line', onLine);
  child.once('exit', onExit);
  try {
    await promise;
  } finally {
    lines.off('line', onLine);
    child.off('exit', onExit);
  }
}
