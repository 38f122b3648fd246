import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { SubgraphError } from '../../src/transport/subgraph-error.ts';
import type { SubgraphTransport } from '../../src/transport/subgraph-transport.ts';
import { eventually } from './eventually.ts';

interface Service {
  readonly typeDefs: string;
  readonly resolvers: Record<string, unknown>;
}

/** Subgraphs without a network. */
export interface InProcess {
  /** To be composed. */
  readonly services: readonly { readonly name: string; readonly url: string; readonly typeDefs: string }[];
  readonly transport: SubgraphTransport;
  /** Has a subgraph not answer until it is released. */
  hold(subgraph: string): { readonly reached: Promise<void>; release(): void };
  /** Has a subgraph give no answer. */
  break(subgraph: string, error?: Error): void;
  /** Forgets requests, and lets all subgraphs answer. */
  forget(): void;
  queries(): readonly string[];
  /** Resolves once a subgraph got so many requests. */
  asked(subgraph: string, times: number): Promise<void>;
  /** Resolves once no request is in flight. */
  settled(): Promise<void>;
}

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

/** Makes subgraphs that are asked in the process. */
export function askInProcess(given: Readonly<Record<string, Service>>): InProcess {
  const services = Object.entries(given).map(([name, { typeDefs }]) => ({
    name,
    url: `http://127.0.0.1:9/${name}`,
    typeDefs: link + typeDefs,
  }));
  const schemas = new Map(
    Object.entries(given).map(([name, { typeDefs, resolvers }]) => [
      name,
      buildSubgraphSchema([{ typeDefs: parse(link + typeDefs), resolvers: resolvers as never }]),
    ]),
  );
  const requests: { subgraph: string; query: string }[] = [];
  const held = new Map<
    string,
    { reached: PromiseWithResolvers<void>; released: PromiseWithResolvers<void> }
  >();
  const broken = new Map<string, Error>();
  let inFlight = 0;
  return {
    services,
    transport: {
      async send({ subgraph, body }) {
        const { query, variables } = JSON.parse(body);
        requests.push({ subgraph, query });
        inFlight += 1;
        try {
          const hold = held.get(subgraph);
          hold?.reached.resolve();
          await hold?.released.promise;
          const error = broken.get(subgraph);
          if (error) throw error;
          const schema = schemas.get(subgraph);
          if (!schema) throw new Error(`no subgraph ${subgraph}`);
          return JSON.parse(
            JSON.stringify(await graphql({ schema, source: query, variableValues: variables })),
          );
        } finally {
          inFlight -= 1;
        }
      },
    },
    hold(subgraph) {
      const reached = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      held.set(subgraph, { reached, released });
      return {
        reached: reached.promise,
        release() {
          held.delete(subgraph);
          released.resolve();
        },
      };
    },
    break(subgraph, error) {
      const unreachable = new SubgraphError(
        'SUBGRAPH_UNREACHABLE',
        subgraph,
        `Subgraph '${subgraph}' refused the connection.`,
      );
      broken.set(subgraph, error ?? unreachable);
    },
    forget() {
      requests.length = 0;
      broken.clear();
      for (const { released } of held.values()) released.resolve();
      held.clear();
    },
    queries: () => requests.map(({ query }) => query),
    async asked(subgraph, times) {
      const count = () => requests.filter((request) => request.subgraph === subgraph).length;
      await eventually(count).toBeGreaterThanOrEqual(times);
    },
    async settled() {
      await eventually(() => inFlight).toBe(0);
    },
  };
}
