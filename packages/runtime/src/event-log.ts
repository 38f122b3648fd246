import {
  createKafkaEventLog,
  createPostgresEventLog,
  type EventLog,
  type KafkaConnection,
} from '@throughgate/events';
import {
  KafkaSettingsError,
  type KafkaTexts,
  kafkaVariables,
  readKafkaConnection,
} from '@throughgate/events/kafka-settings';
import type { Logger } from '@throughgate/service';
import { BadSettingError, type Settings } from './settings/index.ts';

/**
 * How the settings reach Kafka; `undefined` when they name none. Raises {@link BadSettingError} for settings that do not go
 * together, naming what is missing, and for files that cannot be used.
 */
export function kafkaOf(settings: KafkaTexts): KafkaConnection | undefined {
  try {
    return readKafkaConnection(settings);
  } catch (error) {
    throw error instanceof KafkaSettingsError ? new BadSettingError(error.message, { cause: error }) : error;
  }
}

/** The event log in Kafka where it is reached, else in PostgreSQL. */
export function openEventLog(
  kafka: KafkaConnection | undefined,
  databaseUrl: string,
  logger: Logger,
): EventLog {
  return kafka === undefined
    ? createPostgresEventLog({ databaseUrl, logger })
    : createKafkaEventLog({ ...kafka, logger });
}

/** The event log that the settings name; `undefined` when they name none. Raises as {@link kafkaOf} does. */
export function namedEventLog(
  settings: Pick<Settings, keyof KafkaTexts | 'eventsDatabaseUrl'>,
  logger: Logger,
): EventLog | undefined {
  const kafka = kafkaOf(settings);
  const { eventsDatabaseUrl } = settings;
  if (kafka === undefined && eventsDatabaseUrl === undefined) return undefined;
  return openEventLog(kafka, eventsDatabaseUrl ?? '', logger);
}

/** The environment variables by which another program reaches Kafka as these settings do, the password among them. */
export function kafkaEnvironment(settings: KafkaTexts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(kafkaVariables).flatMap(([name, variable]) => {
      const value = settings[name as keyof KafkaTexts];
      return value === undefined ? [] : [[variable, value]];
    }),
  );
}
