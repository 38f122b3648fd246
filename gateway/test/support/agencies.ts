import { type SubgraphServer, serveSubgraph } from './subgraph-server.ts';

/** A person in one subgraph and a record of hers in two others: the hub's own shape, small. */
export interface Agencies extends AsyncDisposable {
  readonly all: readonly SubgraphServer[];
  readonly hub: SubgraphServer;
  readonly prison: SubgraphServer;
  readonly jobs: SubgraphServer;
}

/** Serves the three subgraphs. */
export async function serveAgencies(): Promise<Agencies> {
  const hub = await serveSubgraph(
    'hub',
    `type Query { person(id: ID!): Person people: [Person!]! hubOnly: String }
     type Mutation { note(text: String!): String }
     type Person @key(fields: "id") { id: ID! name: String number: String @shareable }`,
    {
      Query: {
        person: (_: unknown, { id }: { id: string }) => ({ id, name: `Person ${id}`, number: `N${id}` }),
        people: () => ['1', '2', '1', '3'].map((id) => ({ id, name: `Person ${id}`, number: `N${id}` })),
        hubOnly: () => 'here',
      },
      Mutation: { note: (_: unknown, { text }: { text: string }) => text },
      Person: { __resolveReference: (reference: object) => reference },
    },
  );
  const prison = await serveSubgraph(
    'prison',
    `type Person @key(fields: "id") { id: ID! number: String @external cell: String @requires(fields: "number") wing: String }`,
    {
      Person: {
        __resolveReference: (reference: object) => reference,
        cell: ({ number }: { number: string }) => `cell of ${number}`,
        wing: ({ id }: { id: string }) => {
          if (id === '1') throw new Error('wing not known');
          return `wing ${id}`;
        },
      },
    },
  );
  const jobs = await serveSubgraph('jobs', `type Person @key(fields: "id") { id: ID! job: String }`, {
    Person: {
      __resolveReference: (reference: object) => reference,
      job: ({ id }: { id: string }) => `job ${id}`,
    },
  });
  const all = [hub, prison, jobs];
  return {
    all,
    hub,
    prison,
    jobs,
    async [Symbol.asyncDispose]() {
      for (const subgraph of all) await subgraph.close();
    },
  };
}
