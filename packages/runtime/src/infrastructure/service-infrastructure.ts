import { warnOfSuperuser } from '@throughgate/database';
import type { EventLog } from '@throughgate/events';
import type { Logger } from '@throughgate/service';
import { kafkaOf, openEventLog } from '../event-log.ts';
import { BadSettingError, type Settings, settingDefinitions } from '../settings/index.ts';
import { serviceUrl } from './service-url.ts';

/**
 * The URL of the database of a service that is started alone. Raises {@link BadSettingError} when there is none, or it does not say as whom
 * to connect and to what. A superuser is warned of.
 */
export async function neededDatabaseUrl(
  settings: Settings,
  service: string,
  logger: Logger,
): Promise<string> {
  const url = serviceUrl('databaseUrl', needed(settings, 'databaseUrl'));
  await warnOfSuperuser(url, service, logger);
  return url;
}

/** A setting without which a service does not start alone. Raises {@link BadSettingError} naming it. */
export function needed(settings: Settings, name: 'serviceKey' | 'databaseUrl' | 'eventsDatabaseUrl'): string {
  const value = settings[name];
  if (value !== undefined) return value;
  throw new BadSettingError(`${settingDefinitions[name].variable} must be set to start this service alone.`);
}

/** The event log that the settings name; `cleanup` closes it. Raises {@link BadSettingError} when they name none. */
export function neededEventLog(settings: Settings, logger: Logger, cleanup: AsyncDisposableStack): EventLog {
  const kafka = kafkaOf(settings);
  const url =
    kafka === undefined ? serviceUrl('eventsDatabaseUrl', needed(settings, 'eventsDatabaseUrl')) : '';
  const eventLog = openEventLog(kafka, url, logger);
  cleanup.defer(() => eventLog.close());
  return eventLog;
}
