import type { SubgraphProposal } from '@throughgate/registry-client';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external"])\n';

/** How large synthetic subgraphs are. */
export interface SyntheticSize {
  readonly subgraphs: number;
  /** @default 20 */
  readonly types?: number;
  /** Fields of each type, beside those that join it. @default 8 */
  readonly fields?: number;
}

/**
 * Makes subgraphs as agencies would have them: each adds a field to a person that all share, and has entities of its own, which refer to
 * each other and by key to one of the subgraph before.
 */
export function syntheticSubgraphs({ subgraphs, types = 20, fields = 8 }: SyntheticSize): SubgraphProposal[] {
  return Array.from({ length: subgraphs }, (_, n) => {
    const own = Array.from({ length: types }, (_, t) => {
      const scalars = Array.from(
        { length: fields },
        (_, f) =>
          `"What is known of it, number ${f}."\n  field${f}: ${['String', 'Int', 'Boolean', 'Float'][f % 4]}`,
      );
      const next = `next: A${n}T${(t + 1) % types}`;
      const before = n > 0 ? `before: A${n - 1}T${t}` : '';
      return `"A record of agency ${n}."\ntype A${n}T${t} @key(fields: "id") {\n  id: ID!\n  ${[...scalars, next, before].join('\n  ')}\n}`;
    });
    const stubs =
      n > 0 ? own.map((_, t) => `type A${n - 1}T${t} @key(fields: "id", resolvable: false) { id: ID! }`) : [];
    const person = `type Person @key(fields: "id") { id: ID! agency${n}: [A${n}T0!]! }`;
    const query = `type Query { agency${n}(id: ID!): A${n}T0 }`;
    return {
      name: `agency-${n}`,
      schema: { path: `agency-${n}.graphql`, text: link + [query, person, ...own, ...stubs].join('\n') },
      routingUrl: `http://agency-${n}.test/graphql`,
    };
  });
}
