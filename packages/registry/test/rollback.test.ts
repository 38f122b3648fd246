import type { PublishResult } from '@throughgate/registry-client';
import { afterAll, describe, expect, it } from 'vitest';
import { actor, changing, compositionWorker, emptyRegistry, proposal } from './support/registry.ts';

const checks = compositionWorker();
afterAll(() => checks.close());

const people = (field: string) =>
  proposal(
    'people',
    `type Query { person: Person } type Person @key(fields: "id") { id: ID! ${field}: Int }`,
  );
const homes = proposal(
  'homes',
  'type Person @key(fields: "id") { id: ID! b: Int @external rent: Int @requires(fields: "b") }',
);

/** The version that a publication of one subgraph made live. */
function versionOf({ publication }: PublishResult): string {
  return publication?.subgraphs[0]?.version ?? expect.fail('nothing was published');
}

describe('rolling back', () => {
  it('publishes the version before the live one, and with each further rollback the one before that', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const versions: string[] = [];
    for (const field of ['a', 'b', 'c']) {
      versions.push(versionOf(await registry.publish(changing(people(field)), actor)));
    }
    const back = await registry.rollback('people', { message: 'c was wrong' }, actor);
    expect(back).toMatchObject({
      published: true,
      publication: {
        revision: 4,
        kind: 'rollback',
        message: 'c was wrong',
        subgraphs: [{ name: 'people', version: versions[1], previous: versions[2] }],
      },
    });
    expect((await registry.liveSupergraph())?.sdl).toContain('b: Int');
    expect(versionOf(await registry.rollback('people', {}, actor))).toBe(versions[0]);
    await expect(registry.rollback('people', {}, actor)).rejects.toMatchObject({
      code: 'HUB-C048',
      status: 409,
    });
  });

  it('takes the version named, by how its digest begins', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const first = versionOf(await registry.publish(changing(people('a')), actor));
    await registry.publish(changing(people('b')), actor);
    await registry.publish(changing(people('c')), actor);
    const version = first.slice('sha256:'.length, 'sha256:'.length + 8);
    expect(versionOf(await registry.rollback('people', { version }, actor))).toBe(first);
    expect(await registry.rollback('people', { version: first }, actor)).toMatchObject({ unchanged: true });
  });

  it('is checked like any publication', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people('a')), actor);
    const { supergraph } = await registry.publish(changing(people('b'), homes), actor);
    const refused = await registry.rollback('people', {}, actor);
    expect(refused).toMatchObject({ published: false, supergraph, check: { success: false } });
    expect(refused.check.findings).toMatchObject([{ code: 'HUB-C002' }]);
    expect((await registry.history({})).items).toHaveLength(2);
  });

  it('brings a removed subgraph back as it was', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people('b')), actor);
    const version = versionOf(await registry.publish(changing(homes), actor));
    await registry.publish({ subgraphs: [], removed: ['homes'] }, actor);
    expect(versionOf(await registry.rollback('homes', {}, actor))).toBe(version);
    expect(await registry.version('homes', 'live')).toMatchObject({ version, live: true });
  });

  it('says what there is not: the subgraph, the version, an earlier one', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people('a')), actor);
    const nobody = registry.rollback('nobody', {}, actor);
    await expect(nobody).rejects.toMatchObject({ code: 'HUB-C044', status: 404 });
    const unknown = registry.rollback('people', { version: '00000000' }, actor);
    await expect(unknown).rejects.toMatchObject({ code: 'HUB-C045', status: 404 });
    const earlier = registry.rollback('people', {}, actor);
    await expect(earlier).rejects.toMatchObject({ code: 'HUB-C048', status: 409 });
  });
});
