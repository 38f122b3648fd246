import { rebuildOutcomes as rebuild } from '@throughgate/outcomes';
import { untilStopped } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { showProgress } from '../../progress.ts';
import { withOutcomes } from '../with-outcomes.ts';

/**
 * `hub projections rebuild outcomes`: makes the read model anew from the event log while the old one serves.
 * Ctrl-C gives it up and leaves everything as it was.
 */
export async function rebuildOutcomes(settings: Settings, logger: Logger): Promise<void> {
  const aborting = new AbortController();
  void untilStopped().then((signal) =>
    aborting.abort(new Error(`${signal}: the read model stays as it was`)),
  );
  const progress = showProgress('Rebuilding outcomes', 'events');
  const rebuilt = await withOutcomes(settings, logger, ({ pool, eventLog }) =>
    rebuild({
      log: eventLog,
      pool,
      logger,
      signal: aborting.signal,
      onProgress: ({ events, total }) => progress.update(events, total),
    }),
  );
  progress.finish();
  process.stdout.write(
    `Rebuilt: ${rebuilt.events} events in ${rebuilt.seconds.toFixed(1)} s, ` +
      `${Math.round(rebuilt.eventsPerSecond)} a second; generation ${rebuilt.generation} serves.\n`,
  );
}
