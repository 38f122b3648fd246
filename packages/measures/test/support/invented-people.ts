import { createHmac } from 'node:crypto';
import type { CountedSet } from '@throughgate/measures';

/** An episode of an invented person. */
export interface InventedEpisode {
  readonly person: number;
  /** Which of the person's. @default 0 */
  readonly episode?: number;
}

/** The set of these episodes, as the engine would count it. */
export function setOf(episodes: readonly InventedEpisode[], most = 999): CountedSet {
  const people_bits = new Uint8Array(Math.ceil((most + 1) / 8));
  let keySum = 0n;
  for (const { person, episode = 0 } of episodes) {
    people_bits[person >>> 3] = (people_bits[person >>> 3] ?? 0) | (128 >>> (person & 7));
    keySum += recordKey(`${person} ${episode}`);
  }
  return {
    count: episodes.length,
    people: new Set(episodes.map(({ person }) => person)).size,
    keySum: BigInt.asUintN(64, keySum),
    people_bits,
  };
}

/** People with these numbers, from the first up to before the last, an episode each. */
export function people(from: number, to: number): InventedEpisode[] {
  return Array.from({ length: to - from }, (_, index) => ({ person: from + index }));
}

/** What the store would give an episode as its key, with a secret of its own. */
export function recordKey(id: string): bigint {
  return createHmac('sha256', secret).update(id).digest().readBigUInt64BE();
}

let secret = 'fixed';

/** Sets the secret of the keys to come, so that populations differ. */
export function keysFrom(seed: string): void {
  secret = seed;
}
