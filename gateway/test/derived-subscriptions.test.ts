import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { deriveSubscriptions } from '../src/features/live/derived-subscriptions.ts';

/** A supergraph in which `Case` has a key with this directive. */
const supergraphOf = (links: string, directive: string) =>
  parse(`schema ${links} { query: Query }
    type Query { cases: [Case] }
    type Case @join__type(graph: COURT, key: "number") { number: ID! ${directive} title: String }`);
const link = (name: string, as: string) => `@link(url: "https://specs.apollo.dev/${name}/v0.3", as: "${as}")`;
const told = new Set(['Case']);

test('an entity is subscribed to by its key', () => {
  expect([...deriveSubscriptions(supergraphOf('', ''), told).byField.keys()]).toEqual(['caseChanged']);
});

test.each([
  ['', '@inaccessible'],
  [link('inaccessible', 'hidden'), '@hidden'],
])('not by a key that clients do not see, whatever the supergraph calls that: %s%s', (links, directive) => {
  expect(deriveSubscriptions(supergraphOf(links, directive), told).byField.size).toBe(0);
});

test.each([
  ['', '@tag(name: "data:personal")'],
  [link('tag', 'label'), '@label(name: "data:personal")'],
])(
  'its argument is about a person where the key is, whatever the supergraph calls that: %s%s',
  (links, directive) => {
    const { typeDefs } = deriveSubscriptions(supergraphOf(links, directive), told);
    const [subscription] = typeDefs?.definitions ?? [];
    expect(subscription).toMatchObject({
      fields: [
        {
          arguments: [
            {
              name: { value: 'number' },
              directives: [{ name: { value: directive.slice(1, directive.indexOf('(')) } }],
            },
            { name: { value: 'after' }, directives: [] },
          ],
        },
      ],
    });
  },
);
