import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { shopSubgraphs } from '../test-query/shop-subgraphs.ts';

// Four subgraphs in one process. What they were asked before they answer from memory, so that a gateway before them is what
// costs time: the operation is the same each time, and so is all that a gateway asks for it.

type Module = Extract<Parameters<typeof buildSubgraphSchema>[0], { readonly typeDefs: unknown }>;
type Resolvers = NonNullable<Module['resolvers']>;

const addresses: Record<string, string> = {};
for (const { name, sdl, resolvers } of shopSubgraphs) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as Resolvers }]);
  const known = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    for await (const chunk of request) body += chunk;
    let answer = known.get(body);
    if (answer === undefined) {
      const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
      answer = Buffer.from(
        JSON.stringify(await graphql({ schema, source: query, variableValues: variables })),
      );
      known.set(body, answer);
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  addresses[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
process.stdout.write(`ready ${JSON.stringify(addresses)}\n`);
