import { describe, expect, it } from 'vitest';
import { actor, changing, emptyRegistry, outboxOf, proposal } from './support/registry.ts';

const people = 'type Query { person: Person } type Person @key(fields: "id") { id: ID! }';
const homes = 'type Person @key(fields: "id") { id: ID! home: String }';

describe('publishing', () => {
  it('makes live what composes, and keeps who, when and why', async () => {
    await using opened = await emptyRegistry();
    const { registry } = opened;
    const result = await registry.publish(
      {
        ...changing(proposal('people', people)),
        message: 'The first',
        git: { remote: 'https://ci:secret@git.test/people' },
      },
      actor,
    );
    expect(result).toMatchObject({
      published: true,
      unchanged: false,
      supergraphWasUpdated: true,
      check: { success: true, base: null },
    });
    expect(await registry.history({})).toEqual({
      items: [
        {
          revision: 1,
          kind: 'publish',
          at: expect.any(String),
          by: 'a test',
          message: 'The first',
          git: { remote: 'https://git.test/people' },
          supergraph: result.supergraph,
          subgraphs: [{ name: 'people', version: expect.stringMatching(/^sha256:/), previous: null }],
        },
      ],
      next: null,
    });
    expect((await registry.liveSupergraph())?.sdl).toContain('http://people.test/graphql');
    expect(await outboxOf(opened)).toHaveLength(1);
  });
  it('adds', async () => {
    await using opened = await emptyRegistry();
    await opened.registry.publish(changing(proposal('people', people), proposal('homes', homes)), actor);
    expect((await opened.registry.subgraphs({})).items.map(({ name }) => name)).toEqual(['homes', 'people']);
  });
});
