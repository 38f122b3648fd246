import type { EventLog } from '@throughgate/events';
import type { Logger } from '@throughgate/service';
import { openEventLog } from '../../hub/infrastructure.ts';
import { settingDefinitions } from '../../settings/definitions.ts';
import { BadSettingError, type Settings } from '../../settings/settings.ts';

/** A setting without which a service does not start alone. Raises {@link BadSettingError} naming it. */
export function needed(settings: Settings, name: 'serviceKey' | 'databaseUrl' | 'eventsDatabaseUrl'): string {
  const value = settings[name];
  if (value !== undefined) return value;
  throw new BadSettingError(`${settingDefinitions[name].variable} must be set to start this service alone.`);
}

/** The event log that the settings name; `cleanup` closes it. Raises {@link BadSettingError} when they name none. */
export function neededEventLog(settings: Settings, logger: Logger, cleanup: AsyncDisposableStack): EventLog {
  const { kafkaBrokers } = settings;
  const url = kafkaBrokers === undefined ? needed(settings, 'eventsDatabaseUrl') : '';
  const eventLog = openEventLog(kafkaBrokers, url, logger);
  cleanup.defer(() => eventLog.close());
  return eventLog;
}
