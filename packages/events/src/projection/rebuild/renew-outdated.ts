import { backoff, createTroubleLog, pause } from '@throughgate/service';
import { isCurrent } from '../generations/generation.ts';
import { type RebuildOptions, rebuildProjection } from './rebuild-projection.ts';

/** As for a rebuild, and what ends the attempts. */
export interface RenewOptions extends Omit<RebuildOptions, 'onProgress'> {
  readonly signal: AbortSignal;
}

/**
 * Makes a read model anew whose form an earlier version of the hub gave it, while it serves. Tries until it has the projection's
 * form, which another process may give it first. Resolves then, or when `signal` aborts.
 */
export async function renewOutdated(options: RenewOptions): Promise<void> {
  const { projection, pool, logger, signal } = options;
  const failing = createTroubleLog(logger, {
    began: 'the read model cannot be made anew yet; trying again',
    ended: 'the read model is made anew',
  });
  for (let failures = 0; !signal.aborted; ) {
    try {
      if (await isCurrent(pool, projection)) {
        failing.over(projection.name);
        return;
      }
      logger.info('the read model has the form of an earlier version: it is made anew while it serves');
      await rebuildProjection(options);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      failing.report(projection.name, error);
      await pause(backoff(failures), signal);
    }
  }
}
