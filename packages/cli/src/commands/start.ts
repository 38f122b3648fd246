import { untilStopped } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import type { ServiceName } from '../service-names.ts';
import { startTheGateway } from './start-gateway.ts';
import { startTheRegistry } from './start-registry.ts';
import { startSubgraph } from './start-subgraph.ts';

/**
 * `hub start <service>`: one service alone, as in docker-compose.yml, on the databases, brokers and keys that the
 * settings name. Raises `BadSettingError` naming the setting that is missing.
 */
export async function start(name: ServiceName, settings: Settings, logger: Logger): Promise<void> {
  const stopped = untilStopped();
  await using cleanup = new AsyncDisposableStack();
  const url = await startNamed();
  process.stdout.write(`ready ${url}\n`);
  await stopped;

  function startNamed(): Promise<string> {
    if (name === 'gateway') return startTheGateway(settings, logger, cleanup);
    if (name === 'registry') return startTheRegistry(settings, logger, cleanup);
    return startSubgraph(name, settings, logger, cleanup);
  }
}
