import type { Caller } from '@throughgate/service';
import fc from 'fast-check';
import { GraphQLError, parse } from 'graphql';
import { expect, test } from 'vitest';
import type { ExecutionAnswer, Executor } from '../src/executor/executor.ts';
import { entityCache } from '../src/features/entity-cache/entity-cache.ts';
import type { FeatureSupergraph } from '../src/index.ts';
import type {
  KeptPart,
  SubgraphAnswer,
  SubgraphRequest,
  SubgraphTransport,
} from '../src/transport/subgraph-transport.ts';
import { fakeChanges } from './support/fake-changes.ts';

/** Milliseconds that the tag of the test's type allows. */
const age = 250;
const supergraph = parse(`
  schema @link(url: "https://specs.apollo.dev/tag/v0.3") { query: Query }
  type Query { a: A }
  type A @join__type(graph: ONE, key: "id") @tag(name: "cache:${age}ms") { id: ID! version: Int seenBy: String }
`);
const entities = ['0', '1', '2'];
const classes = ['probation:read', 'prisons:read'];
const callers = classes.flatMap((scope) =>
  ['ann', 'bob'].map((id): Caller => ({ id, kind: 'person', organisation: 'x', roles: [], scopes: [scope] })),
);

/** An agency's answer as the model reads it. */
interface Seen {
  readonly id: string;
  readonly version: number;
  readonly seenBy: string;
}

/** What somebody asked for, and the step and time at which they did. */
interface Asked {
  readonly ids: readonly string[];
  readonly caller: Caller;
  readonly step: number;
  readonly at: number;
  /** What was true then, at least, may be answered although it is older than the bound when all is there. */
  readonly oldest: number;
}

/**
 * A cache over an agency that reads and answers when it is told to, while records change, events come late and time passes. After
 * each step it holds what was answered against what was true.
 */
function simulate() {
  let now = 1_000;
  let step = 0;
  const changes = fakeChanges();
  const feature = entityCache({ changes, maxBytes: 100_000 }, () => now);
  /** By entity: since when each version has been true, and at which step its event was told. */
  const truth = new Map(entities.map((id) => [id, [{ at: 0, told: 0 }]]));
  const untold: { id: string; version: number }[] = [];
  const under: { request: SubgraphRequest; read?: SubgraphAnswer; settle(answer: SubgraphAnswer): void }[] =
    [];
  let following = true;
  /** Whether nothing that is kept may be given: events are lost, or too late. */
  let broken = false;
  const inner: SubgraphTransport = {
    send: (request) =>
      new Promise((settle) => {
        under.push({ request, settle });
      }),
  };
  const hooks = feature.onSupergraph?.({ document: supergraph } as FeatureSupergraph);
  const transport = hooks?.wrapTransport?.(inner) ?? inner;
  const together = executing(transport);
  const executor = hooks?.wrapExecutor?.(together) ?? together;
  const answered: Promise<void>[] = [];
  let hits = 0;
  let checked = 0;
  let wholes = 0;

  return {
    /** Lets what was settled be answered. */
    async settle(): Promise<void> {
      step += 1;
      for (let i = 0; i < 20; i++) await null;
    },
    /** Asks for entities in one request, or in two of which the second waits for the first, whose answers may be of different ages. */
    ask(ids: readonly string[], caller: Caller, inTwo = false): void {
      const asked: Asked = { ids, caller, step, at: now, oldest: inTwo ? now - age : now };
      const before = under.length;
      // The second of two is asked for when that may be over.
      const wasBroken = broken && !inTwo;
      const query = inTwo ? 'two' : 'one';
      const operation = { query, document: supergraph, operationName: undefined, variables: { ids } };
      const executed = executor.execute({ ...operation, requestId: 'r', caller });
      answered.push(executed.then((answer) => check(asked, answer, wasBroken)));
      if (under.length === before) hits += 1;
    },
    read(which: number): void {
      const one = under[which % Math.max(1, under.length)];
      if (one) one.read ??= read(one.request);
    },
    answer(which: number, fails: boolean): void {
      const [one] = under.splice(which % Math.max(1, under.length), 1);
      if (!one) return;
      const answer = one.read ?? read(one.request);
      one.settle(
        fails
          ? { data: answer.data, errors: [{ message: 'no', path: ['_entities', 0, 'version'] }] }
          : answer,
      );
    },
    change(id: string): void {
      const versions = truth.get(id) ?? [];
      versions.push({ at: now, told: Number.POSITIVE_INFINITY });
      untold.push({ id, version: versions.length - 1 });
    },
    tell(): void {
      const next = untold.shift();
      if (!next) return;
      const version = truth.get(next.id)?.[next.version];
      if (version) version.told = step;
      // What is told while nobody follows is lost.
      if (following) changes.tell({ id: next.id });
    },
    wait(milliseconds: number): void {
      now += milliseconds;
    },
    feed(follows: boolean, behind: number): void {
      changes.set(follows, behind);
      following = follows;
      broken = !follows || behind > 1_000;
    },
    async end(): Promise<{ hits: number; checked: number; wholes: number }> {
      while (under.length > 0) {
        this.answer(0, false);
        await this.settle();
      }
      await Promise.all(answered);
      await feature.stop?.();
      return { hits, checked, wholes };
    },
  };

  function read({ body, caller }: SubgraphRequest): SubgraphAnswer {
    const { representations } = JSON.parse(body) as { representations: { id: string }[] };
    return {
      data: {
        _entities: representations.map(({ id }) => ({
          id,
          version: (truth.get(id)?.length ?? 0) - 1,
          seenBy: caller.scopes.join(),
        })),
      },
    };
  }

  function check(
    { ids, caller, step: askedAt, at, oldest }: Asked,
    { data, text }: ExecutionAnswer,
    wasBroken: boolean,
  ): void {
    if (text !== undefined) {
      expect(JSON.parse(text)).toEqual(data);
      wholes += 1;
    }
    const list = (data as { _entities: Seen[] })._entities;
    expect(list.map(({ id }) => id)).toEqual(ids);
    for (const { id, version, seenBy } of list) {
      checked += 1;
      // Nobody is given what another class of callers was answered.
      expect(seenBy).toBe(caller.scopes.join());
      const next = truth.get(id)?.[version + 1];
      if (!next) continue;
      // What is given was true at most so long ago; what was asked of the agency itself, when it was asked.
      expect(next.at).toBeGreaterThanOrEqual(Math.min(oldest, now - age));
      // Once an event was told nobody who asks then is given what was before, and neither while none is told.
      expect(next.told).toBeGreaterThanOrEqual(askedAt);
      if (wasBroken) expect(next.at).toBeGreaterThanOrEqual(at);
    }
  }
}

/** What answers operations that ask for entities, as an executor does. */
function executing(transport: SubgraphTransport): Executor {
  return {
    async execute({ query, variables, caller }) {
      const ids = variables['ids'] as readonly string[];
      const parts = query === 'two' ? [ids.slice(0, 1), ids.slice(1)] : [ids];
      const entities: unknown[] = [];
      let kept: KeptPart[] | undefined = [];
      let failed = false;
      for (const part of parts) {
        if (part.length === 0) continue;
        const answer = await transport.send(requestOf(part, caller));
        entities.push(...(answer.data as { _entities: unknown[] })._entities);
        if (answer.errors) failed = true;
        kept = answer.kept && kept ? [...kept, ...answer.kept] : undefined;
      }
      const data = { _entities: entities };
      return failed ? { data, errors: [new GraphQLError('no')] } : { data, kept };
    },
    prepare: async () => {},
    mostUsed: () => [],
  };
}

function requestOf(ids: readonly string[], caller: Caller): SubgraphRequest {
  const representations = ids.map((id) => JSON.stringify({ __typename: 'A', id }));
  const body = (lists: readonly (readonly string[])[]) => `{"representations":[${lists.flat().join()}]}`;
  return {
    subgraph: 'one',
    body: body([representations]),
    repeatable: true,
    requestId: 'r',
    caller,
    entities: {
      parts: [
        { alias: '_entities', selection: '{ ... on A { version seenBy } }', variables: '', representations },
      ],
      body,
    },
  };
}

type Simulation = ReturnType<typeof simulate>;
const id = fc.constantFrom(...entities);
const steps = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.uniqueArray(id, { minLength: 1 }), fc.constantFrom(...callers), fc.boolean()).map(
      ([ids, caller, inTwo]) =>
        (run: Simulation) =>
          run.ask(ids, caller, inTwo),
    ),
  },
  { weight: 3, arbitrary: fc.nat(9).map((which) => (run: Simulation) => run.read(which)) },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(9), fc.nat(9)).map(
      ([which, luck]) =>
        (run: Simulation) =>
          run.answer(which, luck === 0),
    ),
  },
  { weight: 2, arbitrary: id.map((one) => (run: Simulation) => run.change(one)) },
  { weight: 2, arbitrary: fc.constant((run: Simulation) => run.tell()) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 150 }).map((ms) => (run: Simulation) => run.wait(ms)) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(3), fc.constantFrom(0, 0, 100, 1_001)).map(
      ([luck, behind]) =>
        (run: Simulation) =>
          run.feed(luck > 0, behind),
    ),
  },
);

test('whatever happens in whatever order, nothing is given that is too old or was answered to others', async () => {
  let hits = 0;
  let checked = 0;
  let wholes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 80 }), async (taken) => {
      const run = simulate();
      for (const take of taken) {
        take(run);
        await run.settle();
      }
      const result = await run.end();
      hits += result.hits;
      checked += result.checked;
      wholes += result.wholes;
    }),
    { numRuns: 500 },
  );
  // A cache that keeps nothing would pass.
  expect(hits).toBeGreaterThan(200);
  expect(wholes).toBeGreaterThan(200);
  expect(checked).toBeGreaterThan(10_000);
});

test('an answer of before an event that arrives after it is not kept', async () => {
  const run = simulate();
  const [ann] = callers;
  if (!ann) return;
  run.ask(['0'], ann);
  run.read(0);
  run.change('0');
  run.tell();
  await run.settle();
  run.answer(0, false);
  await run.settle();
  // The second asks the agency again; with what was kept it would be given version 0, which `check` refuses.
  run.ask(['0'], ann);
  await run.settle();
  expect((await run.end()).hits).toBe(0);
});

test('a whole answer is as old as the oldest part of it', async () => {
  const run = simulate();
  const [ann] = callers;
  if (!ann) return;
  const answered = async () => {
    await run.settle();
    run.answer(0, false);
    await run.settle();
  };
  run.ask(['0'], ann);
  await answered();
  run.wait(200);
  run.change('0');
  // Of the first only the second is asked for; then all is kept.
  run.ask(['0', '1'], ann, true);
  await answered();
  run.ask(['0', '1'], ann, true);
  await run.settle();
  run.wait(100);
  run.ask(['0', '1'], ann, true);
  await run.settle();
  const { hits, wholes } = await run.end();
  expect(hits).toBe(2);
  expect(wholes).toBeGreaterThan(0);
});

test('what was asked for before the feed broke off is not kept after it goes on', async () => {
  const run = simulate();
  const [ann] = callers;
  if (!ann) return;
  run.ask(['0'], ann);
  run.read(0);
  run.feed(false, 0);
  run.change('0');
  // Lost: nobody follows.
  run.tell();
  run.feed(true, 0);
  await run.settle();
  run.answer(0, false);
  await run.settle();
  run.ask(['0'], ann);
  await run.settle();
  expect((await run.end()).hits).toBe(0);
});
