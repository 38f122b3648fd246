import { join, resolve } from 'node:path';
import { eventContracts, hubAgencyNames, supergraphSdl } from '@throughgate/contracts';
import type { EventLog } from '@throughgate/events';
import type { GatewayOptions, SupergraphSource, UsageOptions } from '@throughgate/gateway';
import { registrySource } from '@throughgate/gateway/registry-source';
import type { RegistryClient } from '@throughgate/registry-client';
import type { Logger } from '@throughgate/service';

/** Has a gateway follow an event log; what the agencies that come with the hub publish is known before it is read. */
export function followChanges(eventLog: EventLog): Required<Pick<GatewayOptions, 'changes'>> {
  const contracts = hubAgencyNames.map((agency) => ({
    agency,
    types: eventContracts(agency).map(({ type, schema }) => ({ type, schema: { ...schema } })),
  }));
  return { changes: { eventLog, contracts } };
}

/** What makes a gateway serve what is published, and say what is asked of it. */
export interface FollowingOptions {
  readonly source: SupergraphSource;
  readonly usage: UsageOptions;
}

/**
 * Has a gateway follow a registry; what it served last is kept in the data directory.
 *
 * @param eventLog without one the registry is asked every few seconds, which is only slower
 */
export function followRegistry(
  client: RegistryClient,
  eventLog: EventLog | undefined,
  data: string,
  logger: Logger,
): FollowingOptions {
  return {
    source: registrySource({
      client,
      eventLog,
      lastGoodCopy: join(resolve(data), 'supergraph.json'),
      fallbackSdl: supergraphSdl(),
      logger,
    }),
    usage: { client },
  };
}
