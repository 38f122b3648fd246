import {
  Kafka,
  type KafkaConfig,
  type logCreator,
  logLevel,
  type RetryOptions,
  type SASLOptions,
} from 'kafkajs';
import type { Logger } from 'pino';
import { connect, withoutColons } from './ipv6-brokers.ts';

/** Who logs in to Kafka, and how. */
export interface KafkaLogin {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** How a Kafka cluster is reached. */
export interface KafkaConnection {
  /** Addresses `host:port` of some brokers, an IPv6 host in brackets; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** TLS, as kafkajs takes it. @default none */
  readonly ssl?: KafkaConfig['ssl'];
  /** @default nobody logs in */
  readonly sasl?: KafkaLogin;
}

/**
 * Retries of one request. kafkajs's own (5, soon slow) fail sends while a broker restarts; these come back
 * within a second of the broker. After about 8 s the request fails, and the relay or consumer starts afresh.
 */
export const retry: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1_000, factor: 0, retries: 10 };

/** Creates a kafkajs client that logs through `logger`; nothing connects yet. */
export function createKafkaClient({ brokers, ssl, sasl }: KafkaConnection, logger: Logger): Kafka {
  return new Kafka({
    clientId: 'throughgate',
    brokers: brokers.map(withoutColons),
    socketFactory: connect,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry,
    logLevel: logLevel.INFO,
    logCreator: logThrough(logger),
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
  });
}

/** kafkajs calls errors what it is about to retry, so each level goes one lower; what lasts, the log tells itself. */
function logThrough(logger: Logger): logCreator {
  return () =>
    ({ namespace, level, log }) => {
      const { message, timestamp: _, logger: __, stack: ___, ...details } = log;
      const line = { kafka: namespace, ...details };
      if (level === logLevel.ERROR) logger.info(line, message);
      else logger.debug(line, message);
    };
}
