import { graphql } from 'graphql';
import type { SubgraphTransport } from '../../src/transport/subgraph-transport.ts';
import type { closedAfterAll } from './closed-after-all.ts';
import { type libraryResolvers, librarySdl, subgraphResolvers } from './library.ts';
import { type SubgraphServer, serveSubgraph } from './subgraph-server.ts';

/** Subgraphs of the library that are served, and a way to ask them without a network. */
export interface ServedLibrary {
  readonly servers: SubgraphServer[];
  readonly send: SubgraphTransport['send'];
}

/** Serves the library's subgraphs until the tests of a file are over. */
export async function serveLibrary(
  resolvers: ReturnType<typeof libraryResolvers>,
  opened: ReturnType<typeof closedAfterAll>,
): Promise<ServedLibrary> {
  const servers = await Promise.all(
    Object.entries(librarySdl).map(([name, sdl]) =>
      serveSubgraph(name, sdl, subgraphResolvers(name), resolvers),
    ),
  );
  for (const server of servers) opened.use(server);
  return {
    servers,
    async send({ subgraph, body }) {
      const schema = servers.find(({ name }) => name === subgraph)?.schema;
      if (!schema) throw new Error(`no subgraph ${subgraph}`);
      const { query, variables } = JSON.parse(body);
      const answer = await graphql({ schema, source: query, variableValues: variables, ...resolvers });
      return JSON.parse(JSON.stringify(answer));
    },
  };
}
