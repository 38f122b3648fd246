import { startOutcomes } from '@throughgate/outcomes';
import { needed, neededDatabaseUrl, neededEventLog } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import { pruningOf } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { startAgency } from '@throughgate/subgraph-kit';
import { agencies } from '../../hub/services.ts';
import type { ServiceName } from '../service-names.ts';

/** Starts a subgraph alone; `cleanup` stops it. Returns its URL. */
export async function startSubgraph(
  name: Exclude<ServiceName, 'gateway' | 'registry'>,
  settings: Settings,
  logger: Logger,
  cleanup: AsyncDisposableStack,
): Promise<string> {
  const { host, port } = settings;
  const options = {
    serviceKey: needed(settings, 'serviceKey'),
    databaseUrl: await neededDatabaseUrl(settings, name, logger),
    eventLog: neededEventLog(settings, logger, cleanup),
    host,
    port,
    logger,
  };
  const running =
    name === 'outcomes'
      ? await startOutcomes(options)
      : await startAgency(agencies[name] as (typeof agencies)['prisons'], {
          ...options,
          pruning: pruningOf(settings),
        });
  cleanup.defer(() => running.stop());
  return running.url;
}
