import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Settings } from '@throughgate/runtime/settings';
import { untilStopped } from '@throughgate/runtime/until-stopped';
import type { Logger } from '@throughgate/service';
import type { Workplace } from './workplace.ts';

/**
 * Runs a service in as many processes as HUB_WORKERS says, which answer at one port; one is this process itself. The
 * processes run the same command again, and come here by it.
 *
 * @param serve runs the service in one process until its workplace says that it is to stop
 */
export async function inWorkers(
  { workers }: Pick<Settings, 'workers'>,
  logger: Logger,
  serve: (workplace: Workplace) => Promise<void>,
): Promise<void> {
  if (cluster.isWorker) {
    const { joinWorkers } = await import('./worker-process.ts');
    const { workplace, leave } = await joinWorkers(logger);
    await serve(workplace);
    leave();
    return;
  }
  const count = workers === 'auto' ? availableParallelism() : workers;
  if (count > 1) {
    const { superviseWorkers } = await import('./supervise-workers.ts');
    await superviseWorkers(count, logger);
    return;
  }
  await serve({
    stopped: untilStopped(),
    logger,
    sharedKey: randomBytes(32).toString('base64url'),
    group: undefined,
    inTurn: undefined,
    announce: (url) => void process.stdout.write(`ready ${url}\n`),
  });
}
