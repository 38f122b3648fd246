import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A subgraph that runs in a process of its own. */
export interface SubgraphProcess extends AsyncDisposable {
  /** GraphQL endpoint, as its `ready` line has it. */
  readonly url: string;
}

/**
 * Starts a command that ends its start with `ready <url>`; nothing of this process's settings leaks in. Rejects with
 * what it printed when it ends before. Disposing asks it to stop, and rejects when it ends otherwise than in order.
 */
export async function startSubgraphProcess(
  command: readonly [string, ...string[]],
  { cwd, settings }: { readonly cwd: string; readonly settings: Readonly<Record<string, string>> },
): Promise<SubgraphProcess> {
  const [program, ...given] = command;
  const child = spawn(program, given, {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    ended.then(([code]) => reject(new Error(`${command.join(' ')} ended with ${code}:\n${printed}`)), reject);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const [, ready] = /^ready (\S+)$/m.exec(printed) ?? [];
        if (ready !== undefined) resolve(ready);
      });
    }
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${printed}`);
    },
  };
}
