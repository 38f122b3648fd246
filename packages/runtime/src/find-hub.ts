import { hubSecrets } from '@throughgate/database';
import type { EventLog } from '@throughgate/events';
import type { KafkaTexts } from '@throughgate/events/kafka-settings';
import type { Logger } from '@throughgate/service';
import { namedEventLog, openEventLog } from './event-log.ts';
import { readRunFile } from './run-file.ts';
import type { Settings } from './settings/index.ts';
import { derivedKeys, subgraphKeys } from './subgraph-keys.ts';

/**
 * The event log that the settings name, or that of the hub that runs on the data directory; `undefined` without either.
 * Raises `BadSettingError` for settings of Kafka that do not go together.
 */
export function findEventLog(
  settings: Pick<Settings, keyof KafkaTexts | 'eventsDatabaseUrl' | 'data'>,
  logger: Logger,
): EventLog | undefined {
  const named = namedEventLog(settings, logger);
  if (named !== undefined) return named;
  const databaseUrl = readRunFile(settings.data)?.databases.events;
  return databaseUrl === undefined ? undefined : openEventLog(undefined, databaseUrl, logger);
}

/**
 * The key of a subgraph by the settings, or by the service key of the hub that runs on the data directory; `undefined` without
 * either.
 */
export function findSubgraphKey(
  subgraph: string,
  { subgraphKey, serviceKey, data }: Pick<Settings, 'subgraphKey' | 'serviceKey' | 'data'>,
): string | undefined {
  const named = subgraphKeys(subgraph, { subgraphKey, serviceKey });
  if (named !== undefined || readRunFile(data) === undefined) return named?.serviceKey;
  return derivedKeys(subgraph, hubSecrets(data)).serviceKey;
}
