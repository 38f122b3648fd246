import { join, resolve } from 'node:path';
import { defaultBreaker, type ResilienceOptions } from '@throughgate/gateway';
import type { RegistryClient } from '@throughgate/registry-client';
import type { Settings } from '@throughgate/runtime/settings';
import { OperatorError } from '@throughgate/service';

/**
 * What the settings say of a gateway, wherever it runs and whatever it serves.
 * Raises `OperatorError` when operations must be registered and nothing says where.
 *
 * @param registry where clients register their operations; none where the gateway knows no registry
 */
export function gatewaySettings(settings: Settings, registry?: RegistryClient) {
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
    ...trustedDocuments(settings, registry),
    trustTraceparent: settings.traceparent === 'trust',
    live: live === 'on' && { subscriptions: liveSubscriptions, perClient: livePerClient },
    ...(corsOrigins ? { corsOrigins } : {}),
    ...(subgraphUrls ? { subgraphUrls } : {}),
  };
}

function trustedDocuments(settings: Settings, client: RegistryClient | undefined) {
  const { trustedDocuments: mode, trustedDocumentsFile: path, data } = settings;
  if (mode === 'off') return {};
  const registry = client && { client, lastGoodCopy: join(resolve(data), 'registered-documents.json') };
  if (path !== undefined || registry) return { trustedDocuments: { mode, path, registry } };
  throw new OperatorError(
    `HUB_TRUSTED_DOCUMENTS is ${mode}, and nothing says which operations are registered: neither HUB_TRUSTED_DOCUMENTS_FILE nor a registry (HUB_REGISTRY_URL).`,
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
