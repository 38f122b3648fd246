import type { CheckResult } from '@throughgate/registry-client';
import { afterAll, describe, expect, it } from 'vitest';
import { actor, changing, compositionWorker, emptyRegistry, proposal } from './support/registry.ts';

const checks = compositionWorker();
afterAll(() => checks.close());

const people = (name = 'people') =>
  proposal(name, `type Query { person: Person } type Person @key(fields: "id") { id: ID! }`);
const homes = (field = 'rent') =>
  proposal('homes', `type Person @key(fields: "id") { id: ID! ${field}: Int }`);
const noteOf = ({ tasks }: CheckResult) => tasks.composition.note;

describe('what was composed for a check', () => {
  it('is not composed again when it is published', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people()), actor);
    const checked = await registry.check(changing(homes()));
    const { check, supergraph } = await registry.publish(changing(homes()), actor);
    expect(noteOf(checked)).toBe('composed');
    expect(noteOf(check)).toBe('composed before');
    expect(supergraph).toBe(checked.supergraph);
    expect((await registry.liveSupergraph())?.sdl).toContain('rent: Int');
  });

  it('is composed again when somebody published in between, or anything of it is another', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people('persons')), actor);
    await registry.check(changing(homes('income')));
    const renamed = { ...homes('income'), schema: { ...homes('income').schema, path: 'other.graphql' } };
    const moved = { ...homes('income'), routingUrl: 'http://moved.test/graphql' };
    for (const other of [renamed, moved, homes('score')]) {
      expect(noteOf(await registry.check(changing(other)))).toBe('composed');
    }
    await registry.publish(changing(proposal('more', 'type More { a: Int }')), actor);
    const { check } = await registry.publish(changing(homes('income')), actor);
    expect(noteOf(check)).toBe('composed');
  });

  it('is forgotten when enough else was composed', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people('folk')), actor);
    const fields = ['a', 'b', 'c', 'd', 'e'];
    for (const field of fields) await registry.check(changing(homes(field)));
    expect(noteOf(await registry.check(changing(homes('e'))))).toBe('composed before');
    expect(noteOf(await registry.check(changing(homes('a'))))).toBe('composed');
  });
});
