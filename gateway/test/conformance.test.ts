import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { type ClientResponse, startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { serveShop } from './support/shop.ts';
import { operations } from './support/shop-operations.ts';
import type { SubgraphServer } from './support/subgraph-server.ts';

let subgraphs: SubgraphServer[];
let gateway: TestGateway;
let reference: ApolloServer;

const opened = closedAfterAll();
beforeAll(async () => {
  // The reference would otherwise report on itself to its makers.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  subgraphs = await serveShop();
  for (const subgraph of subgraphs) opened.use(subgraph);
  const supergraphSdl = compose(subgraphs);
  gateway = opened.use(await startTestGateway({ supergraphSdl, relayNode: false }));
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  reference = new ApolloServer({
    gateway: new ApolloGateway({ supergraphSdl, logger: silent }),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: silent,
  });
  opened.defer(() => reference.stop());
  await reference.start();
});

describe('answers as @apollo/gateway does', () => {
  test.each(operations)('$name', async ({ query, variables, errorsDiffer = false }) => {
    const { body } = await gateway.ask(query, variables);
    const response = await reference.executeOperation({ query, ...(variables ? { variables } : {}) });
    if (response.body.kind !== 'single') throw new Error('unexpected incremental answer');
    const expected = JSON.parse(JSON.stringify(response.body.singleResult)) as ClientResponse;
    expect(body.data).toEqual(expected.data);
    expect(Object.keys(body.data ?? {})).toEqual(Object.keys(expected.data ?? {}));
    if (!errorsDiffer) expect(comparable(body)).toEqual(comparable(expected));
    else expect(body.errors?.length).toBeGreaterThan(0);
  });
});

/**
 * Codes and paths, in an order that does not depend on which subgraph was faster. What the reference lists in
 * `extensions.valueCompletion` is an error of ours, because clients read `errors`.
 */
function comparable({ errors = [], extensions }: ClientResponse) {
  const unexplained = (extensions?.['valueCompletion'] ?? []) as { path: unknown }[];
  return [
    ...errors.map(({ path, extensions }) => JSON.stringify([path, extensions['code']])),
    ...unexplained.map(({ path }) => JSON.stringify([path, 'SUBGRAPH_BAD_RESPONSE'])),
  ].sort();
}
