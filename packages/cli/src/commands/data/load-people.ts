import type { PopulationOptions } from '@throughgate/population';
import { joinInfrastructure, untilStopped } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { startBehindGateway } from '../../hub/hub.ts';
import { loadShowingProgress } from '../../hub/load-population.ts';

/**
 * `hub population load`: loads synthetic people end to end, into the hub that runs on the data directory or, when
 * none does, into one that runs for as long as the load takes. Loading the same people again changes nothing.
 */
export async function loadPeople(
  population: PopulationOptions,
  settings: Settings,
  logger: Logger,
): Promise<void> {
  const aborting = new AbortController();
  void untilStopped().then((signal) => aborting.abort(new Error(signal)));
  await using cleanup = new AsyncDisposableStack();
  const infrastructure = await joinInfrastructure(settings, logger);
  cleanup.defer(() => infrastructure.close());
  const failed = infrastructure.failed.then((error) => {
    aborting.abort(error);
    throw error;
  });
  failed.catch(() => undefined);
  const started = performance.now();
  const hub = infrastructure.shared
    ? undefined
    : await startBehindGateway({ settings: { ...settings, host: '127.0.0.1' }, infrastructure, logger });
  if (hub) cleanup.defer(() => hub.stop());

  const loaded = await loadShowingProgress('Loading', population, infrastructure, logger, aborting.signal);
  if (hub) {
    process.stderr.write('Waiting for the journeys to be complete\n');
    await Promise.race([hub.settled(), failed]);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { people, events, skipped, sample } = loaded;
  process.stdout.write(
    `${people} people simulated; ${events} events written, ${skipped} files there already; ${seconds} s` +
      `${hub ? '' : ' (the hub that runs completes the journeys)'}\n`,
  );
  if (sample !== undefined) process.stdout.write(`Somebody to ask about: ${sample}\n`);
}
