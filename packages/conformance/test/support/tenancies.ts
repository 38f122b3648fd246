import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSignatureVerifier } from '@throughgate/service';
import { buildASTSchema, execute, type GraphQLError, parse, validate } from 'graphql';

/** The schema of a small subgraph: two keys, one of them compound and nested, and a field with `@requires`. */
export const tenanciesSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires"])
  "Questions." type Query { tenancy(id: ID!): Tenancy }
  type Tenancy @key(fields: "id") @key(fields: "landlord { code } number") {
    id: ID!
    landlord: Landlord!
    number: Int!
    openedOn: String!
  }
  type Landlord { code: ID! name: String! }
  type Offender @key(fields: "id") {
    id: ID!
    identifiers: Identifiers! @external
    housing: [Tenancy!] @requires(fields: "identifiers { crns }")
  }
  type Identifiers { crns: [ID!]! @external }
`;

const federation = `
  scalar _Any
  scalar FieldSet
  union _Entity = Tenancy | Offender
  type _Service { sdl: String }
  extend type Query { _service: _Service! _entities(representations: [_Any!]!): [_Entity]! }
  directive @link(url: String!, import: [String]) repeatable on SCHEMA
  directive @key(fields: FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
  directive @external on FIELD_DEFINITION | OBJECT
  directive @requires(fields: FieldSet!) on FIELD_DEFINITION
`;

const landlord = { code: 'MCC', name: 'Manchester City Council' };
const tenancies = [
  { id: 't-1', landlord, number: 1, openedOn: '2026-10-01', crn: 'X100001' },
  { id: 't-2', landlord, number: 2, openedOn: '2026-10-02', crn: 'X100002' },
];

interface Asked {
  readonly __typename: string;
  readonly id?: string;
  readonly landlord?: { readonly code: string };
  readonly number?: number;
  readonly identifiers?: { readonly crns: readonly string[] };
}
type Entity = Readonly<Record<string, unknown>> | null;

/** What is wrong with a subgraph; without any of it, it does all that the gateway relies on. */
export interface Faults {
  /** Takes the place of the SDL that it serves. */
  readonly sdl?: string | null;
  /** Changes what `_entities` answers. */
  readonly entities?: (entities: Entity[], asked: readonly Asked[]) => Entity[];
  /** Changes a GraphQL answer before it is sent. */
  readonly answer?: (answer: { data?: unknown; errors?: unknown }) => unknown;
  /** HTTP status of requests that are wrong. @default 400 */
  readonly status?: number;
  /** Called before `_entities` is answered. */
  readonly before?: (asked: readonly Asked[]) => Promise<void>;
  /** Key with which requests must be signed. @default none need be */
  readonly serviceKey?: string;
}

/** A subgraph at work. */
export interface FakeSubgraph extends AsyncDisposable {
  readonly url: string;
}

/** Starts the subgraph on a free port, in plain Node and graphql-js, as somebody without our kit might write it. */
export async function startTenancies(faults: Faults = {}): Promise<FakeSubgraph> {
  const schema = buildASTSchema(parse(tenanciesSdl + federation), { assumeValidSDL: true });
  const rootValue = {
    _service: { sdl: faults.sdl === undefined ? tenanciesSdl : faults.sdl },
    async _entities({ representations }: { representations: readonly Asked[] }) {
      await faults.before?.(representations);
      const entities = representations.map(resolve);
      return faults.entities?.(entities, representations) ?? entities;
    },
  };

  async function answer(
    body: string,
  ): Promise<{ refused: boolean; answer: { data?: unknown; errors?: unknown } }> {
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    try {
      const document = parse(query);
      const errors = validate(schema, document);
      if (errors.length > 0) return { refused: true, answer: { errors } };
      const answer = await execute({ schema, document, rootValue, variableValues: variables });
      return { refused: answer.data === undefined, answer };
    } catch (error) {
      return { refused: true, answer: { errors: [error as GraphQLError] } };
    }
  }

  const verifySignature =
    faults.serviceKey && createSignatureVerifier({ subgraph: 'housing', keys: [faults.serviceKey] });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString('utf8');
      response.setHeader('content-type', 'application/graphql-response+json');
      if (verifySignature && !verifySignature(request.headers, body)) {
        response.writeHead(401).end(JSON.stringify({ errors: [{ message: 'Only for the gateway.' }] }));
        return;
      }
      const given = await answer(body);
      response.statusCode = given.refused ? (faults.status ?? 400) : 200;
      const plain = JSON.parse(JSON.stringify(given.answer)) as { data?: unknown; errors?: unknown };
      response.end(JSON.stringify(faults.answer?.(plain) ?? plain));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function resolve(asked: Asked): Entity {
  if (asked.__typename === 'Offender') {
    const crns = asked.identifiers?.crns ?? [];
    return {
      __typename: 'Offender',
      id: asked.id,
      housing: tenancies.filter(({ crn }) => crns.includes(crn)),
    };
  }
  if (asked.__typename !== 'Tenancy') throw new Error(`there is no type ${asked.__typename}`);
  const found = tenancies.find(
    ({ id, number }) =>
      id === asked.id || (number === asked.number && asked.landlord?.code === landlord.code),
  );
  return found ? { __typename: 'Tenancy', ...found } : null;
}
