import { describe, expect, it } from 'vitest';
import type { Step } from '../src/step.ts';
import { peopleOf } from './support/people.ts';

/** The identifiers that each agency's record of a person carries. */
function recordsIn(steps: readonly Step[]): string[][] {
  const records: string[][] = [];
  for (const step of steps) {
    const { mutation } = step;
    if (
      mutation !== 'openCase' &&
      mutation !== 'registerPrisoner' &&
      mutation !== 'registerClaimant' &&
      mutation !== 'sendReferral'
    ) {
      continue;
    }
    const names = ['crn', 'prisonerNumber', 'nino', 'pncNumber', 'croNumber', 'referenceNumber'];
    records.push(
      Object.entries(step.input).flatMap(([name, value]) =>
        names.includes(name) && typeof value === 'string' ? [`${name} ${value}`] : [],
      ),
    );
  }
  return records;
}

/** In how many groups records fall when those that share an identifier belong together. */
function groupsOf(records: readonly string[][]): number {
  let groups: Set<string>[] = [];
  for (const record of records) {
    const joined = groups.filter((group) => record.some((identifier) => group.has(identifier)));
    groups = [
      ...groups.filter((group) => !joined.includes(group)),
      new Set([...record, ...joined.flatMap((g) => [...g])]),
    ];
  }
  return groups.length;
}

describe('the agencies’ records of one person', () => {
  const counts = peopleOf('default', 1_500).map(({ steps }) => groupsOf(recordsIn(steps)));

  it('connect through shared identifiers for nearly everyone', () => {
    const connected = counts.filter((groups) => groups === 1).length / counts.length;
    expect(connected).toBeGreaterThan(0.93);
  });

  it('fall apart for a few, as in life', () => {
    expect(counts.some((groups) => groups > 1)).toBe(true);
  });

  it('never connect two people', () => {
    const all = peopleOf('default', 300);
    const together = groupsOf(all.flatMap(({ steps }) => recordsIn(steps)));
    const apart = all.reduce((sum, { steps }) => sum + groupsOf(recordsIn(steps)), 0);
    expect(together).toBe(apart);
  });
});
