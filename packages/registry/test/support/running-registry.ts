import { createPostgresEventLog, type EventLog } from '@throughgate/events';
import { createRegistryClient, type RegistryClient, type TokenRequest } from '@throughgate/registry-client';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { type RunningRegistry, type StartRegistryOptions, startRegistry } from '../../src/start-registry.ts';
import { createScratchDirectory } from './scratch-directory.ts';

/** A registry in a database of its own, served over HTTP. */
export interface RegistryUnderTest extends AsyncDisposable {
  readonly running: RunningRegistry;
  /** The event log that it uses. */
  readonly log: EventLog;
  /** Client with the administrator's token. */
  readonly admin: RegistryClient;
  /** The registry's database. */
  readonly pool: pg.Pool;
  /** URL of the registry's database. */
  readonly databaseUrl: string;
  /** File of the administrator's token. */
  readonly adminTokenFile: string;
  /** Client with a token of its own, with the verbs and subgraphs given. */
  clientWith(token: Partial<TokenRequest>): Promise<RegistryClient>;
  /** Client with a given secret, or with none. */
  clientOf(token?: string): RegistryClient;
  /** Sends bytes as they are, as the administrator; answers with status and parsed body. */
  raw(path: string, request?: RequestInit): Promise<{ status: number; type: string | null; body: unknown }>;
  /** Stops the registry and starts it anew on the same databases and files. */
  restart(): Promise<void>;
}

/** Starts a registry; disposing stops it and drops its databases. */
export async function startRegistryForTest(
  options: Partial<StartRegistryOptions> & {
    readonly through?: (databaseUrl: string) => Promise<string>;
  } = {},
): Promise<RegistryUnderTest> {
  const cleanup = new AsyncDisposableStack();
  const database = cleanup.use(await testDatabase());
  const logDatabase = cleanup.use(await testDatabase());
  const { path } = cleanup.use(createScratchDirectory());
  const logger = createLogger('silent');
  const ownLog = createPostgresEventLog({ databaseUrl: logDatabase.url, logger });
  cleanup.defer(() => ownLog.close());
  const { through, eventLog = ownLog, ...rest } = options;
  const databaseUrl = (await through?.(database.url)) ?? database.url;
  const adminTokenFile = `${path}/registry-token`;
  const start = () =>
    startRegistry({
      databaseUrl,
      eventLog,
      host: '127.0.0.1',
      port: 0,
      portSetting: 'HUB_REGISTRY_PORT',
      logger,
      adminTokenFile,
      ...rest,
    });
  let running = await start();
  cleanup.defer(() => running.stop());
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  cleanup.defer(() => pool.end());
  const clientOf = (token?: string) => createRegistryClient({ url: running.url, token });

  return {
    get running() {
      return running;
    },
    get admin() {
      return clientOf(running.adminToken);
    },
    log: eventLog,
    pool,
    databaseUrl: database.url,
    adminTokenFile,
    clientOf,
    async clientWith(token) {
      const made = await clientOf(running.adminToken).createToken({ name: 'test', can: ['read'], ...token });
      return clientOf(made.token);
    },
    async raw(path, request = {}) {
      const headers = { authorization: `Bearer ${running.adminToken}`, ...request.headers };
      const response = await fetch(new URL(path, running.url), { ...request, headers });
      const text = await response.text();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      return { status: response.status, type: response.headers.get('content-type'), body };
    },
    async restart() {
      await running.stop();
      running = await start();
    },
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}
