import { operationText, supergraphSdl } from '@throughgate/contracts';
import { type RunningGateway, startGateway } from '@throughgate/gateway';
import { type RunningOutcomes, startOutcomes } from '@throughgate/outcomes';
import type { Logger } from '@throughgate/service';
import { type RunningAgency, startAgency } from '@throughgate/subgraph-kit';
import type { Settings } from '../settings/settings.ts';
import type { Infrastructure } from './infrastructure.ts';
import { type AgencyName, agencies, agencyNames } from './services.ts';

/** A whole hub in this process: five subgraphs and the gateway, each on its own port. */
export interface Hub {
  readonly gateway: RunningGateway;
  readonly agencies: readonly RunningAgency[];
  readonly outcomes: RunningOutcomes;
  /** Resolves when every change recorded before the call shows in journeys. */
  settled(): Promise<void>;
  /** Stops the gateway first, so that nothing new comes in, then the subgraphs. */
  stop(): Promise<void>;
}

/** Starts the whole hub on an infrastructure. `identifier` is what GraphiQL asks about at first. */
export async function startHub(
  settings: Settings,
  infrastructure: Infrastructure,
  logger: Logger,
  identifier: string | undefined,
): Promise<Hub> {
  const cleanup = new AsyncDisposableStack();
  try {
    const outcomes = await startOutcomesOf(infrastructure, logger);
    cleanup.defer(() => outcomes.stop());
    const running = await Promise.all(
      agencyNames.map(async (name) => {
        const agency = await startAgencyOf(name, infrastructure, logger);
        cleanup.defer(() => agency.stop());
        return agency;
      }),
    );
    const gateway = await startGateway({
      supergraphSdl: supergraphSdl(),
      host: settings.host,
      port: settings.port,
      portSetting: 'HUB_PORT',
      serviceKey: infrastructure.serviceKey,
      subgraphUrls: new Map([outcomes, ...running].map(({ name, url }) => [name, url])),
      subgraphTimeout: settings.subgraphTimeout,
      defaultQuery: operationText('journey'),
      defaultVariables: { identifier: identifier ?? 'A1234BC' },
      logger,
    });
    cleanup.defer(() => gateway.stop());
    const owned = cleanup.move();
    return {
      gateway,
      agencies: running,
      outcomes,
      async settled() {
        await Promise.all(running.map((agency) => agency.relayed()));
        await outcomes.caughtUp();
      },
      stop: () => owned.disposeAsync(),
    };
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

function startAgencyOf(
  name: AgencyName,
  infrastructure: Infrastructure,
  logger: Logger,
): Promise<RunningAgency> {
  const options = {
    databaseUrl: infrastructure.databases[name],
    eventLog: infrastructure.eventLog,
    serviceKey: infrastructure.serviceKey,
    // Subgraphs answer only the gateway, which is in this process: nobody else needs to reach them.
    host: '127.0.0.1',
    port: 0,
    logger,
  };
  return startAgency(agencies[name] as (typeof agencies)['prisons'], options);
}

function startOutcomesOf({ databases, eventLog, serviceKey }: Infrastructure, logger: Logger) {
  return startOutcomes({
    databaseUrl: databases.outcomes,
    eventLog,
    serviceKey,
    host: '127.0.0.1',
    port: 0,
    logger,
  });
}
