import { defaultBreaker, type ResilienceOptions } from '@throughgate/gateway';
import type { Settings } from '@throughgate/runtime/settings';
import { OperatorError } from '@throughgate/service';

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
