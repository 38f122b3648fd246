import { supergraphSdl } from '@throughgate/contracts';
import { startGateway } from '@throughgate/gateway';
import { startOutcomes } from '@throughgate/outcomes';
import type { Logger } from '@throughgate/service';
import { startAgency } from '@throughgate/subgraph-kit';
import { openEventLog } from '../hub/infrastructure.ts';
import { agencies } from '../hub/services.ts';
import { BadSettingError, type Settings } from '../settings/settings.ts';
import { untilStopped } from '../until-stopped.ts';
import type { ServiceName } from './service-names.ts';

/**
 * `hub start <service>`: one service alone, as in docker-compose.yml, on the databases, brokers and keys that the
 * settings name. Raises {@link BadSettingError} naming the setting that is missing.
 */
export async function start(name: ServiceName, settings: Settings, logger: Logger): Promise<void> {
  const stopped = untilStopped();
  await using cleanup = new AsyncDisposableStack();
  const url = await (name === 'gateway' ? startTheGateway() : startSubgraph(name));
  process.stdout.write(`ready ${url}\n`);
  await stopped;

  async function startTheGateway(): Promise<string> {
    const gateway = await startGateway({
      supergraphSdl: supergraphSdl(),
      host: settings.host,
      port: settings.port,
      portSetting: 'HUB_PORT',
      serviceKey: needed(settings, 'serviceKey', 'HUB_SERVICE_KEY'),
      subgraphTimeout: settings.subgraphTimeout,
      ...(settings.subgraphUrls ? { subgraphUrls: settings.subgraphUrls } : {}),
      // Behind a load balancer: readiness is seen to fail before connections are refused.
      drainDelay: 2_000,
      logger,
    });
    cleanup.defer(() => gateway.stop());
    return gateway.url;
  }

  async function startSubgraph(subgraph: Exclude<ServiceName, 'gateway'>): Promise<string> {
    const serviceKey = needed(settings, 'serviceKey', 'HUB_SERVICE_KEY');
    const databaseUrl = needed(settings, 'databaseUrl', 'DATABASE_URL');
    const { kafkaBrokers } = settings;
    const eventsUrl =
      kafkaBrokers === undefined ? needed(settings, 'eventsDatabaseUrl', 'HUB_EVENTS_DATABASE_URL') : '';
    const eventLog = openEventLog(kafkaBrokers, eventsUrl, logger);
    cleanup.defer(() => eventLog.close());
    const { host, port } = settings;
    const options = { databaseUrl, eventLog, serviceKey, host, port, logger };
    const running =
      subgraph === 'outcomes'
        ? await startOutcomes(options)
        : await startAgency(agencies[subgraph] as (typeof agencies)['prisons'], options);
    cleanup.defer(() => running.stop());
    return running.url;
  }
}

function needed<Name extends 'serviceKey' | 'databaseUrl' | 'eventsDatabaseUrl'>(
  settings: Settings,
  name: Name,
  variable: string,
): string {
  const value = settings[name];
  if (value === undefined) throw new BadSettingError(`${variable} must be set to start one service alone.`);
  return value;
}
