import { compose } from './compose.ts';
import { type SubgraphServer, serveSubgraph } from './subgraph-server.ts';

/** One of two sets of subgraphs with the same schema, whose answers say which set gave them. */
export interface Twin {
  readonly hub: SubgraphServer;
  readonly prison: SubgraphServer;
  /** The supergraph with the addresses of this set. */
  readonly supergraphSdl: string;
}

/** A mutation in two steps: `hub` moves a person, then `prison` says where she is. */
export const move = 'mutation Move($id: ID!) { move(id: $id) { id hub prison } }';

/** Serves both sets. Each mutation waits until it is let go on. */
export interface Twins extends AsyncDisposable {
  readonly a: Twin;
  readonly b: Twin;
  /** Ids of the mutations that have begun, each as often as it was executed. */
  readonly begun: string[];
  /** Lets the mutation with this id go on. */
  release(id: string): void;
}

/** Serves two sets of subgraphs. */
export async function serveTwins(): Promise<Twins> {
  const begun: string[] = [];
  const latches = new Map<string, PromiseWithResolvers<void>>();
  const [a, b] = [await twin('a'), await twin('b')];
  return {
    a,
    b,
    begun,
    release: (id) => latch(id).resolve(),
    async [Symbol.asyncDispose]() {
      for (const { resolve } of latches.values()) resolve();
      for (const { hub, prison } of [a, b]) await Promise.all([hub.close(), prison.close()]);
    },
  };

  function latch(id: string): PromiseWithResolvers<void> {
    const known = latches.get(id) ?? Promise.withResolvers<void>();
    latches.set(id, known);
    return known;
  }

  async function twin(set: string): Promise<Twin> {
    const hub = await serveSubgraph(
      'hub',
      `type Query { person(id: ID!): Person } type Mutation { move(id: ID!): Person }
       type Person @key(fields: "id") { id: ID! hub: String }`,
      {
        Query: { person: (_: unknown, { id }: { id: string }) => ({ id, hub: set }) },
        Mutation: {
          async move(_: unknown, { id }: { id: string }) {
            begun.push(id);
            await latch(id).promise;
            return { id, hub: set };
          },
        },
      },
    );
    const prison = await serveSubgraph(
      'prison',
      `type Person @key(fields: "id") { id: ID! prison: String }`,
      {
        Person: { __resolveReference: ({ id }: { id: string }) => ({ id, prison: set }) },
      },
    );
    return { hub, prison, supergraphSdl: compose([hub, prison]) };
  }
}
