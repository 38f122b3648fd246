import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposal } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

let registry: RegistryUnderTest;
beforeAll(async () => {
  registry = await startRegistryForTest();
});
afterAll(() => registry[Symbol.asyncDispose]());

const sdl = `"What can be asked."
type Query {
  "A number."
  number: Int
}
`;
const events = { entry: 'a.yaml', files: [{ path: 'a.yaml', text: 'asyncapi: 3.0.0' }] };

describe('a name that the hub uses itself', () => {
  it.each([
    ['registry', /topic on which the registry tells/],
    ['gateway', /the gateway/],
    ['hub', /the hub/],
    ['throughgate', /the hub/],
    ['supergraph', /composed graph/],
    ['events', /event log/],
    ['common', /share/],
    ['regi-stry', /topic on which the registry tells/],
    ['hub-', /the hub/],
  ])(
    '%s is no name of a subgraph, with events or without, and there is no token for it',
    async (name, use) => {
      const { admin } = registry;
      for (const subgraph of [proposal(name, sdl), { ...proposal(name, sdl), events }]) {
        for (const ask of [admin.check, admin.publish]) {
          expect(await refusal(ask({ subgraphs: [subgraph] }))).toMatchObject({
            code: 'HUB-C057',
            status: 422,
            message: expect.stringMatching(use),
          });
        }
      }
      const token = admin.createToken({ name: 'ci', subgraphs: ['housing', name], can: ['publish'] });
      expect(await refusal(token)).toMatchObject({ code: 'HUB-C057', status: 422 });
    },
  );

  it('outcomes may be published, but no events of it', async () => {
    const outcomes = proposal('outcomes', sdl);
    expect((await registry.admin.check({ subgraphs: [outcomes] })).success).toBe(true);
    const told = await refusal(registry.admin.publish({ subgraphs: [{ ...outcomes, events }] }));
    expect(told).toMatchObject({ code: 'HUB-C057', message: expect.stringContaining('Events of outcomes') });
  });

  it('that was published before it was kept can be read and removed', async () => {
    const { admin, pool } = registry;
    const { check } = await admin.publish({
      subgraphs: [proposal('early', sdl), proposal('other', sdl.replaceAll('number', 'digit'))],
    });
    expect(check.findings).toEqual([]);
    await pool.query(`
      BEGIN; SET CONSTRAINTS ALL DEFERRED;
      INSERT INTO "SubgraphVersion" SELECT 'hub', digest, "schemaPath", "schemaText", events, "routingUrl", "firstPublishedAt", "eventTypes"
        FROM "SubgraphVersion" WHERE name = 'early';
      UPDATE "LiveSubgraph" SET name = 'hub' WHERE name = 'early';
      UPDATE "PublicationEntry" SET name = 'hub' WHERE name = 'early'; COMMIT`);
    expect(await admin.version('hub', 'live')).toMatchObject({ name: 'hub', live: true });
    expect((await admin.history({ subgraph: 'hub' })).items).toHaveLength(1);
    expect((await admin.subgraphs()).items.map(({ name }) => name)).toContain('hub');
    expect(await admin.publish({ removed: ['hub'] })).toMatchObject({ published: true });
  });
});
