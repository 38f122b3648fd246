import { OperatorError } from '@throughgate/service';
import { describe, expect, it, test } from 'vitest';
import { defaultRetention, readAgencySettings, unknownAgencyVariables } from '../src/settings/index.ts';

const read = (environment: Record<string, string>) => readAgencySettings(4010, environment);

it('a subgraph that runs alone reads its retention from the environment, and says what it does not accept', () => {
  expect(read({}).pruning).toEqual(defaultRetention);
  expect(read({ HUB_PRUNE: 'off' }).pruning).toBe('off');
  expect(read({ HUB_KEEP_OUTBOX: '0', HUB_KEEP_IDEMPOTENCY_KEYS: '7', HUB_PRUNE: 'on' }).pruning).toEqual({
    outboxDays: 0,
    idempotencyKeyDays: 7,
  });
  for (const bad of [
    { HUB_KEEP_OUTBOX: '-1' },
    { HUB_KEEP_OUTBOX: '1.5' },
    { HUB_KEEP_OUTBOX: ' ' },
    { HUB_KEEP_IDEMPOTENCY_KEYS: '36501' },
    { HUB_PRUNE: 'no' },
  ]) {
    const [variable = ''] = Object.keys(bad);
    expect(() => read(bad)).toThrow(OperatorError);
    expect(() => read(bad)).toThrow(variable);
  }
});

describe('the port', () => {
  test.each<[Record<string, string>, number]>([
    [{}, 4010],
    [{ HUB_PORT: '' }, 4010],
    [{ HUB_PORT: '4100' }, 4100],
    [{ HUB_PORT: '0' }, 0],
    // HUB_PORT of a hub that starts a subgraph is the hub's own.
    [{ HUB_PORT: '4000', PORT: '4100' }, 4100],
    [{ HUB_PORT: '4100', PORT: '' }, 4100],
    [{ HUB_PORT: 'nonsense', PORT: '4100' }, 4100],
  ])('of %j is %i', (environment, port) => {
    expect(read(environment).port).toBe(port);
  });

  test.each<[Record<string, string>, string]>([
    [{ HUB_PORT: 'http' }, 'HUB_PORT is "http"; it must be a port, 0 to 65535.'],
    [{ PORT: '70000', HUB_PORT: '1' }, 'PORT is "70000"; it must be a port, 0 to 65535.'],
  ])('of %j is none, and it says so', (environment, message) => {
    expect(() => read(environment)).toThrow(new OperatorError(message));
  });
});

it('says in words what a value must be, without flags that a subgraph does not have', () => {
  const messageOf = (environment: Record<string, string>) => {
    try {
      return read(environment) && 'accepted';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(messageOf({ HUB_PRUNE: 'maybe' })).toBe('HUB_PRUNE is "maybe"; it must be on or off.');
  expect(messageOf({ HUB_KEEP_OUTBOX: 'x' })).toBe(
    'HUB_KEEP_OUTBOX is "x"; it must be a whole number of days, 0 (for ever) to 36500.',
  );
});

it('takes an empty variable for one that is not set, and a level that is none for none', () => {
  const { host, logLevel, texts } = read({
    HUB_HOST: '',
    LOG_LEVEL: 'loud',
    HUB_DATA: '',
    KAFKA_BROKERS: '',
    KAFKA_SSL: 'true',
    DATABASE_URL: 'postgresql://as-it-was-written',
  });
  expect([host, logLevel]).toEqual(['127.0.0.1', 'warn']);
  expect(texts).toEqual({ kafka: { kafkaSsl: 'true' }, databaseUrl: 'postgresql://as-it-was-written' });
  expect(read({ LOG_LEVEL: 'debug' }).logLevel).toBe('debug');
});

it('takes for mistyped only what is most like a setting of a subgraph: a hub passes on what it has', () => {
  const environment = { HUB_PROT: '1', KAFKA_BROKER: 'x', HUB_REGISTRY_URL: 'x', HOST: 'x', PORT: '1' };
  expect(unknownAgencyVariables(environment)).toEqual([
    { name: 'HUB_PROT', nearest: 'HUB_PORT' },
    { name: 'KAFKA_BROKER', nearest: 'KAFKA_BROKERS' },
  ]);
});
