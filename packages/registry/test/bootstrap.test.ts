import { eventContracts, hubAgencyNames, hubSubgraphNames } from '@throughgate/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { bootstrapOperations } from '../src/bootstrap/bootstrap-operations.ts';
import { bootstrapProposals } from '../src/bootstrap/bootstrap-proposals.ts';
import { createCheckWorker } from '../src/worker/check-worker.ts';
import {
  actor,
  changing,
  compositionWorker,
  emptyRegistry,
  openRegistry,
  outboxOf,
  proposal,
} from './support/registry.ts';

const checks = compositionWorker();
const allChecks = createCheckWorker({ threads: 1 });
afterAll(() => Promise.all([checks.close(), allChecks.close()]));

const hub = { name: 'hub' };
const people = (field: string) =>
  proposal(
    'people',
    `type Query { person: Person } type Person @key(fields: "id") { id: ID! ${field}: Int }`,
  );
const homes = (type = 'Int') =>
  proposal('homes', `type Person @key(fields: "id") { id: ID! rent: ${type} @shareable }`);

describe("the hub's own subgraphs", () => {
  it('are published from schemas/, with their events, when the registry is empty; a second start changes nothing', async () => {
    await using opened = await emptyRegistry({ checks: allChecks });
    const { registry } = opened;
    const first = await registry.bootstrap(bootstrapProposals(), hub);
    expect(first).toMatchObject({
      published: true,
      publication: { revision: 1, kind: 'bootstrap', by: 'hub' },
    });
    expect(await registry.subgraphs({})).toMatchObject({
      items: [...hubSubgraphNames].sort().map((name) => ({
        name,
        eventTypes: eventContracts(name).length,
        routingUrl: `http://${name}:4000/graphql`,
      })),
    });
    const contracts = (await outboxOf(opened)).filter(
      ({ type }) => type === 'registry.event-contracts.published',
    );
    expect(contracts.map(({ key, version }) => [key, version])).toEqual(
      [...hubAgencyNames].sort().map((name) => [`contracts/${name}`, 1]),
    );
    expect(await registry.bootstrap(bootstrapProposals(), hub)).toMatchObject({
      published: false,
      unchanged: true,
    });
    expect((await registry.history({})).items).toHaveLength(1);
  });

  it('are published once when two processes start at the same time', async () => {
    await using one = await emptyRegistry({ checks });
    await using other = await openRegistry(one.url, { checks });
    const results = await Promise.all(
      [one, other].map(({ registry }) => registry.bootstrap([people('a'), homes()], hub)),
    );
    expect(results.map(({ published, unchanged }) => ({ published, unchanged }))).toEqual(
      expect.arrayContaining([
        { published: true, unchanged: false },
        { published: false, unchanged: true },
      ]),
    );
    expect((await one.registry.history({})).items).toHaveLength(1);
  });

  it('follow the program when its schemas change', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.bootstrap([people('a')], hub);
    expect(await registry.bootstrap([people('b'), homes()], hub)).toMatchObject({
      published: true,
      publication: { kind: 'bootstrap', subgraphs: [{ name: 'homes' }, { name: 'people' }] },
    });
  });

  it('stay as an integrator published, rolled back or removed them', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const more = proposal('more', 'type Person @key(fields: "id") { id: ID! more: Int }');
    await registry.bootstrap([people('a'), homes(), more], hub);
    await registry.publish(changing(people('mine')), actor);
    await registry.bootstrap([people('a'), homes('Float'), more], hub);
    await registry.rollback('homes', {}, actor);
    await registry.publish({ subgraphs: [], removed: ['more'] }, actor);
    const { supergraph } = await registry.publish(
      changing(proposal('other', 'type Other { a: Int }')),
      actor,
    );
    const again = await registry.bootstrap([people('b'), homes('Float'), more], hub);
    expect(again).toMatchObject({ published: false, unchanged: true, supergraph });
    expect((await registry.version('people', 'live')).schema).toEqual(people('mine').schema);
    expect((await registry.version('homes', 'live')).schema).toEqual(homes().schema);
    expect((await registry.subgraphs({})).items.map(({ name }) => name)).toEqual([
      'homes',
      'other',
      'people',
    ]);
  });

  it('leave what is live when they do not compose with it, and say why', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.bootstrap([people('a'), homes()], hub);
    const { supergraph } = await registry.publish(
      changing(proposal('tax', 'type Person @key(fields: "id") { id: ID! rent: Int @shareable }')),
      actor,
    );
    const refused = await registry.bootstrap([people('a'), homes('String')], hub);
    expect(refused).toMatchObject({
      published: false,
      unchanged: false,
      supergraph,
      check: { success: false },
    });
    expect(refused.check.findings).toMatchObject([{ code: 'HUB-C002', rule: 'FIELD_TYPE_MISMATCH' }]);
  });

  it('bring the named operations that clients rely on', () => {
    const { client, operations } = bootstrapOperations();
    expect(client).toBe('throughgate');
    expect(operations).toContainEqual({
      name: 'journey',
      document: expect.stringContaining('query Journey('),
    });
  });
});
