import { hubSubgraphNames, supergraphSdl } from '@throughgate/contracts';
import { type RunningGateway, startGateway } from '@throughgate/gateway';
import { namedEventLog, neededSetting } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import { connectRegistry } from '../registry/connect-registry.ts';
import type { Workplace } from '../workers/workplace.ts';
import { followChanges, followRegistry } from './following-options.ts';
import { gatewaySettings } from './gateway-options.ts';
import { hubPages } from './hub-pages.ts';
import { openVerifier } from './open-verifier.ts';
import { whoAsks } from './who-asks.ts';

/** Starts a hub's gateway alone. It follows the registry that HUB_REGISTRY_URL names, or else serves schemas/supergraph.graphql. */
export function startGatewayAlone(
  settings: Settings,
  { logger, group, inTurn }: Workplace,
  cleanup: AsyncDisposableStack,
): Promise<RunningGateway> {
  const verifier = openVerifier(settings, logger, cleanup);
  const serviceKey = neededSetting(settings, 'serviceKey');
  const eventLog = namedEventLog(settings, logger);
  if (eventLog) cleanup.defer(() => eventLog.close());
  const registry = settings.registryUrl === undefined ? undefined : connectRegistry(settings);
  return startGateway({
    ...gatewaySettings(settings, registry),
    ...whoAsks(settings, verifier, serviceKey, logger),
    ...(registry
      ? followRegistry(registry, eventLog, settings.data, logger)
      : { supergraphSdl: supergraphSdl() }),
    ...(eventLog ? followChanges(eventLog) : {}),
    serviceKey,
    requiredSubgraphs: hubSubgraphNames,
    // Behind a load balancer: readiness is seen to fail before connections are refused.
    drainDelay: 2_000,
    pages: hubPages(),
    group,
    inTurn,
    logger,
  });
}
