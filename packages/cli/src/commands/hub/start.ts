import { openServiceInfrastructure, subgraphKeys } from '@throughgate/runtime';
import { BadSettingError, type Settings } from '@throughgate/runtime/settings';
import { measuresOptions } from '../../hub/measures-options.ts';
import { openVerifier } from '../../hub/open-verifier.ts';
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
  // Each service loads what it is made of and no more: the store of measures or an issuer would take half of a gateway's memory.
  if (name === 'gateway') {
    const { startGatewayAlone } = await import('../../hub/start-gateway-alone.ts');
    return await startGatewayAlone(settings, workplace, cleanup);
  }
  if (name === 'registry') {
    const { startHubRegistry } = await import('../../hub/start-registry.ts');
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
    const { startIssuer } = await import('@throughgate/issuer');
    const { issuerDirectory } = await import('../../hub/hub-issuer.ts');
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
  if (name === 'outcomes') {
    const { startOutcomes } = await import('@throughgate/outcomes');
    return await startOutcomes({ ...place, measures: measuresOptions(settings) });
  }
  const { startHubAgency } = await import('../../hub/start-subgraphs.ts');
  return await startHubAgency(name, place, settings);
}
