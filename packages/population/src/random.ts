import { createHash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Choices with their weights, which need not add up to one. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/** A stream of random choices that depends on nothing but the words it was made from. */
export interface Random {
  /** A number in [0, 1). */
  float(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One item, each as likely as the others. Raises RangeError when there is none. */
  pick<T>(items: readonly T[]): T;
  /** One value, in proportion to its weight. Raises RangeError when there is none. */
  weighted<T>(choices: Weighted<T>): T;
  /** A waiting time of the exponential distribution with this mean, in the mean's unit. */
  exponential(mean: number): number;
}

/**
 * Makes a stream of random choices from words. Equal words give equal streams, different words give
 * independent ones: so each person, and each layer of a person's life, has a stream of its own, and changing
 * one leaves the others as they were.
 */
export function randomFrom(...words: readonly (string | number)[]): Random {
  const digest = createHash('sha256').update(words.join('\u001f')).digest();
  const generator = xoroshiro128plusFromState([
    digest.readInt32LE(0),
    digest.readInt32LE(4),
    digest.readInt32LE(8),
    digest.readInt32LE(12),
  ]);
  const float = (): number => (generator.next() >>> 0) / 0x1_0000_0000;
  const at = <T>(items: readonly T[], position: number): T => {
    const item = items[position];
    if (item === undefined) throw new RangeError('Nothing to choose from.');
    return item;
  };
  return {
    float,
    int: (low, high) => low + Math.floor(float() * (high - low + 1)),
    chance: (probability) => float() < probability,
    pick: (items) => at(items, Math.floor(float() * items.length)),
    weighted: (choices) => {
      let total = 0;
      for (const [, weight] of choices) total += weight;
      let rest = float() * total;
      for (const [value, weight] of choices) {
        rest -= weight;
        if (rest < 0) return value;
      }
      return at(choices, choices.length - 1)[0];
    },
    exponential: (mean) => -mean * Math.log(1 - float()),
  };
}
