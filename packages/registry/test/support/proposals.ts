import type { SubgraphProposal } from '@throughgate/registry-client';

const head =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@tag", "@requiresScopes"])\n';

/** A subgraph as an integrator proposes it; its fields are classified, as the checks want them. */
export function proposal(name: string, sdl: string): SubgraphProposal {
  return {
    name,
    schema: { path: `${name}.graphql`, text: head + sdl },
    routingUrl: `http://${name}.example/graphql`,
  };
}

/** A small subgraph with one query. */
export const homes = proposal(
  'homes',
  `"What can be asked of homes."
type Query {
  "A home by its number."
  home("The home's number." id: ID!): Home
}
"A place to live."
type Home @key(fields: "id") {
  "The home's number."
  id: ID! @tag(name: "data:none")
  "Rooms, kitchen and bathroom apart."
  rooms: Int @tag(name: "data:none")
  "How it is heated."
  heating(
    "Month of the year, from 1."
    month: Int
  ): Heating @tag(name: "data:none") @deprecated(reason: "Ask for energy.")
}
"How a home is heated."
enum Heating {
  "With gas."
  GAS
  "With wood."
  WOOD
}
`,
);

/** Another small subgraph. */
export const wards = proposal(
  'wards',
  `"What can be asked of wards."
type Query {
  "A ward by its number."
  ward("The ward's number." id: ID!): Ward
}
"A part of a town."
type Ward @key(fields: "id") {
  "The ward's number."
  id: ID! @tag(name: "data:none")
}
`,
);
