import { join, resolve } from 'node:path';
import { eventContracts, hubAgencyNames, supergraphSdl } from '@throughgate/contracts';
import type { EventLog } from '@throughgate/events';
import {
  defaultBreaker,
  type GatewayOptions,
  type ResilienceOptions,
  registrySource,
  type SupergraphSource,
  type UsageOptions,
} from '@throughgate/gateway';
import type { RegistryClient } from '@throughgate/registry-client';
import type { Settings } from '@throughgate/runtime/settings';
import { type Logger, OperatorError } from '@throughgate/service';

/**
 * What the settings say of a gateway, wherever it runs and whatever it serves.
 * Raises `OperatorError` when operations must be registered and nothing says where.
 */
export function gatewaySettings(settings: Settings) {
  const { host, port, subgraphTimeout, corsOrigins, subgraphUrls, costLimit, costBudget, entityCacheBytes } =
    settings;
  const { live, liveSubscriptions, livePerClient } = settings;
  return {
    host,
    port,
    portSetting: 'HUB_PORT',
    subgraphTimeout,
    resilience: resilienceSettings(settings),
    cost: { limit: costLimit, budget: costBudget },
    entityCache: { maxBytes: entityCacheBytes },
    ...trustedDocuments(settings),
    trustTraceparent: settings.traceparent === 'trust',
    live: live === 'on' && { subscriptions: liveSubscriptions, perClient: livePerClient },
    ...(corsOrigins ? { corsOrigins } : {}),
    ...(subgraphUrls ? { subgraphUrls } : {}),
  };
}

function trustedDocuments({ trustedDocuments: mode, trustedDocumentsFile: path }: Settings) {
  if (mode === 'off') return {};
  if (path !== undefined) return { trustedDocuments: { mode, path } };
  throw new OperatorError(
    `HUB_TRUSTED_DOCUMENTS is ${mode}, and HUB_TRUSTED_DOCUMENTS_FILE does not say which operations are registered.`,
  );
}

function resilienceSettings({
  subgraphRetries,
  subgraphBreaker,
  subgraphHedge,
}: Settings): Partial<ResilienceOptions> {
  return {
    retries: subgraphRetries,
    breaker: subgraphBreaker === 'off' ? false : { ...defaultBreaker, threshold: subgraphBreaker / 100 },
    hedgeAfter: subgraphHedge === 'off' ? false : subgraphHedge,
  };
}

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
