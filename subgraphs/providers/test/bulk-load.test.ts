import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ProviderSystem, startProviderSystem } from './support/provider-system.ts';
import { completedReferral } from './support/referral-steps.ts';

let system: ProviderSystem;
beforeAll(async () => {
  system = await startProviderSystem();
  await system.load(completedReferral('BC6001ED'));
  for (const { mutation, input } of completedReferral('BC6002ED')) await system.mutate(mutation, input);
});
afterAll(() => system[Symbol.asyncDispose]());

/** Text of a value with what differs between two files left out: their number and the ids of their records. */
const comparable = (value: unknown) =>
  JSON.stringify(value)
    .replaceAll('BC6001ED', 'BC6002ED')
    .replace(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"id"');

it('writes the events that live mutations write', async () => {
  const payloads = async (number: string) =>
    (await system.eventsOf(number)).map(({ type, payload }) => comparable([type, payload]));
  const loaded = await payloads('BC6001ED');
  expect(loaded).toHaveLength(8);
  expect(loaded).toEqual(await payloads('BC6002ED'));
});

it.each(['Referral', 'InitialAssessment', 'Session', 'Outcome'])(
  'writes the rows of %s that live mutations write',
  async (table) => {
    const rows = async (number: string) => {
      const sql = `SELECT * FROM "${table}" WHERE "referenceNumber" = $1`;
      return comparable((await system.pool.query(sql, [number])).rows);
    };
    const loaded = await rows('BC6001ED');
    expect(loaded).toContain('BC6002ED');
    expect(loaded).toEqual(await rows('BC6002ED'));
  },
);

it('skips files that exist, so that it can be run again', async () => {
  const again = await system.load([...completedReferral('BC6001ED'), ...completedReferral('BC6003ED')]);
  expect(again).toEqual({ files: 1, events: 8, skipped: 1 });
  expect(await system.eventsOf('BC6001ED')).toHaveLength(8);
});
