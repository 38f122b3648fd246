import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { homes } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

let registry: RegistryUnderTest;
beforeAll(async () => {
  registry = await startRegistryForTest();
});
afterAll(() => registry[Symbol.asyncDispose]());

const other = `sha256:${'0'.repeat(64)}`;

it('tells which supergraph each gateway serves, by its own word, until it stops or is silent', async () => {
  const { admin, pool } = registry;
  expect(await admin.gateways()).toEqual({ items: [], next: null });
  const live = (await admin.publish({ subgraphs: [homes] })).supergraph ?? '';
  const gateway = await registry.clientWith({ can: ['read', 'report'] });
  const [one, two] = [randomUUID(), randomUUID()].sort() as [string, string];
  await gateway.reportServing(one, { name: 'first', serving: other, refused: live });
  await gateway.reportServing(two, { name: 'second', serving: live, refused: null });
  const { items } = await gateway.gateways();
  expect(items).toMatchObject([
    { instance: one, name: 'first', serving: other, isLive: false, refused: live },
    { instance: two, name: 'second', serving: live, isLive: true, refused: null },
  ]);

  // `since` moves with the supergraph, `seenAt` with each report.
  await gateway.reportServing(two, { name: 'second', serving: live, refused: null });
  const [, again] = (await gateway.gateways()).items;
  expect(again?.since).toBe(items[1]?.since);
  await gateway.reportServing(one, { name: 'first', serving: live, refused: null });
  const [moved] = (await gateway.gateways()).items;
  expect(Date.parse(moved?.since ?? '')).toBeGreaterThanOrEqual(Date.parse(items[0]?.since ?? ''));
  expect(moved).toMatchObject({ isLive: true, refused: null });

  await gateway.reportStopped(one);
  await gateway.reportStopped(one);
  expect((await gateway.gateways()).items).toMatchObject([{ instance: two }]);
  await pool.query(`UPDATE "Gateway" SET "seenAt" = "seenAt" - interval '31 seconds'`);
  expect((await gateway.gateways()).items).toEqual([]);
});

it('takes a report only of who may report, and in its form', async () => {
  const reader = await registry.clientWith({ can: ['read'] });
  const report = { name: 'mine', serving: other, refused: null };
  expect((await refusal(reader.reportServing(randomUUID(), report))).code).toBe('HUB-C043');
  expect((await refusal(reader.reportStopped(randomUUID()))).code).toBe('HUB-C043');
  const { admin } = registry;
  expect((await refusal(admin.reportServing('me', report))).code).toBe('HUB-C047');
  expect((await refusal(admin.reportServing(randomUUID(), { ...report, serving: 'x' }))).code).toBe(
    'HUB-C047',
  );
});
