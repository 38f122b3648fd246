import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A broker's process. */
export interface BrokerProcess {
  /** Kills it as a power cut would, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end in order, and resolves when it is gone; one that takes too long is killed. */
  end(): Promise<void>;
  /** Stops it where it is: connections stay open, nothing is answered. */
  freeze(): void;
  /** Lets it go on. */
  thaw(): void;
}

/** Longest wait for a broker to say that it is up, in milliseconds. */
const startTime = 90_000;

/**
 * Runs beside the broker and ends it, and removes its data, when the pipe from this process closes: so however this
 * process ends, nothing is left running.
 */
const guard = `
dir=$1; shift
exec 3<&0
"$@" 3<&- & broker=$!
echo "broker process $broker"
(
  cat <&3 >/dev/null
  kill -9 $broker
  # Until it is gone it writes, and the directory would not be empty.
  while kill -0 $broker; do sleep 0.1; done
  [ -z "$dir" ] || rm -rf "$dir"
) 2>/dev/null &
wait $broker`;

/** Longest that a broker may take to end in order, in milliseconds. */
const endTime = 10_000;

/** Starts a broker of the cluster; resolves when it serves. `directory` is removed when this process ends without a word. */
export async function startBroker(
  directory: string | undefined,
  command: readonly string[],
): Promise<BrokerProcess> {
  const child = spawn('sh', ['-c', guard, 'sh', directory ?? '', ...command], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let broker: number;
  try {
    broker = await serving(child);
  } catch (error) {
    killGroup(child);
    throw error;
  }
  // The pipes must be read, but must not keep this process alive.
  child.unref();
  return {
    async kill() {
      killGroup(child);
      await exited;
    },
    async end() {
      if (child.exitCode === null && child.signalCode === null) process.kill(broker, 'SIGTERM');
      const timer = setTimeout(() => killGroup(child), endTime);
      await exited;
      clearTimeout(timer);
      // Its guard goes too.
      child.stdin.destroy();
    },
    // Not its guard, which must be able to end it.
    freeze: () => void process.kill(broker, 'SIGSTOP'),
    thaw: () => void process.kill(broker, 'SIGCONT'),
  };
}

/** The broker and its guard are one process group. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
}

/** Resolves with the broker's process id when it serves. */
async function serving(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const lines: string[] = [];
  let broker = 0;
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (lines.push(line) > 30) lines.shift();
      broker ||= Number(/^broker process (\d+)$/.exec(line)?.[1] ?? 0);
      if (line.includes('Kafka Server started')) resolve(broker);
    });
  }
  const failed = (why: string) => reject(new Error(`Kafka ${why}:\n${lines.join('\n')}`));
  child.once('error', reject);
  child.once('exit', () => failed('ended'));
  const timer = setTimeout(() => failed(`did not start in ${startTime} ms`), startTime);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
