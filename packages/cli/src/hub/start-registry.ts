import { join, resolve } from 'node:path';
import {
  bootstrapOperations,
  bootstrapProposals,
  type RunningRegistry,
  startRegistry,
} from '@throughgate/registry';
import type { Infrastructure } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { adminTokenFile } from '../registry/connect-registry.ts';

/**
 * Starts the registry of a hub in this process, with what is in schemas/ published. Its administrator's token lies in
 * the data directory, where `hub` finds it.
 */
export function startOwnRegistry(
  { data, registryPort }: Settings,
  { databases, eventLog }: Infrastructure,
  logger: Logger,
): Promise<RunningRegistry> {
  return startRegistry({
    databaseUrl: databases.registry,
    eventLog,
    // Whoever is to reach it from elsewhere starts it alone, as docker-compose.yml does.
    host: '127.0.0.1',
    port: registryPort,
    portSetting: 'HUB_REGISTRY_PORT',
    bootstrap: { subgraphs: bootstrapProposals(), operations: bootstrapOperations() },
    adminTokenFile: adminTokenFile(data),
    gatewayTokenFile: join(resolve(data), 'registry-gateway-token'),
    logger,
  });
}
