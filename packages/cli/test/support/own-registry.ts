import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresEventLog, type EventLog } from '@throughgate/events';
import { bootstrapProposals, startRegistry } from '@throughgate/registry';
import { createRegistryClient, type RegistryClient } from '@throughgate/registry-client';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';

/** A registry with the hub's own subgraphs, and an administrator's client of it. */
export interface OwnRegistry extends AsyncDisposable {
  readonly client: RegistryClient;
  readonly url: string;
  /** The event log on which it puts what is sent to it. */
  readonly eventLog: EventLog;
}

/** Starts a registry on databases of its own. */
export async function startOwnRegistry(): Promise<OwnRegistry> {
  await using cleanup = new AsyncDisposableStack();
  const [database, logDatabase] = [cleanup.use(await testDatabase()), cleanup.use(await testDatabase())];
  const directory = mkdtempSync(join(tmpdir(), 'throughgate-registry-'));
  cleanup.defer(() => rmSync(directory, { recursive: true }));
  const logger = createLogger('fatal');
  const eventLog = createPostgresEventLog({ databaseUrl: logDatabase.url, logger });
  cleanup.defer(() => eventLog.close());
  const registry = await startRegistry({
    databaseUrl: database.url,
    eventLog,
    host: '127.0.0.1',
    port: 0,
    portSetting: 'HUB_REGISTRY_PORT',
    bootstrap: { subgraphs: bootstrapProposals() },
    adminTokenFile: join(directory, 'token'),
    logger,
  });
  cleanup.defer(() => registry.stop());
  const owned = cleanup.move();
  return {
    url: registry.url,
    eventLog,
    client: createRegistryClient({ url: registry.url, token: registry.adminToken ?? '' }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
