import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

/** What the housing agency knows of one tenancy. */
export interface Tenancy {
  readonly id: string;
  readonly crn: string;
  readonly startedOn: string;
  readonly landlord: string;
}

/** The housing agency's schema: a sixth subgraph, which joins a person by the CRNs that outcomes knows. `fields` go into `Tenancy`. */
export function housingSdl(
  fields = '"Who lets the home." landlord: String! @tag(name: "data:none")\n  "Floor of the home, 0 for the ground." floor: Int @tag(name: "data:none") @deprecated(reason: "Nobody needs it.")',
): string {
  return `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.12"
    import: ["@key", "@external", "@requires", "@tag", "@requiresScopes"]
  )

scalar Date

type Offender @key(fields: "id") {
  id: ID!
  joinIdentifiers: Identifiers! @external
  "Homes that the person rents or rented; null when housing cannot be asked."
  tenancies: [Tenancy!] @requires(fields: "joinIdentifiers { crns }")
}

type Identifiers {
  crns: [ID!]! @external
}

"A home that a person rents."
type Tenancy @key(fields: "id") @requiresScopes(scopes: [["housing:read"]]) {
  "Id of the tenancy."
  id: ID! @tag(name: "data:personal")
  "First day of the tenancy."
  startedOn: Date! @tag(name: "data:personal")
  ${fields}
}
`;
}

/** A housing agency at work: a subgraph in a process of its own would look the same to the gateway. */
export interface Housing extends AsyncDisposable {
  readonly url: string;
}

/** Starts the housing agency's subgraph with these tenancies, as they are whenever it is asked. */
export async function startHousing(sdl: string, tenancies: readonly Tenancy[]): Promise<Housing> {
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(sdl),
      resolvers: {
        ...(sdl.includes('type Query')
          ? {
              Query: {
                tenancy: (_: unknown, { id }: { id: string }) => tenancies.find((one) => one.id === id),
              },
            }
          : {}),
        Offender: {
          tenancies: ({ joinIdentifiers }: { joinIdentifiers: { crns: string[] } }) =>
            tenancies.filter(({ crn }) => joinIdentifiers.crns.includes(crn)),
        },
        Tenancy: {
          __resolveReference: ({ id }: { id: string }) => tenancies.find((one) => one.id === id) ?? null,
        },
      },
    },
  ]);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const answer = await graphql({ schema, source: query, variableValues: variables ?? {} });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
