import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { ExecutionAnswer } from '../src/executor/executor.ts';
import { createPlanExecutor } from '../src/executor/plan-executor.ts';
import { loadSupergraph } from '../src/planning/load-supergraph.ts';
import { createPlanningThread, type PlanningThreadOptions } from '../src/planning/planning-thread.ts';
import { auditSubgraphs } from './support/audit-subgraphs.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { executionRequest } from './support/execution-request.ts';
import { startTestGateway } from './support/gateway-client.ts';
import { store, storeQuery } from './support/store.ts';

// Plans are made on a thread of their own: what takes long there holds up nobody, and what goes wrong there ends one plan.

const opened = closedAfterAll();
const { supergraphSdl, transport } = auditSubgraphs(store);
const task = new URL('./support/odd-plan-task.ts', import.meta.url);
/** Slow plans are made once this file is there. A thread has the environment that was when it started. */
let latch: string;
beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'plans-'));
  opened.defer(() => rm(directory, { recursive: true }));
  latch = join(directory, 'latch');
  process.env['SLOW_PLANS_UNTIL'] = latch;
});
beforeEach(() => rm(latch, { force: true }));
opened.defer(() => {
  delete process.env['SLOW_PLANS_UNTIL'];
});
const release = () => writeFile(latch, '');

async function executorOn(options: PlanningThreadOptions = {}) {
  const unavailable: Error[] = [];
  const thread = createPlanningThread({
    task,
    onUnavailable: (error) => unavailable.push(error),
    ...options,
  });
  opened.defer(() => thread.close());
  const executor = createPlanExecutor({
    supergraph: await loadSupergraph(supergraphSdl, { thread }),
    transport,
  });
  const ask = (query: string, operationName?: string): Promise<ExecutionAnswer> =>
    executor.execute(executionRequest(query, { operationName }));
  return { ask, unavailable };
}

/** Shared by tests that leave the thread as it is, since a thread takes a second to start. */
let shared: Awaited<ReturnType<typeof executorOn>>;
beforeAll(async () => {
  shared = await executorOn({ mostWaiting: 1 });
});

const slow = '{ users { name } }';
const named = (name: string, fields = slow) => [`query ${name} ${fields}`, name] as const;
const codes = ({ errors = [] }: ExecutionAnswer) => errors.map(({ extensions }) => extensions['code']);

test('operations are answered as with plans of the main thread', async () => {
  const here = createPlanExecutor({ supergraph: await loadSupergraph(supergraphSdl), transport });
  const { ask, unavailable } = shared;
  expect(await ask(storeQuery)).toEqual(await here.execute(executionRequest(storeQuery)));
  expect(unavailable).toEqual([]);
});

test('while a plan takes long, operations that have theirs are answered', async () => {
  const { ask } = shared;
  await ask('{ topProducts { upc } }');
  const order: string[] = [];
  const waiting = ask(...named('Slow')).then(({ errors = [] }) => order.push('slow', ...errors.map(String)));
  await ask('{ topProducts { upc } }').then(() => order.push('known'));
  await release();
  await waiting;
  expect(order).toEqual(['known', 'slow']);
});

test('an operation that many ask for at once is planned once', async () => {
  const supergraph = await loadSupergraph(supergraphSdl);
  let plans = 0;
  const counting = createPlanExecutor({
    supergraph: {
      ...supergraph,
      async plan(...operation) {
        plans += 1;
        return supergraph.plan(...operation);
      },
    },
    transport,
  });
  const request = executionRequest(slow);
  await Promise.all([counting.execute(request), counting.execute(request), counting.execute(request)]);
  expect(plans).toBe(1);
});

test('a plan that takes too long is given up, and those behind it are told to come again', async () => {
  const { ask } = await executorOn({ timeLimit: 2_000 });
  const [given, behind] = await Promise.all([ask(...named('Slow1')), ask(...named('Slow2'))]);
  expect([codes(given), codes(behind)]).toEqual([['BAD_USER_INPUT'], ['PLANNING_BUSY']]);
});

test('an operation whose plan takes too much memory is refused, and the next one is planned', async () => {
  const { ask } = await executorOn({ memoryLimit: 64 });
  expect(codes(await ask(...named('Greedy')))).toEqual(['BAD_USER_INPUT']);
  expect(codes(await ask(...named('Next')))).toEqual([]);
});

test('where too many wait, one more is told to come again', async () => {
  const { ask } = shared;
  const first = ask(...named('Slow1'));
  const second = ask(...named('Slow2'));
  const third = await ask(...named('Slow3'));
  expect(codes(third)).toEqual(['PLANNING_BUSY']);
  expect(third.errors?.map(({ extensions }) => extensions['http'])).toMatchObject([{ status: 503 }]);
  await release();
  expect([codes(await first), codes(await second)]).toEqual([[], []]);
});

test('a thread that dies is replaced, and what it was at is planned on the main thread', async () => {
  const { ask, unavailable } = shared;
  expect((await ask(...named('Dies'))).errors).toBeUndefined();
  expect(unavailable).toHaveLength(1);
  expect(codes(await ask(...named('After')))).toEqual([]);
  expect(unavailable).toHaveLength(1);
});

test('a supergraph that cannot be planned over is refused as ever', async () => {
  const thread = createPlanningThread();
  opened.defer(() => thread.close());
  await expect(loadSupergraph('type Query { a: Int }', { thread })).rejects.toThrow(
    'The supergraph cannot be loaded',
  );
});

test('a gateway plans on a thread, and ends it with itself', async () => {
  await using gateway = await startTestGateway({ supergraphSdl, planOnThread: true });
  const { body } = await gateway.ask('{ users { name } }');
  // The subgraphs of this test have no addresses that answer.
  expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['SUBGRAPH_UNREACHABLE']);
});
