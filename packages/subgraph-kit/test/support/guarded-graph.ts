import { randomUUID } from 'node:crypto';
import type { TokenVerifier } from '@throughgate/identity';
import { type Caller, createLogger, createSigner, localDeveloper, subgraphKey } from '@throughgate/service';
import { createGraphService } from '../../src/index.ts';

/** Service key of the hub to which the guarded subgraphs belong. */
export const masterKey = 'the service key of this test, long enough';

const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
    { name: "@key", as: "@foundBy" }, { name: "@requiresScopes", as: "@needs" }, "@authenticated", "@policy"
  ])
  type Toy @foundBy(fields: "id") @needs(scopes: [["toys:read"], ["toys:all"]]) {
    id: ID!
    name: String
    price: Int @needs(scopes: [["toys:price"]])
    maker: Maker
  }
  type Maker @foundBy(fields: "code") { code: ID! @needs(scopes: [["toys:codes"]]) name: String toys: [Toy!] }
  type Shop { town: String }
  union Thing = Toy | Shop
  type Query {
    open: String
    caller: String
    purpose: String
    me: String @authenticated
    nice: String @policy(policies: [["nice"]])
    never: String @needs(scopes: [])
    toy: Toy
    maker: Maker
    things: [Thing!]
  }
  type Mutation {
    lend: String @needs(scopes: [["toys:write"]])
    ring: String
  }
`;

interface GuardedContext {
  readonly caller: Caller;
  readonly requestId: string;
}

const toy = { __typename: 'Toy', id: 'kite', name: 'Kite', price: 7, maker: { code: 'm1', name: 'Ann' } };

/** An answer over HTTP. */
export interface GuardedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null | undefined;
  /** Code and path of each error. */
  readonly errors: readonly string[];
  readonly text: string;
}

/** A subgraph whose SDL requires something of callers, on a free port. */
export interface GuardedGraph extends AsyncDisposable {
  /** Mutations that ran so far. */
  readonly ran: readonly string[];
  /** References that were looked up so far. */
  readonly lookedUp: readonly string[];
  /** Sends a body with headers as they are. */
  send(body: string, headers: Readonly<Record<string, string>>): Promise<GuardedAnswer>;
  /** Asks with the gateway's signature. */
  ask(query: string, caller?: Caller, variables?: object): Promise<GuardedAnswer>;
}

/** Options of the subgraph that differ from those of a hub that runs on this machine without an issuer. */
export interface GuardedOptions {
  /** Name of the subgraph. @default toys */
  readonly name?: string;
  readonly verifier?: TokenVerifier;
  /** Address on which it says that it will listen. @default 127.0.0.1 */
  readonly host?: string;
  readonly serviceKey?: string;
  readonly previousServiceKey?: string;
}

/** Starts a subgraph that guards toys. */
export async function startGuardedGraph(options: GuardedOptions = {}): Promise<GuardedGraph> {
  const { name = 'toys', host = '127.0.0.1' } = options;
  const ran: string[] = [];
  const lookedUp: string[] = [];
  const command = (mutation: string) => () => {
    ran.push(mutation);
    return mutation;
  };
  const service = await createGraphService<GuardedContext>({
    serviceKey: subgraphKey(masterKey, name),
    ...options,
    name,
    host,
    typeDefs,
    resolvers: {
      Toy: {
        __resolveReference: ({ id }: { id: string }) => {
          lookedUp.push(id);
          return id === toy.id ? toy : null;
        },
      },
      Maker: { toys: () => [toy] },
      Query: {
        open: () => 'open',
        caller: (_: unknown, __: unknown, { caller }: GuardedContext) =>
          [caller.kind, caller.id, ...caller.scopes].join(' '),
        purpose: (_: unknown, __: unknown, { caller }: GuardedContext) => caller.purpose,
        me: () => 'me',
        nice: () => 'nice',
        never: () => 'never',
        toy: () => toy,
        maker: () => toy.maker,
        things: () => [toy, { __typename: 'Shop', town: 'Leeds' }],
      },
      Mutation: { lend: command('lend'), ring: command('ring') },
    },
    createContext: (request) => request,
    readinessChecks: [],
    logger: createLogger('silent'),
  });
  const url = await service.listen({ host: '127.0.0.1', port: 0, setting: 'HUB_PORT' });
  const sign = createSigner({ subgraphKey: options.serviceKey ?? subgraphKey(masterKey, name) });

  async function send(body: string, given: Readonly<Record<string, string>>): Promise<GuardedAnswer> {
    const headers = { 'content-type': 'application/json', ...given };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    const text = await response.text();
    const { data, errors = [] } = JSON.parse(text) as {
      data?: Record<string, unknown> | null;
      errors?: { path?: unknown[]; extensions: { code: string } }[];
    };
    const told = errors.map(({ path, extensions }) =>
      [extensions.code, path?.join('.')].filter(Boolean).join(' '),
    );
    return { status: response.status, headers: response.headers, data, errors: told, text };
  }

  return {
    ran,
    lookedUp,
    send,
    ask(query, caller = localDeveloper, variables = {}) {
      const body = JSON.stringify({ query, variables });
      return send(body, sign({ subgraph: name, requestId: randomUUID(), caller, body }));
    },
    [Symbol.asyncDispose]: () => service.stop(),
  };
}
