import { randomUUID } from 'node:crypto';
import { type Caller, createSigner, type HttpService, localDeveloper } from '@throughgate/service';
import { pino } from 'pino';
import { badInput, conflict, connectionOfList, createGraphService, pageRequest } from '../../src/index.ts';

const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
  scalar Date
  scalar DateTime
  type Toy @key(fields: "id") { id: ID! }
  type ToyConnection { edges: [ToyEdge!]! totalCount: Int! }
  type ToyEdge { cursor: String! node: Toy! }
  type Query {
    caller: String!
    requestId: String!
    day(is: Date!): Date!
    moment(is: DateTime!): DateTime!
    dayAtMidnight: Date!
    momentOfDate: DateTime!
    toys(first: Int! = 2, after: String): ToyConnection!
    page(first: Int = 2, after: String, sizes: [Int!] = [1, 2], big: Boolean): String!
    refused: String
    broken: String
    brokenOnPurpose: String
  }
`;

/** What fails inside must not come out: this stands for a driver's message. */
export const innerMessage = 'relation "Prisoner" does not exist: A1234BC';

const toys = ['ball', 'doll', 'kite', 'lego', 'yoyo'].map((id) => ({ id }));

const resolvers = {
  Toy: {
    __resolveReference: ({ id }: { id: string }) => toys.find((toy) => toy.id === id) ?? null,
  },
  Query: {
    caller: (_root: unknown, _arguments: unknown, { caller }: ToyContext) => caller.id,
    requestId: (_root: unknown, _arguments: unknown, { requestId }: ToyContext) => requestId,
    day: (_root: unknown, { is }: { is: string }) => is,
    moment: (_root: unknown, { is }: { is: string }) => is,
    dayAtMidnight: () => new Date('2026-10-01T00:00:00Z'),
    momentOfDate: () => new Date('2026-10-01T08:30:00Z'),
    toys: (_root: unknown, page: { first: number; after?: string | null }) =>
      connectionOfList(toys, pageRequest(page), ({ id }) => id),
    page: (_root: unknown, given: object) => JSON.stringify(given),
    refused: () => {
      throw badInput('toy', '"toy" must be a toy.');
    },
    broken: () => {
      throw new Error(innerMessage);
    },
    brokenOnPurpose: () => {
      throw conflict('TOY_LENT', 'The toy is lent.');
    },
  },
};

interface ToyContext {
  readonly caller: Caller;
  readonly requestId: string;
}

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
  };
}

/** The graph service of a toy subgraph, listening on a free port. */
export interface ToyGraph extends AsyncDisposable {
  readonly url: string;
  readonly service: HttpService;
  /** Lines that the service logged so far. */
  readonly logged: readonly Record<string, unknown>[];
  /** Sends a body with headers as they are. */
  send(body: string, headers: Record<string, string>): Promise<HttpAnswer>;
  /** Sends an operation signed with the service key. */
  ask(query: string, variables?: Record<string, unknown>): Promise<HttpAnswer>;
}

/** Key with which requests to the toy subgraph must be signed. */
export const serviceKey = 'the service key of this test, long enough';

/** Starts the toy subgraph's graph service. */
export async function startToyGraph(): Promise<ToyGraph> {
  const logged: Record<string, unknown>[] = [];
  const service = await createGraphService<ToyContext>({
    name: 'toys',
    typeDefs,
    resolvers,
    createContext: (request) => request,
    readinessChecks: [],
    serviceKey,
    host: '127.0.0.1',
    logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line)) }),
  });
  const url = await service.listen({ host: '127.0.0.1', port: 0, setting: 'HUB_PORT' });
  const sign = createSigner({ subgraphKey: serviceKey });

  async function send(body: string, headers: Record<string, string>): Promise<HttpAnswer> {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as HttpAnswer['body'] };
  }

  return {
    url,
    service,
    logged,
    send,
    ask(query, variables = {}) {
      const body = JSON.stringify({ query, variables });
      const signed = sign({ subgraph: 'toys', requestId: randomUUID(), caller: localDeveloper, body });
      return send(body, { 'content-type': 'application/json', ...signed });
    },
    [Symbol.asyncDispose]: () => service.stop(),
  };
}
