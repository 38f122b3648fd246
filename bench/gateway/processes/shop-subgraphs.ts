import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { type Answering, serveSubgraphs } from '../../harness/serve-subgraphs.ts';
import { type ShopSubgraph, shopSubgraphs } from '../test-query/shop-subgraphs.ts';

// Four subgraphs in one process. What they were asked before they answer from memory, so that a gateway before them is what
// costs time: the operation is the same each time, and so is all that a gateway asks for it.

type Module = Extract<Parameters<typeof buildSubgraphSchema>[0], { readonly typeDefs: unknown }>;
type Resolvers = NonNullable<Module['resolvers']>;

await serveSubgraphs(Object.fromEntries(shopSubgraphs.map((one) => [one.name, answeringOf(one)])));

function answeringOf({ sdl, resolvers }: ShopSubgraph): Answering {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as Resolvers }]);
  const known = new Map<string, Buffer>();
  return (body) => known.get(body) ?? execute(body);

  async function execute(body: string): Promise<Buffer> {
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    const answer = Buffer.from(
      JSON.stringify(await graphql({ schema, source: query, variableValues: variables })),
    );
    known.set(body, answer);
    return answer;
  }
}
