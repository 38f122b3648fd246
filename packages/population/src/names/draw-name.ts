import type { Random } from '../random.ts';
import { type DecadeNames, type NamePool, namePools } from './name-pool.ts';

/** A first name and a family name. */
export interface FullName {
  /** First name. */
  readonly forename: string;
  /** Family name. */
  readonly surname: string;
}

/** Draws from a list ordered by frequency: the weight of the n-th name is 1 / (n + 6), an invented, gentle Zipf law. */
function pickByRank(random: Random, names: readonly string[]): string {
  // The integral of 1 / (n + 6) is a logarithm: drawing on it needs no table of sums for each list.
  const position = Math.floor(6 * (((names.length + 6) / 6) ** random.float() - 1));
  return names[Math.min(position, names.length - 1)] ?? random.pick(names);
}

const poolChoices = namePools.map((pool) => [pool, pool.share] as const);

function namesOf(decades: readonly DecadeNames[], yearOfBirth: number): readonly string[] {
  return decades.findLast((decade) => decade.from <= yearOfBirth)?.names ?? [];
}

/** Draws a name that fits the sex and the year of birth. One person in twelve has a name from two pools. */
export function drawName(random: Random, sex: 'F' | 'M', yearOfBirth: number): FullName {
  const pool: NamePool = random.weighted(poolChoices);
  const family = random.chance(1 / 12) ? random.weighted(poolChoices) : pool;
  return {
    forename: pickByRank(random, namesOf(sex === 'F' ? pool.female : pool.male, yearOfBirth)),
    surname: pickByRank(random, family.surnames),
  };
}
