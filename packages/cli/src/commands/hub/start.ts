import { hubSubgraphNames, supergraphSdl } from '@throughgate/contracts';
import { startGateway } from '@throughgate/gateway';
import { startIssuer } from '@throughgate/issuer';
import { startOutcomes } from '@throughgate/outcomes';
import { namedEventLog, neededSetting, openServiceInfrastructure, subgraphKeys } from '@throughgate/runtime';
import { BadSettingError, type Settings } from '@throughgate/runtime/settings';
import { followRegistry, gatewaySettings } from '../../hub/gateway-options.ts';
import { issuerDirectory, openVerifier } from '../../hub/hub-issuer.ts';
import { hubPages } from '../../hub/hub-pages.ts';
import { measuresOptions } from '../../hub/measures-options.ts';
import { startHubRegistry } from '../../hub/start-registry.ts';
import { startHubAgency } from '../../hub/start-subgraphs.ts';
import { whoAsks } from '../../hub/who-asks.ts';
import { connectRegistry } from '../../registry/connect-registry.ts';
import type { Workplace } from '../../workers/workplace.ts';
import type { ServiceName } from './service-names.ts';

/** A service at work. */
interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * `hub start <service>`: one service alone, as in docker-compose.yml, on the databases, brokers and keys that the
 * settings name. Raises `BadSettingError` naming the setting that is missing.
 */
export async function start(name: ServiceName, settings: Settings, workplace: Workplace): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const running = await startAlone(name, settings, workplace, cleanup);
  cleanup.defer(() => running.stop());
  workplace.announce(running.url);
  await workplace.stopped;
}

async function startAlone(
  name: ServiceName,
  settings: Settings,
  workplace: Workplace,
  cleanup: AsyncDisposableStack,
): Promise<Running> {
  const { host, port } = settings;
  const { logger } = workplace;
  if (name === 'gateway') return await startGatewayAlone(settings, workplace, cleanup);
  if (name === 'registry') {
    const { gatewayTokenFile, data } = settings;
    const infrastructure = await openServiceInfrastructure(name, settings, logger, cleanup);
    const listening = { host, port, portSetting: 'HUB_PORT' };
    const verifier = openVerifier(settings, logger, cleanup);
    return await startHubRegistry(data, {
      ...infrastructure,
      ...listening,
      gatewayTokenFile,
      verifier,
      logger,
    });
  }
  if (name === 'issuer') {
    const { data, audience } = settings;
    const directory = issuerDirectory(data);
    return await startIssuer({ host, port, portSetting: 'HUB_PORT', directory, audience, logger });
  }
  const keys = subgraphKeys(name, settings);
  if (keys === undefined) {
    throw new BadSettingError(
      'HUB_SUBGRAPH_KEY, or HUB_SERVICE_KEY from which it is derived, must be set to start this service alone.',
    );
  }
  const infrastructure = await openServiceInfrastructure(name, settings, logger, cleanup);
  const verifier = openVerifier(settings, logger, cleanup);
  const place = { ...infrastructure, ...keys, verifier, host, port, logger };
  return name === 'outcomes'
    ? await startOutcomes({ ...place, measures: measuresOptions(settings) })
    : await startHubAgency(name, place, settings);
}

/** It follows the registry that HUB_REGISTRY_URL names, or else serves schemas/supergraph.graphql. */
function startGatewayAlone(
  settings: Settings,
  { logger, group, inTurn }: Workplace,
  cleanup: AsyncDisposableStack,
): Promise<Running> {
  const verifier = openVerifier(settings, logger, cleanup);
  const serviceKey = neededSetting(settings, 'serviceKey');
  return startGateway({
    ...gatewaySettings(settings),
    ...whoAsks(settings, verifier, serviceKey, logger),
    ...(settings.registryUrl === undefined ? { supergraphSdl: supergraphSdl() } : follow()),
    serviceKey,
    requiredSubgraphs: hubSubgraphNames,
    // Behind a load balancer: readiness is seen to fail before connections are refused.
    drainDelay: 2_000,
    pages: hubPages(),
    group,
    inTurn,
    logger,
  });

  function follow() {
    const eventLog = namedEventLog(settings, logger);
    if (eventLog) cleanup.defer(() => eventLog.close());
    return followRegistry(connectRegistry(settings), eventLog, settings.data, logger);
  }
}
