import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countPackedWithout,
  countPeople,
  countWithout,
  eachPerson,
  packPeople,
  without,
} from '../src/disclosure/people-bits.ts';
import { roundCount, roundingError } from '../src/disclosure/round-count.ts';
import { tellDurations } from '../src/disclosure/tell-durations.ts';
import { tellSum } from '../src/disclosure/tell-sum.ts';
import { keysFrom, recordKey, setOf } from './support/invented-people.ts';

const numbers = fc.uniqueArray(fc.nat(3_000), { maxLength: 400 });
const key = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const bitsOf = (people: readonly number[], most?: number) =>
  setOf(
    people.map((person) => ({ person })),
    most ?? Math.max(...people, 0),
  ).people_bits;

describe('sets of people as bits', () => {
  it('come back from their packed form, dense or sparse', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          numbers,
          fc.array(fc.nat(40)).map((all) => [...new Set(all)]),
        ),
        (people) => {
          const packed = packPeople(bitsOf(people));
          const unpacked: number[] = [];
          eachPerson(packed, (person) => unpacked.push(person) < 0);
          expect(unpacked).toEqual(people.toSorted((one, other) => one - other));
          expect(packed.length).toBeLessThanOrEqual(bitsOf(people).length + 2);
        },
      ),
    );
  });

  it('differ as sets of numbers do, whatever their lengths', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 1, max: 500 }), (one, other, enough) => {
        const missing = one.filter((person) => !other.includes(person)).length;
        const capped = (count: number) => Math.min(count, enough);
        expect(capped(countWithout(bitsOf(one), bitsOf(other), enough))).toBe(capped(missing));
        expect(capped(countPackedWithout(packPeople(bitsOf(one)), bitsOf(other), enough))).toBe(
          capped(missing),
        );
        expect(countPeople(without(bitsOf(one), bitsOf(other)))).toBe(missing);
      }),
    );
  });
});

describe('rounding', () => {
  it.each([
    { base: 5, rounding: 'cell-key' },
    { base: 10, rounding: 'cell-key' },
    { base: 5, rounding: 'nearest' },
  ] as const)('gives the multiples beside a count: %j', (policy) => {
    fc.assert(
      fc.property(fc.nat(100_000), key, (count, keySum) => {
        const told = roundCount({ count, keySum }, policy);
        expect(told % policy.base).toBe(0);
        expect(Math.abs(told - count)).toBeLessThanOrEqual(roundingError(policy));
      }),
    );
  });

  it.each([1, 2, 3, 4])('goes up as often as %i of 5 says', (over) => {
    keysFrom(`over ${over}`);
    const ups = Array.from({ length: 4_000 }, (_, at) =>
      roundCount({ count: 20 + over, keySum: recordKey(`${at}`) }, { base: 5, rounding: 'cell-key' }),
    ).filter((told) => told === 25).length;
    keysFrom('fixed');
    // Four standard errors of a share of 4,000.
    expect(Math.abs(ups / 4_000 - over / 5)).toBeLessThan(4 * Math.sqrt(0.25 / 4_000));
  });

  it('never moves a sum by more than the largest part, made a round number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 10 ** 6 }),
        key,
        (total, largest, keySum) => {
          const told = tellSum({ total, largest }, keySum, 0.5);
          if (largest * 2 > total) expect(told).toBeNull();
          else expect(Math.abs((told ?? 0) - total)).toBeLessThan(largest * 2.5);
        },
      ),
    );
  });

  it('never makes a step of a curve of fewer than a group, nor moves one by more', () => {
    const step = fc.record({ events: fc.nat(9), censored: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step), (counts) => {
        const steps = counts.map((count, days) => ({ days, ...count }));
        const told = tellDurations(steps, 6);
        for (const part of ['events', 'censored'] as const) {
          for (const { days } of steps) {
            const until = (all: typeof steps) =>
              all.filter((one) => one.days <= days).reduce((sum, one) => sum + one[part], 0);
            expect(Math.abs(until(told) - until(steps))).toBeLessThanOrEqual(5);
            if (until(steps) < 6) expect(until(told)).toBe(0);
          }
          expect(told.every((one) => one[part] === 0 || one[part] >= 6)).toBe(true);
        }
      }),
    );
  });
});
