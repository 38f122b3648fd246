import { type HubAgency, type HubSubgraph, hubAgencyNames } from '@throughgate/contracts';
import type { TokenVerifier } from '@throughgate/identity';
import { type MeasuresOptions, type RunningOutcomes, startOutcomes } from '@throughgate/outcomes';
import { derivedKeys, type Infrastructure } from '@throughgate/runtime';
import { pruningOf, type Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { type RunningAgency, type StartAgencyOptions, startAgency } from '@throughgate/subgraph-kit';
import { agencies } from './agencies.ts';

/** Starts an agency's subgraph where it is told to; the settings say what it prunes. */
export function startHubAgency(
  name: HubAgency,
  place: Omit<StartAgencyOptions, 'pruning'>,
  settings: Settings,
): Promise<RunningAgency> {
  // Their tables differ, and nothing here depends on them.
  return startAgency(agencies[name] as (typeof agencies)['prisons'], {
    ...place,
    pruning: pruningOf(settings),
  });
}

/**
 * Starts the five subgraphs of a hub, each on a port of its own; `cleanup` stops them.
 * @param verifier verifies the token of each request, for all of them
 * @param measures where measures are kept; undefined for not at all
 */
export async function startSubgraphs(
  settings: Settings,
  { databases, eventLog, serviceKey }: Infrastructure,
  verifier: TokenVerifier,
  logger: Logger,
  cleanup: AsyncDisposableStack,
  measures?: MeasuresOptions,
): Promise<{ outcomes: RunningOutcomes; agencies: RunningAgency[] }> {
  // Subgraphs answer only the gateway, which is in this process: nobody else needs to reach them.
  const common = { eventLog, verifier, host: '127.0.0.1', port: 0, logger };
  const { serviceKeyPrevious } = settings;
  const keysOf = (name: HubSubgraph) => derivedKeys(name, { serviceKey, serviceKeyPrevious });
  const outcomes = await startOutcomes({
    ...common,
    ...keysOf('outcomes'),
    databaseUrl: databases.outcomes,
    measures,
  });
  cleanup.defer(() => outcomes.stop());
  const running = await Promise.all(
    hubAgencyNames.map(async (name) => {
      const place = { ...common, ...keysOf(name), databaseUrl: databases[name] };
      const agency = await startHubAgency(name, place, settings);
      cleanup.defer(() => agency.stop());
      return agency;
    }),
  );
  return { outcomes, agencies: running };
}
