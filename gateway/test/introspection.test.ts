import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

let subgraph: SubgraphServer;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  subgraph = opened.use(
    await serveSubgraph(
      'events',
      `input Filter { since: String until: String @deprecated(reason: "use since") }
     scalar Moment @specifiedBy(url: "https://example.org/moment")
     type Query { events(filter: Filter, old: Int @deprecated): [Moment!]! }`,
      { Query: { events: () => ['now'] } },
    ),
  );
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose([subgraph]) }));
});

/** Every combination of the options that graphql-js has for the query that tools send. */
const options = [
  'descriptions',
  'specifiedByUrl',
  'directiveIsRepeatable',
  'schemaDescription',
  'inputValueDeprecation',
  'oneOf',
] as const;
const combinations = Array.from({ length: 2 ** options.length }, (_, bits) =>
  Object.fromEntries(options.map((name, index) => [name, (bits & (2 ** index)) !== 0])),
);

test('the introspection query works with every combination of its options', async () => {
  for (const combination of combinations) {
    const { status, body } = await gateway.ask(getIntrospectionQuery(combination));
    expect({ combination, status, errors: body.errors }).toEqual({
      combination,
      status: 200,
      errors: undefined,
    });
    const schema = buildClientSchema(body.data as unknown as IntrospectionQuery);
    expect(schema.getQueryType()?.getFields()['events']).toBeDefined();
  }
});

describe('a question about the schema', () => {
  test.each<[string, string, Record<string, unknown>, unknown]>([
    ['isOneOf of a type', '{ __type(name: "Filter") { isOneOf } }', {}, { __type: { isOneOf: false } }],
    [
      'by a variable, in a fragment, under an alias',
      'query ($n: String!) { ...F } fragment F on Query { t: __type(name: $n) { ...T } } fragment T on __Type { name isOneOf }',
      { n: 'Filter' },
      { t: { name: 'Filter', isOneOf: false } },
    ],
    ['about a type that is not there', '{ __type(name: "Nothing") { isOneOf } }', {}, { __type: null }],
    [
      'what is deprecated',
      '{ __type(name: "Filter") { inputFields(includeDeprecated: true) { name isDeprecated } } }',
      {},
      {
        __type: {
          inputFields: [
            { name: 'since', isDeprecated: false },
            { name: 'until', isDeprecated: true },
          ],
        },
      },
    ],
    [
      'beside a field of a subgraph',
      '{ events __type(name: "Moment") { specifiedByURL } }',
      {},
      { events: ['now'], __type: { specifiedByURL: 'https://example.org/moment' } },
    ],
    [
      'left out by a condition',
      'query ($v: Boolean!) { events __schema @include(if: $v) { description } }',
      { v: false },
      { events: ['now'] },
    ],
  ])('%s', async (_, query, variables, data) => {
    const { status, body } = await gateway.ask(query, variables);
    expect({ status, body }).toEqual({ status: 200, body: { data } });
  });
});

test('a question about the schema alone asks no subgraph', async () => {
  subgraph.requests.length = 0;
  await gateway.ask('{ __typename __type(name: "Query") { name } }');
  expect(subgraph.requests).toEqual([]);
});
