import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readKafkaBrokers } from '../src/kafka-log/kafka-brokers.ts';
import { KafkaSettingsError, kafkaVariables, readKafkaConnection } from '../src/kafka-log/kafka-settings.ts';

describe('brokers', () => {
  test.each([
    ['kafka:9092', ['kafka:9092']],
    ['[::1]:9092', ['[::1]:9092']],
    ['[2001:db8::7]:9092,10.0.0.1:9093', ['[2001:db8::7]:9092', '10.0.0.1:9093']],
    [' a:1 , b-2.example.org:65535 ', ['a:1', 'b-2.example.org:65535']],
    ['a:1,b:2,', ['a:1', 'b:2']],
    ['a:1,A:1,a:2', ['a:1', 'a:2']],
  ])('%j are accepted', (text, brokers) => {
    expect(readKafkaBrokers(text)).toEqual({ brokers });
  });

  test.each([
    ['kafka', 'no port'],
    ['[::1]', 'no port'],
    ['::1:9092', 'brackets'],
    ['fe80::1:9092', 'brackets'],
    ['PLAINTEXT://kafka:9092', '"plaintext://"'],
    ['SASL_SSL://kafka:9092', 'KAFKA_SSL=true'],
    ['kafka://kafka:9092', 'host:port alone'],
    ['a:9092 b:9092', 'white space'],
    ['a:0', '1 to 65535'],
    ['a:65536', '1 to 65535'],
    ['a:port', 'host:port is expected'],
    ['a:1,b', '"b"'],
    [',', 'no broker'],
    ['me:secret-word@kafka:9092', 'KAFKA_SASL_USERNAME'],
  ])('%j are refused with the reason', (text, reason) => {
    const { fault } = readKafkaBrokers(text);
    expect(fault).toContain(reason);
    expect(fault).not.toContain('secret-word');
  });
});

describe('settings of Kafka', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kafka-settings-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const read = (environment: NodeJS.ProcessEnv) =>
    readKafkaConnection(
      Object.fromEntries(
        Object.entries(kafkaVariables).map(([name, variable]) => [name, environment[variable] || undefined]),
      ),
    );
  const broker = { KAFKA_BROKERS: 'kafka:9092' };
  const login = {
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
    KAFKA_SASL_USERNAME: 'hub',
    KAFKA_SASL_PASSWORD: 'pw',
  };

  test('none, or empty ones, are no Kafka', () => {
    expect(read({})).toBeUndefined();
    expect(read({ KAFKA_BROKERS: '', KAFKA_SSL: '' })).toBeUndefined();
  });

  test('brokers alone; TLS; a login; the password from a file', () => {
    const brokers = ['kafka:9092'];
    const sasl = { mechanism: 'scram-sha-512', username: 'hub', password: 'pw' };
    expect(read({ ...broker, KAFKA_SSL: 'false' })).toEqual({ brokers });
    expect(read({ ...broker, KAFKA_SSL: 'true' })).toEqual({ brokers, ssl: true });
    expect(read({ ...broker, ...login })).toEqual({ brokers, sasl });
    const fromFile = {
      ...login,
      KAFKA_SASL_PASSWORD: '',
      KAFKA_SASL_PASSWORD_FILE: file('password', 'pw\n'),
    };
    expect(read({ ...broker, ...fromFile })).toEqual({ brokers, sasl });
  });

  test.each([
    [{ KAFKA_SSL: 'true' }, ['KAFKA_SSL is set', 'KAFKA_BROKERS']],
    [{ ...login }, ['are set, but not KAFKA_BROKERS']],
    [{ ...broker, KAFKA_SSL: 'yes' }, ['true or false']],
    [{ ...broker, KAFKA_SSL_CA_FILE: 'x' }, ['KAFKA_SSL_CA_FILE is set, but KAFKA_SSL is not true']],
    [
      { ...broker, KAFKA_SSL: 'true', KAFKA_SSL_CERT_FILE: 'x' },
      ['KAFKA_SSL_CERT_FILE is set', 'KAFKA_SSL_KEY_FILE'],
    ],
    [
      { ...broker, KAFKA_SSL: 'true', KAFKA_SSL_KEY_FILE: 'x' },
      ['KAFKA_SSL_KEY_FILE is set', 'KAFKA_SSL_CERT_FILE'],
    ],
    [{ ...broker, KAFKA_SSL: 'true', KAFKA_SSL_CA_FILE: '/not/there' }, ['KAFKA_SSL_CA_FILE', '/not/there']],
    [{ ...broker, ...login, KAFKA_SASL_PASSWORD: '' }, ['KAFKA_SASL_PASSWORD (or KAFKA_SASL_PASSWORD_FILE)']],
    [{ ...broker, ...login, KAFKA_SASL_USERNAME: '' }, ['KAFKA_SASL_USERNAME']],
    [{ ...broker, ...login, KAFKA_SASL_MECHANISM: '' }, ['KAFKA_SASL_MECHANISM']],
    [
      { ...broker, KAFKA_SASL_PASSWORD: 'pw' },
      ['KAFKA_SASL_MECHANISM and KAFKA_SASL_USERNAME must be set too'],
    ],
    [{ ...broker, ...login, KAFKA_SASL_MECHANISM: 'gssapi' }, ['plain, scram-sha-256, scram-sha-512']],
  ])('%j are refused, with what is missing', (environment, reasons) => {
    expect(() => read(environment)).toThrow(KafkaSettingsError);
    for (const reason of reasons) expect(() => read(environment)).toThrow(reason);
  });

  test('a file that is no certificate is refused', () => {
    const tls = { ...broker, KAFKA_SSL: 'true' };
    const nonsense = file('ca.pem', '-----BEGIN CERTIFICATE-----\nnot base64\n-----END CERTIFICATE-----\n');
    expect(() => read({ ...tls, KAFKA_SSL_CA_FILE: nonsense })).toThrow('KAFKA_SSL_CA_FILE: not usable PEM');
    expect(() => read({ ...tls, KAFKA_SSL_CA_FILE: file('empty.pem', '') })).toThrow('not usable PEM');
  });
});
