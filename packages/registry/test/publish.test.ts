import { afterAll, describe, expect, it } from 'vitest';
import { actor, changing, compositionWorker, emptyRegistry, outboxOf, proposal } from './support/registry.ts';

const checks = compositionWorker();
afterAll(() => checks.close());

const personType = 'type Person @key(fields: "id") { id: ID! }';
const people = proposal('people', `type Query { person: Person } ${personType}`);
const homes = proposal('homes', 'type Person @key(fields: "id") { id: ID! home: String }');
/** Each composes with people; together they disagree on what a score is. */
const credit = proposal('credit', 'type Person @key(fields: "id") { id: ID! score: Int @shareable }');
const sports = proposal('sports', 'type Person @key(fields: "id") { id: ID! score: String @shareable }');

describe('publishing', () => {
  it('makes live what composes, and keeps who did it, when and why', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    expect(await registry.liveSupergraph()).toBeUndefined();
    const result = await registry.publish(
      { ...changing(people), message: 'The first', git: { remote: 'https://ci:secret@git.test/people' } },
      actor,
    );
    const version = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    const publication = {
      revision: 1,
      kind: 'publish',
      at: expect.any(String),
      by: 'a test',
      message: 'The first',
      git: { remote: 'https://git.test/people' },
      supergraph: version,
      subgraphs: [{ name: 'people', version, previous: null }],
    };
    expect(result).toEqual({
      published: true,
      unchanged: false,
      supergraphWasUpdated: true,
      supergraph: result.publication?.supergraph,
      publication,
      check: expect.objectContaining({ success: true, base: null, coreSchemaModified: true }),
    });
    expect(await registry.history({})).toEqual({ items: [publication], next: null });
    const live = await registry.liveSupergraph();
    expect(live?.digest).toBe(result.supergraph);
    expect(live?.sdl).toContain('http://people.test/graphql');
    expect(await registry.version('people', 'live')).toMatchObject({ live: true, schema: people.schema });
    expect(await registry.subgraphs({})).toMatchObject({
      items: [{ name: 'people', publishedBy: 'a test', eventTypes: 0 }],
    });
  });

  it('tells of the publication on the outbox, in the same step', async () => {
    await using opened = await emptyRegistry({ checks });
    const { publication } = await opened.registry.publish(changing(people), actor);
    const [{ name, version } = {}] = publication?.subgraphs ?? [];
    expect(await outboxOf(opened)).toEqual([
      {
        key: 'supergraph',
        type: 'registry.supergraph.published',
        version: 1,
        data: { version: 1, supergraph: publication?.supergraph, subgraphs: [{ name, version }] },
      },
    ]);
  });

  it('leaves no row and no event when the transaction fails at its end', async () => {
    await using opened = await emptyRegistry({ checks });
    await opened.pool.query('ALTER TABLE hub.outbox ADD CONSTRAINT broken CHECK (false)');
    await expect(opened.registry.publish(changing(people), actor)).rejects.toThrow(/broken/);
    expect(await opened.registry.history({})).toEqual({ items: [], next: null });
    expect(await opened.registry.liveSupergraph()).toBeUndefined();
    await expect(opened.registry.version('people', 'live')).rejects.toMatchObject({ code: 'HUB-C044' });
    await opened.pool.query('ALTER TABLE hub.outbox DROP CONSTRAINT broken');
    expect(await outboxOf(opened)).toEqual([]);
    expect(await opened.registry.publish(changing(people), actor)).toMatchObject({
      publication: { revision: 1 },
    });
  });

  it('changes nothing when what is published is live already, whatever its file is called', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const first = await registry.publish(changing(people, homes), actor);
    const renamed = { ...people, schema: { ...people.schema, path: 'elsewhere.graphql' } };
    expect(await registry.publish(changing(renamed, homes), actor)).toMatchObject({
      published: false,
      unchanged: true,
      supergraph: first.supergraph,
      publication: null,
      check: { success: true, coreSchemaModified: false },
    });
    expect((await registry.history({})).items).toHaveLength(1);
    expect(await outboxOf(opened)).toHaveLength(1);
  });

  it('publishes as one step subgraphs of which none composes alone', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people), actor);
    // Each needs a field that the other one brings.
    const rent = proposal(
      'rent',
      'type Person @key(fields: "id") { id: ID! rent: Int income: Int @external share: Int @requires(fields: "income") }',
    );
    const income = proposal(
      'income',
      'type Person @key(fields: "id") { id: ID! income: Int rent: Int @external left: Int @requires(fields: "rent") }',
    );
    for (const alone of [rent, income]) {
      expect(await registry.publish(changing(alone), actor)).toMatchObject({ published: false });
    }
    expect(await registry.publish(changing(rent, income), actor)).toMatchObject({
      published: true,
      publication: { revision: 2, subgraphs: [{ name: 'income' }, { name: 'rent' }] },
    });
  });

  it('removes and publishes in one request, as one step', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people, credit), actor);
    expect(await registry.publish({ ...changing(sports), removed: ['credit'] }, actor)).toMatchObject({
      published: true,
      publication: {
        kind: 'publish',
        subgraphs: [
          { name: 'credit', version: null, previous: expect.any(String) },
          { name: 'sports', version: expect.any(String), previous: null },
        ],
      },
    });
    expect((await registry.subgraphs({})).items.map(({ name }) => name)).toEqual(['people', 'sports']);
  });

  it('calls a step that only removes a deletion, and keeps the last subgraph', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await registry.publish(changing(people, homes), actor);
    const removed = await registry.publish({ subgraphs: [], removed: ['homes'] }, actor);
    expect(removed).toMatchObject({ published: true, publication: { kind: 'delete' } });
    const last = await registry.publish({ subgraphs: [], removed: ['people'] }, actor);
    expect(last).toMatchObject({ published: false, supergraph: removed.supergraph });
    expect(last.check.findings).toMatchObject([{ code: 'HUB-C008' }]);
  });

  it('leaves everything as it is when the checks fail', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const { supergraph } = await registry.publish(changing(people, credit), actor);
    const before = [await registry.history({}), await registry.subgraphs({}), await outboxOf(opened)];
    const refused = await registry.publish(changing(sports, homes), actor);
    expect(refused).toMatchObject({ published: false, unchanged: false, supergraph, publication: null });
    expect(refused.check).toMatchObject({ success: false, base: supergraph, supergraph: null });
    expect([await registry.history({}), await registry.subgraphs({}), await outboxOf(opened)]).toEqual(
      before,
    );
    await expect(registry.version('homes', 'live')).rejects.toMatchObject({ code: 'HUB-C044' });
  });

  it('fills in from the live version what was left out: address and events', async () => {
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const events = { entry: 'asyncapi.yaml', files: [{ path: 'asyncapi.yaml', text: 'asyncapi: 3.1.0' }] };
    await registry.publish(changing({ ...people, events }), actor);
    const { routingUrl, ...schemaOnly } = proposal(
      'people',
      `${personType} type Query { person: Person, all: [Person] }`,
    );
    expect(await registry.publish(changing(schemaOnly), actor)).toMatchObject({ published: true });
    expect(await registry.version('people', 'live')).toMatchObject({ routingUrl, events });
    expect(await registry.subgraphs({})).toMatchObject({ items: [{ eventTypes: 1 }] });
  });

  it.each([
    [
      'a new subgraph without an address',
      { subgraphs: [{ name: 'x', schema: people.schema }], removed: [] },
      'HUB-C046',
    ],
    ['the removal of a subgraph that there is not', { subgraphs: [], removed: ['nobody'] }, 'HUB-C044'],
    ['one subgraph twice', changing(people, people), 'HUB-C047'],
    ['a subgraph that is changed and removed', { ...changing(people), removed: ['people'] }, 'HUB-C047'],
    ['no subgraph at all', { subgraphs: [], removed: [] }, 'HUB-C047'],
    ['a schema with the character NUL', changing(proposal('x', 'type Query { a: Int } # \0')), 'HUB-C047'],
  ])('refuses %s', async (_, request, code) => {
    await using opened = await emptyRegistry({ checks });
    await expect(opened.registry.publish(request, actor)).rejects.toMatchObject({
      name: 'RegistryError',
      code,
    });
    await expect(opened.registry.check(request)).rejects.toMatchObject({ name: 'RegistryError', code });
  });
});
