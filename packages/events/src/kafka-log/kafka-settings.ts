import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { OperatorError } from '@throughgate/service/operator-error';
import { reasonOf } from '@throughgate/service/reason-of';
import { readKafkaBrokers } from './kafka-brokers.ts';
import type { KafkaConnection, KafkaLogin } from './kafka-client.ts';

export { readKafkaBrokers };

/** How Kafka is reached, as texts of people; by name, the environment variable of each. */
export const kafkaVariables = {
  kafkaBrokers: 'KAFKA_BROKERS',
  kafkaSsl: 'KAFKA_SSL',
  kafkaSslCaFile: 'KAFKA_SSL_CA_FILE',
  kafkaSslCertFile: 'KAFKA_SSL_CERT_FILE',
  kafkaSslKeyFile: 'KAFKA_SSL_KEY_FILE',
  kafkaSaslMechanism: 'KAFKA_SASL_MECHANISM',
  kafkaSaslUsername: 'KAFKA_SASL_USERNAME',
  kafkaSaslPassword: 'KAFKA_SASL_PASSWORD',
  kafkaSaslPasswordFile: 'KAFKA_SASL_PASSWORD_FILE',
} as const;

/** Settings of Kafka as texts; one that is not set is `undefined`. */
export type KafkaTexts = { readonly [Name in keyof typeof kafkaVariables]?: string | undefined };

/** Settings of Kafka that do not go together, or a file of theirs that is not usable. */
export class KafkaSettingsError extends OperatorError {}

/** The SASL mechanisms that the hub knows. */
export const saslMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/**
 * How Kafka is reached by these settings; `undefined` when none is set, so that the event log is elsewhere. Reads the
 * files that they name. Raises {@link KafkaSettingsError} naming what is missing, contradicts another or cannot be used.
 */
export function readKafkaConnection(texts: KafkaTexts): KafkaConnection | undefined {
  const given = (Object.keys(kafkaVariables) as (keyof KafkaTexts)[]).filter(
    (name) => texts[name] !== undefined,
  );
  if (given.length === 0) return undefined;
  const { kafkaBrokers } = texts;
  if (kafkaBrokers === undefined) {
    throw new KafkaSettingsError(
      `${listOf(given)} ${given.length === 1 ? 'is' : 'are'} set, but not KAFKA_BROKERS. Set that too, or none of them.`,
    );
  }
  const { brokers, fault } = readKafkaBrokers(kafkaBrokers);
  if (brokers === undefined) throw new KafkaSettingsError(`KAFKA_BROKERS ${fault}.`);
  const ssl = readTls(texts);
  const sasl = readLogin(texts);
  return { brokers, ...(ssl === undefined ? {} : { ssl }), ...(sasl === undefined ? {} : { sasl }) };
}

function readTls(texts: KafkaTexts): KafkaConnection['ssl'] {
  const { kafkaSsl, kafkaSslCertFile, kafkaSslKeyFile } = texts;
  if (kafkaSsl !== undefined && !['true', 'false'].includes(kafkaSsl)) {
    throw new KafkaSettingsError(`KAFKA_SSL must be true or false, not ${JSON.stringify(kafkaSsl)}.`);
  }
  const files = (['kafkaSslCaFile', 'kafkaSslCertFile', 'kafkaSslKeyFile'] as const).filter(
    (name) => texts[name] !== undefined,
  );
  if (kafkaSsl !== 'true') {
    if (files.length === 0) return undefined;
    throw new KafkaSettingsError(
      `${listOf(files)} ${files.length === 1 ? 'is' : 'are'} set, but KAFKA_SSL is not true.`,
    );
  }
  if ((kafkaSslCertFile === undefined) !== (kafkaSslKeyFile === undefined)) {
    const [has, lacks] = kafkaSslCertFile === undefined ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
    throw new KafkaSettingsError(`KAFKA_SSL_${has}_FILE is set, but not KAFKA_SSL_${lacks}_FILE.`);
  }
  const options = {
    ...fileAs('ca', texts, 'kafkaSslCaFile'),
    ...fileAs('cert', texts, 'kafkaSslCertFile'),
    ...fileAs('key', texts, 'kafkaSslKeyFile'),
  };
  try {
    // TLS itself takes an authority that is none without a word, and then trusts nobody.
    for (const certificate of [options.ca, options.cert]) {
      if (certificate !== undefined) new X509Certificate(certificate);
    }
    createSecureContext(options);
  } catch (cause) {
    throw new KafkaSettingsError(`${listOf(files)}: not usable PEM: ${reasonOf(cause)}.`, { cause });
  }
  return Object.keys(options).length === 0 ? true : options;
}

function readLogin(texts: KafkaTexts): KafkaLogin | undefined {
  const { kafkaSaslMechanism, kafkaSaslUsername: username, kafkaSaslPasswordFile } = texts;
  const password =
    texts.kafkaSaslPassword ??
    (kafkaSaslPasswordFile === undefined
      ? undefined
      : readText('kafkaSaslPasswordFile', kafkaSaslPasswordFile).replace(/\r?\n$/, ''));
  if (kafkaSaslMechanism === undefined && username === undefined && password === undefined) return undefined;
  const missing = [
    ...(kafkaSaslMechanism === undefined ? ['KAFKA_SASL_MECHANISM'] : []),
    ...(username === undefined ? ['KAFKA_SASL_USERNAME'] : []),
    ...(password === undefined || password === ''
      ? ['KAFKA_SASL_PASSWORD (or KAFKA_SASL_PASSWORD_FILE)']
      : []),
  ];
  if (missing.length > 0 || username === undefined || password === undefined) {
    throw new KafkaSettingsError(`To log in to Kafka, ${missing.join(' and ')} must be set too.`);
  }
  const mechanism = saslMechanisms.find((name) => name === kafkaSaslMechanism?.toLowerCase());
  if (mechanism === undefined) {
    throw new KafkaSettingsError(
      `KAFKA_SASL_MECHANISM must be ${saslMechanisms.join(', ')}, not ${JSON.stringify(kafkaSaslMechanism)}.`,
    );
  }
  return { mechanism, username, password };
}

function fileAs<Option extends string>(option: Option, texts: KafkaTexts, name: keyof KafkaTexts) {
  const path = texts[name];
  return (path === undefined ? {} : { [option]: readText(name, path) }) as { [Key in Option]?: string };
}

function readText(name: keyof KafkaTexts, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new KafkaSettingsError(`${kafkaVariables[name]}: ${path} cannot be read: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

function listOf(names: readonly (keyof KafkaTexts)[]): string {
  return names.map((name) => kafkaVariables[name]).join(', ');
}
