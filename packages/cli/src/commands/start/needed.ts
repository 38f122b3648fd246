import { warnOfSuperuser } from '@throughgate/database';
import { readServiceDatabaseUrl } from '@throughgate/database/database-url';
import type { EventLog } from '@throughgate/events';
import type { Logger } from '@throughgate/service';
import { kafkaOf, openEventLog } from '../../hub/open-event-log.ts';
import { settingDefinitions } from '../../settings/definitions.ts';
import { BadSettingError, type Settings } from '../../settings/settings.ts';

/**
 * The URL of the service's own database. Raises {@link BadSettingError} when there is none, or it does not say as whom
 * to connect and to what. A superuser is warned of.
 */
export async function neededDatabaseUrl(
  settings: Settings,
  service: string,
  logger: Logger,
): Promise<string> {
  const url = serviceUrl(settings, 'databaseUrl');
  await warnOfSuperuser(url, service, logger);
  return url;
}

function serviceUrl(settings: Settings, name: 'databaseUrl' | 'eventsDatabaseUrl'): string {
  const { url, fault } = readServiceDatabaseUrl(needed(settings, name));
  if (url !== undefined) return url;
  throw new BadSettingError(`${settingDefinitions[name].variable} ${fault}.`);
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
  const url = kafka === undefined ? serviceUrl(settings, 'eventsDatabaseUrl') : '';
  const eventLog = openEventLog(kafka, url, logger);
  cleanup.defer(() => eventLog.close());
  return eventLog;
}
