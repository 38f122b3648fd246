import { type RunningOutcomes, startOutcomes } from '@throughgate/outcomes';
import type { Infrastructure } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import { pruningOf } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { type RunningAgency, startAgency } from '@throughgate/subgraph-kit';
import { agencies, agencyNames } from './services.ts';

/** Starts the five subgraphs of a hub, each on a port of its own; `cleanup` stops them. */
export async function startSubgraphs(
  settings: Settings,
  { databases, eventLog, serviceKey }: Infrastructure,
  logger: Logger,
  cleanup: AsyncDisposableStack,
): Promise<{ outcomes: RunningOutcomes; agencies: RunningAgency[] }> {
  // Subgraphs answer only the gateway, which is in this process: nobody else needs to reach them.
  const common = { eventLog, serviceKey, host: '127.0.0.1', port: 0, logger };
  const outcomes = await startOutcomes({ ...common, databaseUrl: databases.outcomes });
  cleanup.defer(() => outcomes.stop());
  const pruning = pruningOf(settings);
  const running = await Promise.all(
    agencyNames.map(async (name) => {
      const options = { ...common, databaseUrl: databases[name], pruning };
      const agency = await startAgency(agencies[name] as (typeof agencies)['prisons'], options);
      cleanup.defer(() => agency.stop());
      return agency;
    }),
  );
  return { outcomes, agencies: running };
}
