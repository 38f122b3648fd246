import { createHash } from 'node:crypto';
import type { CountedSet, RawCell, RawTable } from '@throughgate/measures';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: string): () => number {
  const generator = xoroshiro128plus(createHash('sha256').update(seed).digest().readInt32BE());
  // The first numbers of this generator still look like its seed.
  for (let at = 0; at < 8; at += 1) generator.next();
  return () => (generator.next() >>> 0) / 2 ** 32;
}

/** Makes sets of people of one population, whose keys are its own. */
export function setsOfPopulation(seed: string): (people: readonly number[]) => CountedSet {
  const keys = new Map<number, bigint>();
  const keyOf = (person: number) => {
    const known = keys.get(person);
    if (known !== undefined) return known;
    const key = createHash('sha256').update(`${seed} key ${person}`).digest().readBigUInt64BE();
    keys.set(person, key);
    return key;
  };
  return (people) => {
    const people_bits = new Uint8Array(Math.ceil((Math.max(0, ...people) + 1) / 8));
    let keySum = 0n;
    for (const person of people) {
      people_bits[person >>> 3] = (people_bits[person >>> 3] ?? 0) | (128 >>> (person & 7));
      keySum += keyOf(person);
    }
    return { count: people.length, people: people.length, keySum: BigInt.asUintN(64, keySum), people_bits };
  };
}

/** A table of one quarter's releases. */
export function tableOf(question: string, cells: readonly RawCell[], tick = 0): RawTable {
  return {
    question,
    episode: 'release',
    asOf: new Date(Date.UTC(2026, 2, 1, tick)),
    days: { from: '2026-01-01', to: '2026-03-31' },
    conditions: { denominator: 'all', numerator: 'met', sum: 'pence', durations: 'clock' },
    cells,
  };
}
