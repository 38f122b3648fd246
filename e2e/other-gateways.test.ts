import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { operationText } from '@throughgate/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apolloGateway, type ClientContext } from '../examples/other-gateways/apollo-gateway.ts';
import { hiveGateway } from '../examples/other-gateways/hive-gateway.ts';
import { type HubProcess, runHub, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';
import { headersFor } from './support/tokens.ts';

// The supergraph belongs to nobody's gateway: what an operator prefers answers the same, once it signs its requests.

const data = await preparedDirectory();
const settings = { HUB_DATA: data.path, HUB_PEOPLE: '2' };

let hub: HubProcess;
let url: string;
let supergraph: string;
let withoutRequirements: string;
let serviceKey: string;
beforeAll(async () => {
  hub = startHubProcess(['up'], settings);
  url = await hub.ready;
  const fetched = await runHub(['supergraph', 'fetch'], settings);
  expect(fetched.code, fetched.stderr).toBe(0);
  supergraph = fetched.stdout;
  const reduced = await runHub(['supergraph', 'fetch', '--without-requirements'], settings);
  expect(reduced.code, reduced.stderr).toBe(0);
  withoutRequirements = reduced.stdout;
  serviceKey = readFileSync(join(data.path, 'service-key'), 'utf8').trim();
}, 120_000);
afterAll(async () => {
  await hub?.stop();
  data[Symbol.dispose]();
});

const listen = { port: 0, host: '127.0.0.1' };
const context = async ({ req: { headers } }: { readonly req: IncomingMessage }): Promise<ClientContext> => ({
  authorization: headers.authorization,
  purpose: String(headers['throughgate-purpose']),
});

async function journeyFrom(address: string): Promise<unknown> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await headersFor(url)) },
    body: JSON.stringify({ query: operationText('journey'), variables: { identifier: 'X204011' } }),
  });
  return response.json();
}

it('Apollo Gateway answers the journey as the hub does', async () => {
  const server = new ApolloServer({ gateway: apolloGateway(withoutRequirements, serviceKey) });
  const { url: address } = await startStandaloneServer(server, { listen, context });
  try {
    const journey = await journeyFrom(url);
    expect(journey).toMatchObject({ data: { offender: { custody: [{ prisonerNumber: 'A8281KL' }] } } });
    expect(await journeyFrom(address)).toEqual(journey);
  } finally {
    await server.stop();
  }
});

it('Hive Gateway answers the journey as the hub does', async () => {
  await using gateway = hiveGateway(supergraph, serviceKey);
  const server = createServer(gateway).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    expect(await journeyFrom(`http://127.0.0.1:${port}/graphql`)).toEqual(await journeyFrom(url));
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

it('a gateway without the key is refused by every subgraph', async () => {
  const server = new ApolloServer({ gateway: apolloGateway(withoutRequirements, 'x'.repeat(43)) });
  const { url: address } = await startStandaloneServer(server, { listen, context });
  try {
    expect(await journeyFrom(address)).toMatchObject({ data: { offender: null } });
  } finally {
    await server.stop();
  }
});
