import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startNode, stopNode } from '../harness/node-process.ts';

/** Subscribers in a process of their own. */
export interface Subscribers {
  /** Milliseconds from the cause to the receipt, of each result since the last call. */
  told(): Promise<number[]>;
  stop(): Promise<void>;
}

/** Starts so many subscribers of an endpoint; resolves when all have their first bytes. */
export async function startSubscribers(
  url: string,
  count: number,
  body: string,
  cleanup: AsyncDisposableStack,
): Promise<Subscribers> {
  const child = startNode({
    module: import.meta.resolve('./processes/subscribers.ts'),
    arguments: [url, String(count), body],
    core: 1,
    takesInput: true,
  });
  cleanup.defer(() => stopNode(child));
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('the subscribers have no pipes');
  let failure = '';
  stderr.on('data', (chunk) => {
    failure = (failure + chunk).slice(-2_000);
  });
  const lines = createInterface({ input: stdout });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the subscribers ended: ${failure}`);
  });
  // They do at the end, when nobody waits for a line any more.
  ended.catch(() => {});
  const next = async () => {
    const [line] = await Promise.race([once(lines, 'line'), ended]);
    return String(line);
  };
  if ((await next()) !== 'ready') throw new Error('the subscribers are not ready');
  return {
    async told() {
      const line = next();
      stdin.write('\n');
      return JSON.parse((await line).slice('told '.length)) as number[];
    },
    stop: () => stopNode(child),
  };
}
