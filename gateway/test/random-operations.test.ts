import fc from 'fast-check';
import { execute, parse, validate } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import type { Executor } from '../src/executor/executor.ts';
import { createPlanExecutor } from '../src/executor/plan-executor.ts';
import { type LoadedSupergraph, loadSupergraph } from '../src/planning/load-supergraph.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { executionRequest } from './support/execution-request.ts';
import { type ClientResponse, startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { libraryResolvers } from './support/library.ts';
import { type RandomOperation, randomOperation } from './support/random-operation.ts';
import { serveLibrary } from './support/serve-library.ts';

// Random operations over random data: what the gateway answers is what graphql-js answers over the merged schema. A failure
// prints the smallest operation found. RANDOM_OPERATIONS=20000 RANDOM_SEED=7 looks further than a run of all tests can.

const operations = Number(process.env['RANDOM_OPERATIONS'] ?? 300);
const seed = Number(process.env['RANDOM_SEED'] ?? 1);
/** Milliseconds for one property: on a slow machine fewer operations are tried. */
const limit = operations * 25;
const settings = (numRuns: number) => ({ numRuns, seed, interruptAfterTimeLimit: limit });
const timeout = 60_000 + 2 * limit;

const data = { seed: 0 };
const resolvers = libraryResolvers(data);
let supergraph: LoadedSupergraph;
let executor: Executor;
/** Changes an answer of a subgraph in one place, when set. */
let spoil: ((answer: unknown) => void) | undefined;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  const library = await serveLibrary(resolvers, opened);
  const supergraphSdl = compose(library.servers);
  gateway = opened.use(await startTestGateway({ supergraphSdl }));
  supergraph = await loadSupergraph(supergraphSdl);
  executor = createPlanExecutor({
    supergraph,
    transport: {
      async send(request) {
        const answer = await library.send(request);
        spoil?.(answer.data);
        return answer;
      },
    },
  });
});

test(
  'random operations are answered as over the merged schema',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), fc.nat(), async (g, dataSeed) => {
        const operation = validOperation(g);
        for (data.seed of [0, dataSeed + 1, dataSeed + 2]) await isRight(operation, answerOf(operation));
      }),
      settings(operations),
    );
  },
  timeout,
);

test(
  'whatever value a subgraph leaves out or gets wrong, a null has a reason',
  async () => {
    data.seed = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const operation = validOperation(g);
        spoil = (answer) => spoilOne(answer, (count) => g(fc.nat, { max: count - 1 }));
        try {
          const { data: answered, errors = [] } = await answerOf(operation);
          const explained = errors.map(({ path }) => path);
          for (const path of nullsIn(answered)) {
            // Without a path an error says how many more there are.
            expect(
              explained.some((at) => !at || related(at, path)),
              `${path} of ${operation.query}`,
            ).toBe(true);
          }
        } finally {
          spoil = undefined;
        }
      }),
      settings(operations),
    );
  },
  timeout,
);

test(
  'random operations are answered so over HTTP, too',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), fc.nat(), async (g, dataSeed) => {
        const operation = validOperation(g);
        data.seed = dataSeed;
        const { body } = await gateway.ask(operation.query, { ...operation.variables });
        fc.pre(body.errors?.[0]?.extensions['limit'] === undefined);
        await isRight(operation, Promise.resolve(body));
      }),
      settings(Math.ceil(operations / 10)),
    );
  },
  timeout,
);

function validOperation(g: fc.GeneratorValue): RandomOperation {
  const operation = randomOperation(supergraph.clientSchema, (count) => g(fc.nat, { max: count - 1 }));
  fc.pre(validate(supergraph.clientSchema, parse(operation.query)).length === 0);
  return operation;
}

async function answerOf({ query, variables }: RandomOperation): Promise<ClientResponse> {
  const answer = await executor.execute(executionRequest(query, { variables }));
  return JSON.parse(JSON.stringify(answer));
}

async function isRight(
  { query, variables }: RandomOperation,
  answer: Promise<ClientResponse>,
): Promise<void> {
  const merged = {
    schema: supergraph.clientSchema,
    document: parse(query),
    variableValues: variables,
    ...resolvers,
  };
  const expected = JSON.parse(JSON.stringify(await execute(merged))) as ClientResponse;
  const { data: answered, errors = [] } = await answer;
  const told = `seed ${data.seed}, variables ${JSON.stringify(variables)}, ${query}`;
  expect(answered, told).toEqual(expected.data);
  // Nothing is blamed on a subgraph that it did not do; an error of data is the one that graphql-js has, too.
  for (const { extensions } of errors)
    expect(extensions['code'], told).toMatch(/^(FATE|DOWNSTREAM_SERVICE_ERROR)$/);
  for (const path of nullsIn(answered)) {
    const failed = ({ path: at = [] }: { readonly path?: Path }) => related(at, path);
    if (expected.errors?.some(failed)) expect(errors.some(failed), `${path}: ${told}`).toBe(true);
  }
}

type Path = readonly (string | number)[];

/** Whether one path leads through the other. */
function related(one: Path, other: Path): boolean {
  return one.slice(0, other.length).every((segment, index) => segment === other[index]);
}

function nullsIn(value: unknown, path: Path = []): Path[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, below]) =>
    nullsIn(below, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Leaves one value of an answer out, or puts in its place one that its type does not have. */
function spoilOne(answer: unknown, choose: (count: number) => number): void {
  const places: (() => void)[] = [];
  collect(answer);
  if (places.length > 0) places[choose(places.length)]?.();

  function collect(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      const holder = value as Record<string, unknown>;
      places.push(() => {
        if (!Array.isArray(value) && choose(2) === 0) delete holder[key];
        else holder[key] = typeof below === 'object' ? 'x' : key === '__typename' ? 'Nowhere' : {};
      });
      collect(below);
    }
  }
}
