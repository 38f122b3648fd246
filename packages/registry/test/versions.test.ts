import { afterAll, describe, expect, it } from 'vitest';
import { actor, changing, compositionWorker, emptyRegistry, proposal } from './support/registry.ts';

const checks = compositionWorker();
afterAll(() => checks.close());

const people = (field = 'age') =>
  proposal(
    'people',
    `type Query { person: Person } type Person @key(fields: "id") { id: ID! ${field}: Int }`,
  );
const subgraph = (name: string) => proposal(name, `type Person @key(fields: "id") { id: ID! ${name}: Int }`);

describe('versions', () => {
  it('are found by digest, by how it begins, and as live', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people('a')), actor);
    const { version: first } = await registry.version('people', 'live');
    await registry.publish(changing(people('b')), actor);
    const digits = first.slice('sha256:'.length);
    for (const version of [first, digits, digits.slice(0, 8), `sha256:${digits.slice(0, 12)}`]) {
      expect(await registry.version('people', version)).toMatchObject({
        version: first,
        live: false,
        schema: people('a').schema,
        events: null,
      });
    }
    expect(await registry.version('people', 'live')).toMatchObject({
      live: true,
      schema: people('b').schema,
    });
  });

  it('are refused when the digits fit several, none, or are too few', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry, pool } = opened;
    await registry.publish(changing(people()), actor);
    // Two that begin alike do not come about by publishing: eight digits of SHA-256 are the same once in four thousand million.
    for (const last of ['1', '2']) {
      await pool.query(
        `INSERT INTO "SubgraphVersion" SELECT name, $1, "schemaPath", "schemaText", events, "routingUrl", "firstPublishedAt"
         FROM "SubgraphVersion" WHERE name = 'people' AND digest NOT LIKE 'sha256:aaaaaaaa%'`,
        [`sha256:${'a'.repeat(63)}${last}`],
      );
    }
    const ask = (version: string) => registry.version('people', version);
    await expect(ask('aaaaaaaa')).rejects.toMatchObject({ code: 'HUB-C045', status: 409 });
    await expect(ask(`${'a'.repeat(63)}2`)).resolves.toMatchObject({ live: false });
    for (const none of ['bbbbbbbb', 'aaaaaaa', 'latest', '%', '________']) {
      await expect(ask(none)).rejects.toMatchObject({ code: 'HUB-C045', status: 404 });
    }
    await expect(registry.version('nobody', 'aaaaaaaa')).rejects.toMatchObject({
      code: 'HUB-C044',
      status: 404,
    });
  });

  it('stay in the history, page by page, of all subgraphs and of one', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people()), actor);
    for (const name of ['a', 'b', 'c']) await registry.publish(changing(subgraph(name)), actor);
    await registry.publish({ subgraphs: [], removed: ['b'] }, actor);

    const revisions: number[] = [];
    let after: string | undefined;
    do {
      const page = await registry.history({ first: 2, after });
      revisions.push(...page.items.map(({ revision }) => revision));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(revisions).toEqual([5, 4, 3, 2, 1]);
    const { items } = await registry.history({ subgraph: 'b' });
    expect(items.map(({ kind }) => kind)).toEqual(['delete', 'publish']);
    await expect(registry.history({ subgraph: 'nobody' })).rejects.toMatchObject({ code: 'HUB-C044' });
    await expect(registry.history({ after: 'x' })).rejects.toMatchObject({ code: 'HUB-C047' });

    const first = await registry.subgraphs({ first: 2 });
    expect(first.items.map(({ name }) => name)).toEqual(['a', 'c']);
    const second = await registry.subgraphs({ first: 2, after: first.next ?? undefined });
    expect(second).toMatchObject({ items: [{ name: 'people' }], next: null });
  });

  it('leave every supergraph that was live, by its digest', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const { supergraph } = await registry.publish(changing(people()), actor);
    await registry.publish(changing(subgraph('a')), actor);
    expect((await registry.supergraph(supergraph ?? '')).sdl).not.toContain('a: Int');
    expect((await registry.liveSupergraph())?.sdl).toContain('a: Int');
    const unknown = registry.supergraph(`sha256:${'0'.repeat(64)}`);
    await expect(unknown).rejects.toMatchObject({ code: 'HUB-C045', status: 404 });
  });
});

describe('how a subgraph is checked', () => {
  it('has defaults, and what is left out gets them again', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    expect(await registry.configuration('people')).toMatchObject({ usageDays: 30, minimumCount: 1 });
    await registry.configure('people', { usageDays: 7, lint: { naming: 'off' } });
    expect(await registry.configuration('people')).toMatchObject({ usageDays: 7, lint: { naming: 'off' } });
    await registry.configure('people', { minimumCount: 5 });
    expect(await registry.configuration('people')).toMatchObject({
      usageDays: 30,
      minimumCount: 5,
      lint: {},
    });
  });

  it('decides how far back operations are asked for, in the subgraphs that change', async () => {
    const asked: number[] = [];
    await using opened = await emptyRegistry({
      checks,
      async operations(days) {
        asked.push(days);
        return [];
      },
    });
    const { registry } = opened;
    await registry.configure('people', { usageDays: 90 });
    await registry.configure('a', { usageDays: 7 });
    await registry.publish(changing(people()), actor);
    await registry.check(changing(subgraph('a')));
    await registry.check(changing(subgraph('a'), subgraph('b')));
    expect(asked).toEqual([90, 7, 30]);
  });

  it('takes approvals for subgraphs that there are, and the last word of them', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry, prisma } = opened;
    const approval = { changeId: 'FIELD_REMOVED:Person.id', reason: 'agreed' };
    await expect(registry.approve('people', approval, actor)).rejects.toMatchObject({ code: 'HUB-C044' });
    await registry.publish(changing(people()), actor);
    await registry.approve('people', approval, actor);
    await registry.approve('people', { ...approval, reason: 'agreed in writing' }, actor);
    expect(await prisma.approval.findMany()).toMatchObject([
      { subgraph: 'people', changeId: approval.changeId, reason: 'agreed in writing', by: 'a test' },
    ]);
  });
});
