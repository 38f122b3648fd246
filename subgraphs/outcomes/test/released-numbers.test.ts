import { join } from 'node:path';
import { migrate } from '@throughgate/database';
import {
  type CountedSet,
  createDisclosureControl,
  type DisclosureControl,
  ledgerInMemory,
  policies,
  type RawTable,
} from '@throughgate/measures';
import { type TestDatabase, testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postgresLedger } from '../src/measures/index.ts';

// Released numbers in PostgreSQL: those of several processes are one ledger, and they outlive all of them.

const tick = new Date('2026-03-01T10:00:00.123Z');
let database: TestDatabase;
let pools: [pg.Pool, pg.Pool];

beforeAll(async () => {
  database = await testDatabase();
  await migrate({
    url: database.url,
    migrationsDirectory: join(import.meta.dirname, '../prisma/migrations'),
  });
  pools = [new pg.Pool({ connectionString: database.url }), new pg.Pool({ connectionString: database.url })];
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database[Symbol.asyncDispose]();
});

it('tells of one question and moment what the first process told, when several tell at once', async () => {
  const [one, other] = pools.map(protectedBy) as [DisclosureControl, DisclosureControl];
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      (at % 2 === 0 ? one : other).release(table('raced', [[0, 40 + at * 10]])),
    ),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await protectedBy(pools[1]).released('raced', tick)).toEqual(answers[0]);
  expect(await protectedBy(pools[1]).released('raced', new Date(tick.getTime() + 1))).toBeUndefined();
});

it('answers after a restart as before it: question, near set, sum and curve', async () => {
  const before = await protectedBy(pools[0]).release(table('before', [[1_000, 1_090]], { episode: 'kept' }));
  const after = await protectedBy(pools[1]).release(
    table('after', [[1_000, 1_093]], { episode: 'kept', total: 77_777, days: 9 }),
  );
  expect(before.cells[0]).toMatchObject({ counts: { denominator: 90 }, sum: 60_000 });
  expect(before.cells[0]?.durations).toHaveLength(1);
  expect(after.cells).toEqual(before.cells);
});

it('decides as a ledger in memory does, whatever is asked in whatever order', async () => {
  const inMemory = createDisclosureControl({
    policy: policies.moj,
    ledger: ledgerInMemory(),
    audit: undefined,
  });
  const inPostgres = protectedBy(pools[0]);
  let state = 7;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  for (let at = 0; at < 60; at += 1) {
    const start = random(12);
    const middle = start + random(20);
    const asked = table(
      `random ${at}`,
      [
        [start, middle],
        [middle, middle + random(14)],
      ],
      { episode: 'random', moment: at % 3 },
    );
    expect(await inPostgres.release(asked)).toEqual(await inMemory.release(asked));
  }
});

it('keeps nothing of a release that fails', async () => {
  const ledger = postgresLedger(pools[0]);
  await expect(
    ledger.exclusively('failing', async (work) => {
      await work.add(
        { question: 'failing', released: { asOf: tick, policy: 'moj/1', cells: [] }, sets: [] },
        [],
        [],
      );
      throw new Error('the process ends here');
    }),
  ).rejects.toThrow('the process ends here');
  expect(await ledger.table('failing', tick)).toBeUndefined();
});

function protectedBy(pool: pg.Pool): DisclosureControl {
  return createDisclosureControl({ policy: policies.moj, ledger: postgresLedger(pool), audit: undefined });
}

/** A table with a cell for each range of people, and their total. */
function table(
  question: string,
  ranges: readonly (readonly [number, number])[],
  { episode = 'release', total = 60_000, days = 3, moment = 0 } = {},
): RawTable {
  const cell = (key: readonly string[], from: number, to: number) => ({
    key,
    sets: { denominator: setOf(from, to), numerator: setOf(from, Math.floor((from + to) / 2)) },
    sum: { total, largest: 1_000 },
    durations: [{ days, events: to - from, censored: 0 }],
  });
  const first = Math.min(...ranges.map(([from]) => from));
  const last = Math.max(...ranges.map(([, to]) => to));
  return {
    question,
    episode,
    asOf: new Date(tick.getTime() + moment * 3_600_000),
    days: { from: '2026-01-01', to: '2026-03-31' },
    conditions: { denominator: 'all', numerator: 'seen', sum: 'pence', durations: 'clock' },
    cells: [
      ...(ranges.length > 1 ? ranges.map(([from, to], at) => cell([`${at}`], from, to)) : []),
      cell([], first, last),
    ],
  };
}

function setOf(from: number, to: number): CountedSet {
  const people_bits = new Uint8Array(150);
  let keySum = 0n;
  for (let person = from; person < to; person += 1) {
    people_bits[person >>> 3] = (people_bits[person >>> 3] ?? 0) | (128 >>> (person & 7));
    // Any function of the person that spreads over 64 bits will do as a key.
    keySum += BigInt.asUintN(64, BigInt(person + 1) * 0x9e3779b97f4a7c15n * BigInt(person + 3));
  }
  return { count: to - from, people: to - from, keySum: BigInt.asUintN(64, keySum), people_bits };
}
