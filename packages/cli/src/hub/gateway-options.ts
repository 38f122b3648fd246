import { join, resolve } from 'node:path';
import { supergraphSdl } from '@throughgate/contracts';
import { registrySource, startGateway } from '@throughgate/gateway';
import { kafkaOf, needed, openEventLog } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { agencyNames } from '../../hub/services.ts';
import { connectRegistry } from '../../registry/connect-registry.ts';

/**
 * Starts the gateway alone; `cleanup` stops it. It follows the registry that HUB_REGISTRY_URL names, or else serves
 * schemas/supergraph.graphql. Returns the URL of its endpoint.
 */
export async function startTheGateway(
  settings: Settings,
  logger: Logger,
  cleanup: AsyncDisposableStack,
): Promise<string> {
  const gateway = await startGateway({
    ...(settings.registryUrl === undefined
      ? { supergraphSdl: supergraphSdl() }
      : followRegistry(settings, logger, cleanup)),
    host: settings.host,
    port: settings.port,
    portSetting: 'HUB_PORT',
    serviceKey: needed(settings, 'serviceKey'),
    subgraphTimeout: settings.subgraphTimeout,
    ...(settings.corsOrigins ? { corsOrigins: settings.corsOrigins } : {}),
    ...(settings.subgraphUrls ? { subgraphUrls: settings.subgraphUrls } : {}),
    requiredSubgraphs: [...agencyNames, 'outcomes'],
    // Behind a load balancer: readiness is seen to fail before connections are refused.
    drainDelay: 2_000,
    logger,
  });
  cleanup.defer(() => gateway.stop());
  return gateway.url;
}

function followRegistry(settings: Settings, logger: Logger, cleanup: AsyncDisposableStack) {
  const { data, eventsDatabaseUrl = '' } = settings;
  const kafka = kafkaOf(settings);
  const client = connectRegistry(settings);
  // Without an event log the registry is asked every few seconds, which is only slower.
  const hasEvents = kafka !== undefined || eventsDatabaseUrl !== '';
  const eventLog = hasEvents ? openEventLog(kafka, eventsDatabaseUrl, logger) : undefined;
  if (eventLog) cleanup.defer(() => eventLog.close());
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
