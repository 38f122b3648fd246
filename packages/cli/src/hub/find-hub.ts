import { hubSecrets } from '@throughgate/database';
import type { EventLog } from '@throughgate/events';
import type { Logger } from '@throughgate/service';
import type { Settings } from '../settings/settings.ts';
import { openEventLog } from './infrastructure.ts';
import { readRunFile } from './run-file.ts';

type EventLogSettings = Pick<Settings, 'kafkaBrokers' | 'eventsDatabaseUrl' | 'data'>;

/** The event log that the settings name, or that of the hub that runs on the data directory; `undefined` without either. */
export function findEventLog(
  { kafkaBrokers, eventsDatabaseUrl, data }: EventLogSettings,
  logger: Logger,
): EventLog | undefined {
  const databaseUrl = eventsDatabaseUrl ?? readRunFile(data)?.databases.events;
  if (kafkaBrokers === undefined && databaseUrl === undefined) return undefined;
  return openEventLog(kafkaBrokers, databaseUrl ?? '', logger);
}

/** The service key of the settings, or of the hub that runs on the data directory; `undefined` without either. */
export function findServiceKey({
  serviceKey,
  data,
}: Pick<Settings, 'serviceKey' | 'data'>): string | undefined {
  if (serviceKey !== undefined || readRunFile(data) === undefined) return serviceKey;
  return hubSecrets(data).serviceKey;
}
