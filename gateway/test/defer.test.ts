import fc from 'fast-check';
import { GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deferDirectives } from '../src/documents/defer-directives.ts';
import type { DeferredPart, ExecutionAnswer, Executor } from '../src/executor/executor.ts';
import { createPlanExecutor } from '../src/executor/plan-executor.ts';
import { loadSupergraph } from '../src/planning/load-supergraph.ts';
import { withheldFields } from '../src/planning/withhold-fields.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { deferSome } from './support/defer-some.ts';
import { executionRequest } from './support/execution-request.ts';
import { askInProcess, type InProcess } from './support/in-process.ts';
import { libraryResolvers } from './support/library.ts';
import { mergeParts } from './support/merge-parts.ts';
import { randomOperation } from './support/random-operation.ts';
import { serveLibrary } from './support/serve-library.ts';

const opened = closedAfterAll();
let people: InProcess;
let executor: Executor;

beforeAll(async () => {
  const person = (id: string) => ({ __typename: 'Person', id, name: `Name ${id}` });
  people = askInProcess({
    hub: {
      typeDefs: `
        type Query { person(id: ID! = "1"): Person people: [Person!] things: [Thing!]! }
        type Mutation { rename(name: String!): Person }
        type Person @key(fields: "id") { id: ID! name: String failing: String strictlyFailing: String! home: Home friend: Person }
        type Home { street: String }
        interface Thing { id: ID! }
        type Book implements Thing @key(fields: "id") { id: ID! }
        type Film implements Thing { id: ID! length: Int }`,
      resolvers: {
        Query: {
          person: (_: unknown, { id }: { id: string }) => (id === '0' ? null : person(id)),
          people: () => ['1', '2', '3'].map(person),
          things: () => [
            { __typename: 'Book', id: 'b1' },
            { __typename: 'Film', id: 'f1', length: 90 },
          ],
        },
        Mutation: { rename: (_: unknown, { name }: { name: string }) => ({ ...person('1'), name }) },
        Person: {
          __resolveReference: ({ id }: { id: string }) => person(id),
          home: ({ id }: { id: string }) => ({ street: `Street ${id}` }),
          friend: ({ id }: { id: string }) => person(`${id}0`),
          failing: () => failure(),
          strictlyFailing: () => failure(),
        },
      },
    },
    slow: {
      typeDefs: `
        type Person @key(fields: "id") { id: ID! age: Int! job: Job rough: String! }
        type Job @key(fields: "id") { id: ID! title: String }
        type Book @key(fields: "id") { id: ID! pages: Int }`,
      resolvers: {
        Person: {
          age: ({ id }: { id: string }) => Number(id) * 10,
          job: ({ id }: { id: string }) => ({ id: `j${id}` }),
          rough: () => failure(),
        },
        Job: { title: ({ id }: { id: string }) => `Title ${id}` },
        Book: { pages: () => 100 },
      },
    },
    slower: {
      typeDefs: 'type Job @key(fields: "id") { id: ID! pay: Int }',
      resolvers: { Job: { pay: () => 7 } },
    },
  });
  const supergraph = await loadSupergraph(compose(people.services));
  executor = createPlanExecutor({ supergraph, transport: people.transport });
});
beforeEach(() => people.forget());

function failure(): never {
  throw new GraphQLError('It failed.', { extensions: { code: 'FAILED' } });
}

interface Asked {
  readonly variables?: Record<string, unknown>;
  readonly takesParts?: boolean;
  readonly withheld?: readonly string[];
}

function execute(query: string, { variables = {}, takesParts = true, withheld }: Asked = {}) {
  return executor.execute(
    executionRequest(query, { variables, takesParts, withheld: withheld && withheldFields(withheld) }),
  );
}

async function batchesOf({ deferred }: ExecutionAnswer): Promise<(readonly DeferredPart[])[]> {
  const batches: (readonly DeferredPart[])[] = [];
  for await (const batch of deferred ?? []) batches.push(batch);
  return batches;
}

/** An answer as plain values: what came first, and then the parts, batch by batch. */
async function inParts(query: string, asked?: Asked) {
  const answer = await execute(query, asked);
  const batches = await batchesOf(answer);
  const { deferred: _, pending: __, ...first } = answer;
  return JSON.parse(JSON.stringify({ first, batches }));
}

describe('@defer', () => {
  test('answers with what is not deferred while the rest is fetched', async () => {
    const slow = people.hold('slow');
    const answer = await execute('{ person { name ... @defer(label: "later") { age home { street } } } }');
    expect(answer.data).toEqual({ person: { name: 'Name 1' } });
    let came = false;
    const next = answer.deferred?.next().then((result) => {
      came = true;
      return result;
    });
    await slow.reached;
    expect(came).toBe(false);
    slow.release();
    expect(await next).toEqual({
      done: false,
      value: [{ path: ['person'], label: 'later', data: { age: 10, home: { street: 'Street 1' } } }],
    });
    expect(await answer.deferred?.next()).toEqual({ done: true, value: undefined });
  });

  test('begins with a deferred fetch as soon as what it needs is there', async () => {
    // The name of the job is not deferred, and holds up the first part alone.
    const query = '{ person { job { title } ... on Person @defer { friend { name } } } }';
    const slow = people.hold('slow');
    const answer = execute(query);
    await slow.reached;
    await people.asked('hub', 2);
    slow.release();
    expect((await answer).data).toEqual({ person: { job: { title: 'Title j1' } } });
    await (await answer).deferred?.return?.();
  });

  test('gives a part for each object of a list, and what is there at one time at once', async () => {
    expect(
      await inParts('{ people { name ...More @defer(label: "more") } } fragment More on Person { id age }'),
    ).toEqual({
      first: { data: { people: ['1', '2', '3'].map((id) => ({ name: `Name ${id}` })) } },
      batches: [
        [0, 1, 2].map((index) => ({
          path: ['people', index],
          label: 'more',
          data: { id: String(index + 1), age: (index + 1) * 10 },
        })),
      ],
    });
  });

  test('gives a fragment within a deferred one after it', async () => {
    const slower = people.hold('slower');
    const query =
      '{ person { name ... @defer(label: "a") { job { title ... @defer(label: "b") { pay } } } } }';
    const { data, pending, deferred } = await execute(query);
    expect(data).toEqual({ person: { name: 'Name 1' } });
    expect(pending).toEqual([{ path: ['person'], label: 'a' }]);
    const further = [{ path: ['person', 'job'], label: 'b' }];
    const first = await deferred?.next();
    expect(first?.value).toEqual([
      { path: ['person'], label: 'a', data: { job: { title: 'Title j1' } }, pending: further },
    ]);
    slower.release();
    const second = await deferred?.next();
    expect(second?.value).toEqual([{ path: ['person', 'job'], label: 'b', data: { pay: 7 } }]);
    expect((await deferred?.next())?.done).toBe(true);
  });

  test('of a fragment that is spread twice gives two parts, at their paths', async () => {
    const query = `{ one: person { ...Age @defer(label: "age") friend { ...Wrapped } } }
      fragment Wrapped on Person { ...Again @defer(label: "again") }
      fragment Again on Person { age } fragment Age on Person { age friend { ...Wrapped } }`;
    const { first, batches } = await inParts(query);
    expect(first).toEqual({ data: { one: { friend: {} } } });
    const parts = batches.flat().map(({ label, path, data }: DeferredPart) => [label, path, data]);
    expect(parts).toHaveLength(3);
    expect(parts).toEqual(
      expect.arrayContaining([
        ['age', ['one'], { age: 10, friend: {} }],
        ['again', ['one', 'friend'], { age: 100 }],
        ['again', ['one', 'friend'], { age: 100 }],
      ]),
    );
  });

  test('fetches nothing a second time that is there', async () => {
    const query = '{ person { __typename id name ... @defer { __typename id name } } }';
    expect(await inParts(query)).toEqual({
      first: { data: { person: { __typename: 'Person', id: '1', name: 'Name 1' } } },
      batches: [[{ path: ['person'], data: { __typename: 'Person', id: '1', name: 'Name 1' } }]],
    });
    expect(people.queries()).toHaveLength(1);
  });

  test('may defer the whole of a query', async () => {
    expect(await inParts('{ ... @defer { person { name } } }')).toEqual({
      first: { data: {} },
      batches: [[{ path: [], data: { person: { name: 'Name 1' } } }]],
    });
  });

  test('completes objects by their types', async () => {
    const query = '{ things { id ... on Book @defer { pages } ... on Film @defer { length } } }';
    const { first, batches } = await inParts(query);
    expect(first).toEqual({ data: { things: [{ id: 'b1' }, { id: 'f1' }] } });
    expect(batches.flat()).toEqual(
      expect.arrayContaining([
        { path: ['things', 0], data: { pages: 100 } },
        { path: ['things', 1], data: { length: 90 } },
      ]),
    );
  });

  test('works below the fields of a mutation, which runs once', async () => {
    const query = 'mutation { rename(name: "Ann") { name ... @defer { age } } }';
    expect(await inParts(query)).toEqual({
      first: { data: { rename: { name: 'Ann' } } },
      batches: [[{ path: ['rename'], data: { age: 10 } }]],
    });
    expect(people.queries().filter((text) => text.startsWith('mutation'))).toHaveLength(1);
  });

  test('keeps aliases that a plan needs for itself', async () => {
    const query = '{ person { id: name ... @defer { id: name other: id age } } }';
    expect(await inParts(query)).toEqual({
      first: { data: { person: { id: 'Name 1' } } },
      batches: [[{ path: ['person'], data: { id: 'Name 1', other: '1', age: 10 } }]],
    });
  });
});

describe('one answer is given', () => {
  const whole = { data: { person: { name: 'Name 1', age: 10 } } };

  test('to a client that takes no parts, without a fetch for them', async () => {
    const query = '{ person { name ... @defer { age home { street } } } }';
    expect(await execute(query, { takesParts: false })).toEqual({
      data: { person: { name: 'Name 1', age: 10, home: { street: 'Street 1' } } },
    });
    expect(people.queries()).toHaveLength(2);
  });

  test('where the condition does not hold, by a value or a variable', async () => {
    expect(await execute('{ person { name ... @defer(if: false) { age } } }')).toEqual(whole);
    const query = 'query ($defer: Boolean!) { person { name ... @defer(if: $defer) { age } } }';
    expect(await execute(query, { variables: { defer: false } })).toEqual(whole);
    const { deferred } = await execute(query, { variables: { defer: true } });
    expect((await deferred?.next())?.value).toEqual([{ path: ['person'], data: { age: 10 } }]);
    expect(await execute(query, { variables: { defer: true }, takesParts: false })).toEqual(whole);
  });

  test('where @skip leaves the deferred out', async () => {
    const query = 'query ($no: Boolean!) { person { name ... @defer @skip(if: $no) { age } } }';
    expect(await execute(query, { variables: { no: true } })).toEqual({
      data: { person: { name: 'Name 1' } },
    });
  });

  test('where there is no object to complete', async () => {
    expect(await execute('{ person(id: "0") { name ... @defer { age } } }')).toEqual({
      data: { person: null },
    });
  });
});

describe('what goes wrong', () => {
  const failed = (path: unknown[], serviceName = 'hub') => ({
    message: 'It failed.',
    path,
    extensions: { code: 'FAILED', serviceName },
  });

  test('in a deferred part is told with it, and nulls end there', async () => {
    const query =
      '{ person { name failing ... @defer(label: "a") { rough } ... @defer(label: "b") { age } } }';
    const { first, batches } = await inParts(query);
    expect(first).toEqual({
      data: { person: { name: 'Name 1', failing: null } },
      errors: [failed(['person', 'failing'])],
    });
    expect(batches.flat()).toEqual(
      expect.arrayContaining([
        { path: ['person'], label: 'a', data: null, errors: [failed(['person', 'rough'], 'slow')] },
        { path: ['person'], label: 'b', data: { age: 10 } },
      ]),
    );
  });

  test('with one object of a list is told with that one', async () => {
    const query = '{ people { id ... @defer { failing } } }';
    const { batches } = await inParts(query);
    expect(batches).toEqual([
      [0, 1, 2].map((index) => ({
        path: ['people', index],
        data: { failing: null },
        errors: [failed(['people', index, 'failing'])],
      })),
    ]);
  });

  test('with a subgraph costs the deferred part only', async () => {
    people.break('slow');
    const { first, batches } = await inParts('{ person { name ... @defer { age } } }');
    expect(first).toEqual({ data: { person: { name: 'Name 1' } } });
    expect(batches).toEqual([
      [
        {
          path: ['person'],
          data: null,
          errors: [
            {
              message: expect.stringContaining("'slow'"),
              path: ['person', 'age'],
              extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'slow' },
            },
          ],
        },
      ],
    ]);
  });

  test('around a deferred fragment ends it: no part comes for what is null', async () => {
    const query = '{ person { strictlyFailing ... @defer { age } } }';
    expect(await inParts(query)).toEqual({
      first: { data: { person: null }, errors: [failed(['person', 'strictlyFailing'])] },
      batches: [],
    });
  });

  test('is told of what the caller may not have in the part that would have it', async () => {
    const query =
      '{ person { name ... @defer(label: "a") { age home { street } } } people { ...@defer { name } } }';
    const withheld = ['Home.street', 'Person.age'];
    const { first, batches } = await inParts(query, { withheld });
    expect(first).toEqual({ data: { person: { name: 'Name 1' }, people: [{}, {}, {}] } });
    const part = batches.flat().find(({ label }: DeferredPart) => label === 'a');
    expect(part).toMatchObject({
      data: null,
      errors: [
        { path: ['person', 'age'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
        { path: ['person', 'home', 'street'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
      ],
    });
    expect(people.queries().join()).not.toMatch(/\bage\b|street/);
    // What is not deferred as well is told of at once, and once.
    const both = '{ person { home { street } ... @defer { home { street } name } } }';
    const told = await inParts(both, { withheld });
    expect(told.first.errors).toMatchObject([{ path: ['person', 'home', 'street'] }]);
    expect(told.batches.flat()[0].errors).toBeUndefined();
  });
});

test('whoever goes away waits no longer, and nothing more is fetched for them', async () => {
  const slow = people.hold('slow');
  const query = '{ person { name ... @defer { job { title ... @defer { pay } } } } }';
  const { deferred } = await execute(query);
  const next = deferred?.next();
  await slow.reached;
  expect(await deferred?.return?.()).toEqual({ done: true, value: undefined });
  expect(await next).toEqual({ done: true, value: undefined });
  slow.release();
  await people.settled();
  expect(people.queries().filter((text) => text.includes('pay'))).toEqual([]);
});

test('a defect while something deferred is fetched rejects, and nothing else does', async () => {
  people.break('slow', new TypeError('a defect'));
  const { deferred } = await execute('{ person { name ... @defer { age } } }');
  await expect(deferred?.next()).rejects.toThrow('a defect');
  // One that nobody awaits is no unhandled rejection.
  const other = await execute('{ person { name ... @defer { age } } }');
  await other.deferred?.return?.();
  await people.settled();
});

test.each([
  ['query ($l: String) { person { ... @defer(label: $l) { name } } }', /must be written/],
  ['{ person { ... @defer(label: "a") { name } ... @defer(label: "a") { id } } }', /more than once/],
  ['mutation { ... @defer { rename(name: "x") { name } } }', /root of a mutation/],
  [
    'mutation { ...F } fragment F on Mutation { ... @defer { rename(name: "x") { name } } }',
    /root of a mutation/,
  ],
  ['{ person { name @defer } }', /may not be used on FIELD/],
])('is refused where it means nothing: %s', async (query, told) => {
  const schema = await schemaOf();
  const errors = validate(schema, parse(query)).concat(validate(schema, parse(query), [deferDirectives]));
  expect(errors.map(({ message }) => message).join()).toMatch(told);
});

test('is allowed where it says that it does not hold', async () => {
  const query = 'mutation { ... @defer(if: false) { rename(name: "x") { ... @defer { name } } } }';
  expect(validate(await schemaOf(), parse(query), [deferDirectives])).toEqual([]);
});

async function schemaOf(): Promise<GraphQLSchema> {
  return (await loadSupergraph(compose(people.services))).clientSchema;
}

test('is in the schema that clients see, beside the directives of every schema', async () => {
  const { data } = await execute('{ __schema { directives { name } } }');
  const names = ['defer', 'deprecated', 'include', 'oneOf', 'skip', 'specifiedBy'];
  expect(data).toEqual({ __schema: { directives: expect.arrayContaining(names.map((name) => ({ name }))) } });
});

test('random operations come to the same in parts as in one piece', async () => {
  const data = { seed: 0 };
  const library = await serveLibrary(libraryResolvers(data), opened);
  const supergraph = await loadSupergraph(compose(library.servers));
  const random = createPlanExecutor({ supergraph, transport: library });
  const runs = Number(process.env['RANDOM_OPERATIONS'] ?? 150);
  let deferred = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.nat(), async (g, otherSeed) => {
      const choose = (count: number) => g(fc.nat, { max: count - 1 });
      const { query, variables } = randomOperation(supergraph.clientSchema, choose);
      const document = parse(query);
      fc.pre(validate(supergraph.clientSchema, document).length === 0);
      const deferring = deferSome(document, choose);
      const ask = (text: string, takesParts: boolean) =>
        random.execute(executionRequest(text, { variables, takesParts }));
      for (data.seed of [0, otherSeed + 1]) {
        const whole = await ask(query, false);
        fc.pre(whole.data !== undefined);
        const answer = await ask(deferring, true);
        const batches = await batchesOf(answer);
        if (batches.length > 0) deferred += 1;
        const parts = batches.flat();
        if (data.seed === 0) {
          const merged = mergeParts(answer.data, parts);
          expect(merged, deferring).toEqual(JSON.parse(JSON.stringify(whole.data)));
        }
        for (const { path, data: given, errors = [] } of parts) {
          // A part that is null says why, and completes an object that is there.
          if (given === null) expect(errors.length, deferring).toBeGreaterThan(0);
          expect(path.every((one) => one !== '@')).toBe(true);
        }
      }
    }),
    { numRuns: runs, seed: Number(process.env['RANDOM_SEED'] ?? 1), interruptAfterTimeLimit: runs * 40 },
  );
  expect(deferred).toBeGreaterThan(runs / 20);
}, 120_000);
