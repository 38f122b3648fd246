import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrate } from '@throughgate/database';
import {
  type CountedSet,
  createAudit,
  createDisclosureControl,
  ledgerInMemory,
  policies,
  type RawTable,
} from '@throughgate/measures';
import { postgresLedger } from '@throughgate/outcomes';
import pg from 'pg';
import { openBenchPostgres, runOnce } from '../harness/bench-postgres.ts';
import type { BenchmarkPlace } from '../harness/benchmark.ts';
import { type Figure, inUnit, plain } from '../harness/figure.ts';
import { median } from '../harness/statistics.ts';

const cells = 30;
const milliseconds = inUnit('ms');

/** What it takes to release a table of 30 cells, each with a part of a third, over so many people; 4 of the cells are of 3 people. */
export async function costFigures(people: number, rounds: number, place: BenchmarkPlace): Promise<Figure[]> {
  const postgres = await openBenchPostgres(place);
  await runOnce(postgres.adminUrl, 'CREATE DATABASE ledger');
  const url = new URL(postgres.adminUrl);
  url.pathname = '/ledger';
  await migrate({
    url: url.href,
    migrationsDirectory: join(import.meta.dirname, '../../subgraphs/outcomes/prisma/migrations'),
  });
  const pool = new pg.Pool({ connectionString: url.href });
  try {
    const policy = policies.moj;
    const ledger = postgresLedger(pool);
    const ways = {
      'rounding and thresholds': createDisclosureControl({ policy, ledger: undefined, audit: undefined }),
      'and a ledger in memory': createDisclosureControl({
        policy,
        ledger: ledgerInMemory(),
        audit: undefined,
      }),
      'and the ledger in PostgreSQL': createDisclosureControl({ policy, ledger, audit: undefined }),
      'and the audit': createDisclosureControl({
        policy,
        ledger: postgresLedger(pool),
        audit: createAudit(),
      }),
    };
    const times: Record<string, number[]> = {};
    const cpu: Record<string, number[]> = {};
    const measure = async (name: string, work: () => Promise<unknown>) => {
      const from = performance.now();
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      cpu[name] = [...(cpu[name] ?? []), (user + system) / 1_000];
      times[name] = [...(times[name] ?? []), performance.now() - from];
    };
    for (let round = 0; round < rounds; round += 1) {
      place.tell(`releasing tables over ${people} people, round ${round + 1} of ${rounds}`);
      for (const [name, control] of Object.entries(ways)) {
        const table = tableOver(people, `${name} ${round}`, 0);
        const nearby = tableOver(people, `${name} ${round}`, 1);
        await measure(name, () => control.release(table));
        if (name === 'and the ledger in PostgreSQL') {
          await measure('again, as a question that was answered', () =>
            control.released(table.question, table.asOf),
          );
          await measure('once more, with one person less in each cell', () =>
            control.release({ ...nearby, question: `nearly ${round}` }),
          );
        }
      }
    }
    const [size] = await runOnce<{ bytes: string; tables: string }>(
      url.href,
      `SELECT pg_total_relation_size('"ReleasedSet"') + pg_total_relation_size('"ReleasedTable"') AS bytes,
              (SELECT count(*) FROM "ReleasedTable") AS tables`,
    );
    return [
      ...Object.entries(times).map(([name, measured]) =>
        plain(
          `a table of ${cells} cells over ${people} people: ${name}`,
          median(measured),
          (wall) => `${milliseconds(wall)}, CPU of this process ${milliseconds(median(cpu[name] ?? []))}`,
        ),
      ),
      plain('ledger: a table', Number(size?.bytes) / Number(size?.tables) / 1_024, inUnit('KiB')),
      ...(await errorFigures(rounds * 100)),
    ];
  } finally {
    await pool.end();
  }
}

/** Every person is in one cell, at random; keys are random, so that each call is of other episodes. */
function tableOver(people: number, question: string, less: number): RawTable {
  const sets = Array.from({ length: cells + 1 }, () => ({ all: emptySet(people), met: emptySet(people) }));
  const keys = keysOf(question, people);
  for (let person = 0; person < people; person += 1) {
    const small = person < 12;
    const cell = small ? person % 4 : 4 + ((Math.imul(person, 2_654_435_761) >>> 8) % (cells - 4));
    if (!small && person < 12 + cells * less) continue;
    for (const at of [cell, cells]) {
      const set = sets[at];
      if (!set) continue;
      put(set.all, person, keys[person] ?? 0n);
      if (person % 3 === 0) put(set.met, person, keys[person] ?? 0n);
    }
  }
  return {
    question,
    // Of a kind of its own, so that rounds do not meet.
    episode: question,
    asOf: new Date('2026-03-01T10:00:00Z'),
    days: { from: '2026-01-01', to: '2026-03-31' },
    conditions: { denominator: 'all', numerator: 'met' },
    cells: sets.map(({ all, met }, at) => ({
      key: at === cells ? [] : [`${at}`],
      sets: { denominator: sealed(all), numerator: sealed(met) },
    })),
  };
}

type Growing = { -readonly [Name in keyof CountedSet]: CountedSet[Name] };

function emptySet(people: number): Growing {
  return { count: 0, people: 0, keySum: 0n, people_bits: new Uint8Array(Math.ceil(people / 8)) };
}

function put(set: Growing, person: number, key: bigint): void {
  set.count += 1;
  set.people += 1;
  set.keySum += key;
  set.people_bits[person >>> 3] = (set.people_bits[person >>> 3] ?? 0) | (128 >>> (person & 7));
}

function sealed(set: Growing): CountedSet {
  return { ...set, keySum: BigInt.asUintN(64, set.keySum) };
}

const kept = new Map<string, BigUint64Array>();

function keysOf(question: string, people: number): BigUint64Array {
  const known = kept.get(question);
  if (known) return known;
  const keys = new BigUint64Array(new Uint8Array(randomBytes(people * 8)).buffer);
  kept.clear();
  kept.set(question, keys);
  return keys;
}

/** How far told counts are from true ones: tables of 30 cells with 5 to 200 people each, and their totals. */
async function errorFigures(tables: number): Promise<Figure[]> {
  const control = createDisclosureControl({ policy: policies.moj, ledger: undefined, audit: undefined });
  const ofCells: number[] = [];
  const ofTotals: number[] = [];
  const ofSums: number[] = [];
  for (let at = 0; at < tables; at += 1) {
    const table = smallTable(at);
    const { cells: told } = await control.release(table);
    const errors = table.cells.map(
      ({ sets: { denominator } }, index) =>
        (told[index]?.counts['denominator'] ?? 0) - (denominator?.count ?? 0),
    );
    const total = errors.pop() ?? 0;
    ofCells.push(...errors);
    ofTotals.push(total);
    ofSums.push(errors.reduce((sum, error) => sum + error, 0) - total);
  }
  return [
    plain('told less true count, mean of cells', mean(ofCells)),
    plain('told less true count, mean size of cells', mean(ofCells.map(Math.abs))),
    plain('told less true count, mean of totals', mean(ofTotals)),
    plain('sum of 30 told cells less their told total, mean', mean(ofSums)),
    plain('sum of 30 told cells less their told total, mean size', mean(ofSums.map(Math.abs))),
  ];
}

function smallTable(at: number): RawTable {
  const total = emptySet(8_000);
  let person = 0;
  const keys = keysOf(`small ${at}`, 8_000);
  const counted = Array.from({ length: cells }, (_, cell) => {
    const set = emptySet(8_000);
    const size = 5 + ((at * 31 + cell * 17) % 196);
    for (const last = person + size; person < last; person += 1) {
      put(set, person, keys[person] ?? 0n);
      put(total, person, keys[person] ?? 0n);
    }
    return set;
  });
  return {
    question: `small ${at}`,
    episode: 'release',
    asOf: new Date('2026-03-01T10:00:00Z'),
    days: { from: '2026-01-01', to: '2026-03-31' },
    conditions: { denominator: 'all' },
    cells: [...counted, total].map((set, index) => ({
      key: index === cells ? [] : [`${index}`],
      sets: { denominator: sealed(set) },
    })),
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
