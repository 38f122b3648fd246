import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

// The upper reference: what somebody would write who knows that only the journey is ever asked for. It sends the
// five requests, one and then four, merges the answers and knows nothing of GraphQL.

interface Offender {
  __typename?: string;
  joinIdentifiers?: Readonly<Record<string, readonly string[]>>;
}

const addresses = JSON.parse(process.argv[2] ?? '{}') as Readonly<Record<string, string>>;
const pools = new Map(
  Object.entries(addresses).map(([name, url]) => [
    name,
    new Pool(new URL(url).origin, { connections: 64, pipelining: 1 }),
  ]),
);
// Requests are as long as a gateway's, so that sending and receiving them costs the same.
const query =
  'query Journey__part($representations: [_Any!]!) { _entities(representations: $representations) }'.padEnd(
    600,
  );
const agencies = Object.keys(addresses).filter((name) => name !== 'outcomes');

const server = createServer(async (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += chunk;
  const { variables } = JSON.parse(body) as { variables: unknown };
  const { offender } = (await send<{ offender: Offender }>('outcomes', { query, variables })).data;
  const representation = { __typename: 'Offender', ...offender };
  const parts = await Promise.all(
    agencies.map((agency) =>
      send<{ _entities: object[] }>(agency, {
        query,
        variables: { representations: [pick(representation)] },
      }),
    ),
  );
  for (const { data } of parts) Object.assign(offender, data._entities[0]);
  delete offender.__typename;
  delete offender.joinIdentifiers;
  const answer = JSON.stringify({ data: { offender } });
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(answer),
  });
  response.end(answer);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql\n`);

function pick({ __typename, id, joinIdentifiers }: Record<string, unknown> & Offender) {
  return { __typename, id, joinIdentifiers };
}

async function send<Data>(subgraph: string, operation: object): Promise<{ data: Data }> {
  const pool = pools.get(subgraph);
  if (!pool) throw new Error(`no address was given for ${subgraph}`);
  const { body } = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  });
  return (await body.json()) as { data: Data };
}
