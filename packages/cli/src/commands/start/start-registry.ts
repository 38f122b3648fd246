import { bootstrapOperations, bootstrapProposals, startRegistry } from '@throughgate/registry';
import { neededDatabaseUrl, neededEventLog } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import { adminTokenFile } from '../../registry/connect-registry.ts';

/**
 * Starts the registry alone, with what is in schemas/ published; `cleanup` stops it. Its administrator's token lies in
 * the data directory. Returns its URL.
 */
export async function startTheRegistry(
  settings: Settings,
  logger: Logger,
  cleanup: AsyncDisposableStack,
): Promise<string> {
  const { host, port, data, gatewayTokenFile } = settings;
  const registry = await startRegistry({
    databaseUrl: await neededDatabaseUrl(settings, 'registry', logger),
    eventLog: neededEventLog(settings, logger, cleanup),
    host,
    port,
    portSetting: 'HUB_PORT',
    bootstrap: { subgraphs: bootstrapProposals(), operations: bootstrapOperations() },
    adminTokenFile: adminTokenFile(data),
    gatewayTokenFile,
    logger,
  });
  cleanup.defer(() => registry.stop());
  return registry.url;
}
