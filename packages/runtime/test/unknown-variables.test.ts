import { expect, it } from 'vitest';
import { describeUnknownVariable, unknownVariables } from '../src/settings/unknown-variables.ts';

const known = ['HUB_PORT', 'HUB_HOST', 'HUB_SERVICE_KEY', 'DATABASE_URL', 'KAFKA_BROKERS', 'LOG_LEVEL'];
const find = (environment: Record<string, string>) => unknownVariables(environment, known, ['HUB_']);

it.each([
  ['HUB_PROT', 'HUB_PORT'],
  ['HUB_HOTS', 'HUB_HOST'],
  ['hub_port', 'HUB_PORT'],
  ['HUB_SERVICES_KEYS', 'HUB_SERVICE_KEY'],
  ['HUB_SERVICEKEY', 'HUB_SERVICE_KEY'],
  ['KAFKA_BROKER', 'KAFKA_BROKERS'],
  ['DATABSE_URL', 'DATABASE_URL'],
  ['LOGLEVEL', 'LOG_LEVEL'],
])('%s is taken for %s', (name, nearest) => {
  expect(find({ [name]: 'x' })).toEqual([{ name, nearest }]);
});

it('what begins as only our settings do is unknown, though no setting is like it', () => {
  expect(find({ HUB_QUANTUM: 'x' })).toEqual([{ name: 'HUB_QUANTUM', nearest: undefined }]);
});

it.each([
  'PATH',
  'KAFKA_HOME',
  'KAFKA_LOG_DIRS',
  'KAFKA_OPTS',
  'DATABASE',
  'LOGNAME',
  'GITHUB_TOKEN',
  'HUBBLE',
])("%s is another program's", (name) => {
  expect(find({ [name]: 'x' })).toEqual([]);
});

it('settings, and what is empty, are no mistake', () => {
  expect(find({ HUB_PORT: '1', LOG_LEVEL: 'info', HUB_PROT: '' })).toEqual([]);
});

it('its value is not told: a misspelt secret is a secret', () => {
  const [variable] = find({ HUB_SERVCE_KEY: 'hidden' });
  expect(describeUnknownVariable(variable ?? expect.fail('not found'))).toBe(
    'HUB_SERVCE_KEY is set in the environment, and is no setting of the hub. Did you mean HUB_SERVICE_KEY?',
  );
});
