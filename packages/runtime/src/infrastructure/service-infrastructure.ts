import { warnOfSuperuser } from '@throughgate/database';
import type { EventLog } from '@throughgate/events';
import type { Logger } from '@throughgate/service';
import { kafkaOf, openEventLog } from '../event-log.ts';
import { BadSettingError, type Settings, settingDefinitions } from '../settings/index.ts';
import { serviceUrl } from './service-url.ts';

/** What a service that is started alone stands on. */
export interface ServiceInfrastructure {
  /** Its own database. */
  readonly databaseUrl: string;
  readonly eventLog: EventLog;
}

/**
 * Opens what a service stands on that is started alone, all of which the settings must name; `cleanup` closes it. A
 * service that connects as a superuser is warned of. Raises `BadSettingError` naming the setting that is missing, and for
 * the URL of a database that does not say as whom to connect and to what.
 *
 * @param service its name, for the log
 */
export async function openServiceInfrastructure(
  service: string,
  settings: Settings,
  logger: Logger,
  cleanup: AsyncDisposableStack,
): Promise<ServiceInfrastructure> {
  const databaseUrl = neededUrl(settings, 'databaseUrl');
  await warnOfSuperuser(databaseUrl, service, logger);
  const kafka = kafkaOf(settings);
  const eventsUrl = kafka === undefined ? neededUrl(settings, 'eventsDatabaseUrl') : '';
  const eventLog = openEventLog(kafka, eventsUrl, logger);
  cleanup.defer(() => eventLog.close());
  return { databaseUrl, eventLog };
}

/** A setting without which a service does not start alone. Raises `BadSettingError` naming it. */
export function neededSetting(
  settings: Settings,
  name: 'serviceKey' | 'databaseUrl' | 'eventsDatabaseUrl',
): string {
  const value = settings[name];
  if (value !== undefined) return value;
  throw new BadSettingError(`${settingDefinitions[name].variable} must be set to start this service alone.`);
}

function neededUrl(settings: Settings, name: 'databaseUrl' | 'eventsDatabaseUrl'): string {
  return serviceUrl(name, neededSetting(settings, name));
}
