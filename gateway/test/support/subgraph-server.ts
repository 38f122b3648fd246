import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLArgs, type GraphQLSchema, graphql, parse } from 'graphql';

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends infer Input
  ? Input extends { resolvers?: infer R }
    ? R
    : never
  : never;

/** One request that a subgraph received. */
interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** A subgraph behind a real HTTP server. */
export interface SubgraphServer extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: string;
  readonly schema: GraphQLSchema;
  readonly requests: ReceivedRequest[];
  /** When set, answers in the place of the schema. */
  misbehave: ((response: ServerResponse, request: ReceivedRequest) => void | Promise<void>) | undefined;
  /** When set, awaited before the schema answers. */
  hold: (() => Promise<void>) | undefined;
  close(): Promise<void>;
}

const federation = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
    "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject",
    "@authenticated", "@requiresScopes", "@policy"
  ])
`;

/**
 * Serves a subgraph over HTTP on a free port; `/health/ready` answers 200.
 *
 * @param defaults what resolves where `resolvers` have nothing
 */
export async function serveSubgraph(
  name: string,
  sdl: string,
  resolvers: Record<string, unknown>,
  defaults: Pick<GraphQLArgs, 'fieldResolver' | 'typeResolver'> = {},
): Promise<SubgraphServer> {
  const typeDefs = federation + sdl;
  const schema = buildSubgraphSchema([
    { typeDefs: parse(typeDefs), resolvers: resolvers as NonNullable<Resolvers> },
  ]);
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    if (request.url === '/health/ready') {
      response.end('{}');
      return;
    }
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { query, variables } = JSON.parse(text);
    const received = { headers: request.headers, text, query, variables };
    requests.push(received);
    if (subgraph.misbehave) {
      await subgraph.misbehave(response, received);
      return;
    }
    await subgraph.hold?.();
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      contextValue: {},
      ...defaults,
    });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  const subgraph: SubgraphServer = {
    name,
    url: `http://127.0.0.1:${address.port}/graphql`,
    typeDefs,
    schema,
    requests,
    misbehave: undefined,
    hold: undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async [Symbol.asyncDispose]() {
      await subgraph.close();
    },
  };
  return subgraph;
}
