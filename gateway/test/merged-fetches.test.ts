import { execute, type GraphQLSchema, parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ExecutionAnswer, Executor } from '../src/executor/executor.ts';
import { createPlanExecutor } from '../src/executor/plan-executor.ts';
import { type LoadedSupergraph, loadSupergraph } from '../src/planning/load-supergraph.ts';
import { SubgraphError } from '../src/transport/subgraph-error.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../src/transport/subgraph-transport.ts';
import { auditSubgraphs } from './support/audit-subgraphs.ts';
import type { AuditSuite, Computed, Fields } from './support/audit-suite.ts';
import { executionRequest } from './support/execution-request.ts';
import { store, storeQuery } from './support/store.ts';

// Fetches of one level of a plan go to a subgraph as one request, and what goes wrong with one of them costs no other.

let supergraph: LoadedSupergraph;
beforeAll(async () => {
  supergraph = await loadSupergraph(auditSubgraphs(store).supergraphSdl);
});

/** An executor over the store whose requests are listed, and may be answered otherwise. */
function executorOver(
  instead: (
    request: SubgraphRequest,
    answer: () => Promise<SubgraphAnswer>,
  ) => SubgraphAnswer | Promise<SubgraphAnswer> = (_, answer) => answer(),
) {
  const { transport } = auditSubgraphs(store);
  const requests: SubgraphRequest[] = [];
  const failures: SubgraphError[] = [];
  const executor = createPlanExecutor({
    supergraph,
    transport: {
      async send(request) {
        requests.push(request);
        return instead(request, () => transport.send(request));
      },
    },
    onFetchFailure: (error) => failures.push(error),
  });
  return { requests, failures, ask: (query: string, variables?: Fields) => ask(executor, query, variables) };
}

async function ask(executor: Executor, query: string, variables: Fields = {}): Promise<ExecutionAnswer> {
  const answer = await executor.execute(executionRequest(query, { variables }));
  return JSON.parse(JSON.stringify(answer));
}

/** Both parts ask `reviews`, of users and of products. */
const twoParts = '{ users { id reviews { body } } topProducts { upc reviews { id } } }';
const isOfTwoParts = ({ entities }: SubgraphRequest) => entities?.parts.length === 2;

test('a plan with many fetches asks each subgraph once for each level', async () => {
  const { requests, ask } = executorOver();
  const answer = await ask(storeQuery);
  expect(answer).toEqual(await overMergedSchema(store, supergraph.clientSchema, storeQuery));
  expect(requests.map(({ subgraph }) => subgraph).sort()).toEqual(
    ['accounts', 'accounts', 'inventory', 'products', 'products', 'reviews'].sort(),
  );
});

test('an entity that stands in several places is asked for once', async () => {
  const { requests, ask } = executorOver();
  await ask('{ users { reviews { product { name } } } topProducts { reviews { product { name } } } }');
  const [names] = requests.filter(({ body }) => body.includes('...on Product{name}'));
  expect(names?.entities?.parts.map(({ representations }) => [...representations].sort())).toEqual([
    ['p1', 'p2', 'p3', 'p4'].map((upc) => JSON.stringify({ __typename: 'Product', upc })),
  ]);
});

test('variables of all parts are sent, whatever the client calls them', async () => {
  const { requests, ask } = executorOver();
  const query = `query ($representations: Int, $representations_2: Int) {
    users { reviews { id } } topProducts(first: $representations_2) { reviews { body } } more: topProducts(first: $representations) { upc }
  }`;
  const variables = { representations: 1, representations_2: 2 };
  const { data, errors } = await ask(query, variables);
  expect(errors).toBeUndefined();
  expect([data?.['topProducts'], data?.['more']]).toMatchObject([{ length: 2 }, { length: 1 }]);
  expect(requests.filter(isOfTwoParts)).toHaveLength(1);
});

test('a branch that shares no request waits for no other', async () => {
  const held = Promise.withResolvers<void>();
  const { requests, ask } = executorOver(async ({ subgraph }, answer) => {
    if (subgraph === 'products') await held.promise;
    else if (subgraph === 'reviews') held.resolve();
    return answer();
  });
  const { data } = await ask('{ users { reviews { body } } topProducts { inStock } }');
  expect(data).toMatchObject({ topProducts: [{ inStock: true }, { inStock: false }, { inStock: true }] });
  expect(requests).toHaveLength(4);
});

describe('what goes wrong with one part', () => {
  test('an entity of it: the error has the entity’s place, and the others their values', async () => {
    const { ask } = executorOver(async (request, answer) => {
      const given = (await answer()) as { data: { _entities_2: unknown[] } };
      if (!isOfTwoParts(request)) return given;
      given.data._entities_2[1] = null;
      return { ...given, errors: [{ message: 'no', path: ['_entities_2', 1, 'reviews'] }] };
    });
    const { data, errors } = await ask(twoParts);
    expect(errors?.map(({ path }) => path)).toEqual([['topProducts', 1, 'reviews']]);
    expect(data?.['topProducts']).toMatchObject([{ upc: 'p1' }, { upc: 'p2', reviews: null }, { upc: 'p3' }]);
    expect(data?.['users']).toMatchObject([{ reviews: [{}, {}] }, {}, {}]);
  });

  test('all of it, with the whole answer: the other part is asked alone', async () => {
    const { requests, ask } = executorOver((request, answer) =>
      isOfTwoParts(request) ? { data: null, errors: [{ message: 'no', path: ['_entities_2'] }] } : answer(),
    );
    const { data, errors } = await ask(twoParts);
    expect(errors?.map(({ path }) => path)).toEqual([['topProducts']]);
    expect(data?.['users']).toMatchObject([{ reviews: [{}, {}] }, {}, {}]);
    const again = requests.at(-1);
    expect(again?.entities?.parts).toMatchObject([{ alias: '_entities', representations: { length: 3 } }]);
  });

  test('what is missing of it only: it alone is told', async () => {
    const { ask } = executorOver(async (request, answer) => {
      const given = (await answer()) as { data: Record<string, unknown> };
      if (isOfTwoParts(request)) delete given.data['_entities'];
      return given;
    });
    const { data, errors } = await ask(twoParts);
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['users'], 'SUBGRAPH_BAD_RESPONSE'],
    ]);
    expect(data?.['topProducts']).toMatchObject([{ reviews: [{}] }, {}, {}]);
  });
});

test('a subgraph that refuses the parts together is asked for each alone, from then on at once', async () => {
  const { requests, ask } = executorOver((request, answer) =>
    isOfTwoParts(request) ? { errors: [{ message: 'too many aliases' }] } : answer(),
  );
  const expected = await overMergedSchema(store, supergraph.clientSchema, twoParts);
  expect(await ask(twoParts)).toEqual(expected);
  expect(requests).toHaveLength(5);
  expect(await ask(twoParts)).toEqual(expected);
  expect(requests.filter(isOfTwoParts)).toHaveLength(1);
  expect(requests).toHaveLength(9);
});

test('a subgraph that fails all parts is reported for each, and is not asked for ever', async () => {
  const { requests, ask } = executorOver((request, answer) =>
    request.subgraph === 'reviews' ? { errors: [{ message: 'down' }] } : answer(),
  );
  const { errors } = await ask(twoParts);
  expect(errors?.map(({ path }) => path?.join('.')).sort()).toEqual(['topProducts', 'users']);
  expect(requests.filter(({ subgraph }) => subgraph === 'reviews')).toHaveLength(3);
});

test('a request that gets no answer is one failure, told at every place', async () => {
  const { requests, failures, ask } = executorOver((request, answer) => {
    if (request.subgraph === 'reviews') throw new SubgraphError('SUBGRAPH_TIMEOUT', 'reviews', 'late');
    return answer();
  });
  const { data, errors } = await ask(twoParts);
  expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
    [['users'], 'SUBGRAPH_TIMEOUT'],
    [['topProducts'], 'SUBGRAPH_TIMEOUT'],
  ]);
  expect(data?.['users']).toMatchObject([{ id: 'u1', reviews: null }, {}, {}]);
  expect(failures).toHaveLength(1);
  expect(requests.filter(({ subgraph }) => subgraph === 'reviews')).toHaveLength(1);
});

test('fewer entities can be asked for in the same request', async () => {
  const { requests, ask } = executorOver();
  await ask(twoParts);
  const merged = requests.find(isOfTwoParts)?.entities;
  const some = merged?.parts.map(({ representations }) => representations.slice(0, 1)) ?? [];
  const { transport } = auditSubgraphs(store);
  const send = (representations: readonly (readonly string[])[]) =>
    transport.send({
      ...requests[0],
      subgraph: 'reviews',
      body: merged?.body(representations) ?? '',
    } as SubgraphRequest);
  expect((await send(some)).data).toMatchObject({ _entities: { length: 1 }, _entities_2: { length: 1 } });
  expect((await send([[], some[1] ?? []])).data).toMatchObject({
    _entities: { length: 0 },
    _entities_2: { length: 1 },
  });
});

test('what is read after a mutation is read before the next one', async () => {
  const thing = 'type Thing @key(fields: "id") { id: ID! }';
  const suite: AuditSuite = {
    name: 'mutations',
    subgraphs: {
      first: {
        sdl: `type Query { a: Int } type Mutation { one: Thing three: Thing } ${thing}`,
        root: { one: { id: '1' }, three: { id: '1' } },
      },
      second: { sdl: `type Mutation { two: Thing } ${thing}`, root: { two: { id: '1' } } },
      reads: {
        sdl: 'type Thing @key(fields: "id") { id: ID! note: String }',
        records: { Thing: [{ id: '1', note: 'noted' }] },
      },
    },
    cases: [],
  };
  const { supergraphSdl, transport, asked } = auditSubgraphs(suite);
  const executor = createPlanExecutor({ supergraph: await loadSupergraph(supergraphSdl), transport });
  const { data } = await ask(executor, 'mutation { one { note } two { note } three { note } }');
  const noted = { note: 'noted' };
  expect(data).toEqual({ one: noted, two: noted, three: noted });
  expect(asked).toEqual(['first', 'reads', 'second', 'reads', 'first', 'reads']);
});

/** What graphql-js answers over the merged schema, where each field has the value of the one subgraph that has it. */
async function overMergedSchema(
  { subgraphs }: AuditSuite,
  schema: GraphQLSchema,
  query: string,
): Promise<ExecutionAnswer> {
  const known = (type: string, object: Fields): Fields => {
    const all = Object.values(subgraphs).flatMap(({ records }) => records?.[type] ?? []);
    const own = all.filter((record) =>
      ['id', 'upc'].some((key) => key in object && record[key] === object[key]),
    );
    return Object.assign({}, ...own, object);
  };
  const root = Object.assign({}, ...Object.values(subgraphs).map((subgraph) => subgraph.root)) as Fields;
  const answer = await execute({
    schema,
    document: parse(query),
    rootValue: root,
    fieldResolver: (source: Fields, args: Fields, _context, { fieldName, parentType }) => {
      const object = source === root ? args : known(parentType.name, source);
      const value = (source === root ? root : object)[fieldName];
      return typeof value === 'function' ? (value as Computed)(object, args) : value;
    },
  });
  return JSON.parse(JSON.stringify(answer));
}
