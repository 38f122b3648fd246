import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier, type TimedCounts } from '../src/statistics/kaplan-meier.ts';
import { newcombe } from '../src/statistics/newcombe.ts';
import { survivalMedian, survivalQuantile } from '../src/statistics/survival-quantile.ts';
import { wilson } from '../src/statistics/wilson.ts';
import fixtures from './fixtures/statistics.json' with { type: 'json' };

/** Decimals in which two programs agree. */
const decimals = 9;

const part = fc
  .integer({ min: 1, max: 5000 })
  .chain((denominator) =>
    fc.integer({ min: 0, max: denominator }).map((numerator) => ({ numerator, denominator })),
  );
const counts: fc.Arbitrary<readonly TimedCounts[]> = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 60 }),
    events: fc.integer({ min: 0, max: 9 }),
    censored: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 40 },
);

describe("Wilson's interval of a share", () => {
  it.each(fixtures.wilson)('of $numerator of $denominator is that of statsmodels', (of) => {
    const { lower, upper } = wilson(of.numerator, of.denominator);
    expect(lower).toBeCloseTo(of.lower, decimals);
    expect(upper).toBeCloseTo(of.upper, decimals);
  });

  it('holds the share, and stays between none and all', () => {
    fc.assert(
      fc.property(part, ({ numerator, denominator }) => {
        const { lower, upper } = wilson(numerator, denominator);
        const share = numerator / denominator;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(share);
        expect(upper).toBeGreaterThanOrEqual(share);
        expect(upper).toBeLessThanOrEqual(1);
        expect(upper).toBeGreaterThan(lower);
      }),
    );
  });
});

describe("Newcombe's interval of a difference", () => {
  it.each(fixtures.newcombe)('of $first and $second is that of statsmodels', (of) => {
    const [first, second] = [of.first, of.second].map(([numerator = 0, denominator = 0]) => ({
      numerator,
      denominator,
    })) as [{ numerator: number; denominator: number }, { numerator: number; denominator: number }];
    const { lower, upper } = newcombe(first, second);
    expect(lower).toBeCloseTo(of.lower, decimals);
    expect(upper).toBeCloseTo(of.upper, decimals);
  });

  it('holds the difference, and turns round with the shares', () => {
    fc.assert(
      fc.property(part, part, (first, second) => {
        const { lower, upper } = newcombe(first, second);
        const difference = first.numerator / first.denominator - second.numerator / second.denominator;
        expect(lower).toBeLessThanOrEqual(difference);
        expect(upper).toBeGreaterThanOrEqual(difference);
        expect(lower).toBeGreaterThanOrEqual(-1);
        expect(upper).toBeLessThanOrEqual(1);
        const turned = newcombe(second, first);
        expect(turned.lower).toBeCloseTo(-upper, decimals);
        expect(turned.upper).toBeCloseTo(-lower, decimals);
      }),
    );
  });
});

describe('the Kaplan–Meier estimate', () => {
  it.each(fixtures.curves)('of "$name" is that of lifelines', (curve) => {
    const points = kaplanMeier(curve.points);
    expect(points.map(({ days, atRisk }) => [days, atRisk])).toEqual(
      curve.points.map(({ days, atRisk }) => [days, atRisk]),
    );
    for (const [at, point] of points.entries()) {
      const expected = curve.points[at];
      expect(point.survival).toBeCloseTo(expected?.survival ?? Number.NaN, decimals);
      // lifelines gives no interval where there is no variance.
      if (expected?.lower != null) expect(point.lower).toBeCloseTo(expected.lower, decimals);
      if (expected?.upper != null) expect(point.upper).toBeCloseTo(expected.upper, decimals);
    }
    const { median, lower, upper } = survivalMedian(curve.points);
    expect([median, lower, upper]).toEqual([curve.median, curve.medianLower, curve.medianUpper]);
    for (const { share, days } of curve.quantiles) expect(survivalQuantile(curve.points, share)).toBe(days);
  });

  it('falls, and stays with its interval between 0 and 1', () => {
    fc.assert(
      fc.property(counts, (of) => {
        let before = 1;
        for (const { survival, lower, upper, atRisk } of kaplanMeier(of)) {
          expect(survival).toBeLessThanOrEqual(before);
          expect(lower).toBeLessThanOrEqual(survival);
          expect(upper).toBeGreaterThanOrEqual(survival);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(atRisk).toBeGreaterThan(0);
          before = survival;
        }
      }),
    );
  });

  it('without anybody lost is the share that is left', () => {
    fc.assert(
      fc.property(counts, (of) => {
        const events = of.map((count) => ({ ...count, censored: 0 }));
        const all = events.reduce((sum, count) => sum + count.events, 0);
        for (const { days, survival } of kaplanMeier(events)) {
          const come = events
            .filter((count) => count.days <= days)
            .reduce((sum, count) => sum + count.events, 0);
          expect(survival).toBeCloseTo(1 - come / all, decimals);
        }
      }),
    );
  });

  it('gives as a quantile the first day on which so many have had the event, and none where they never have', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 100 }), (of, percent) => {
        const share = percent / 100;
        const low = (survival: number) => survival <= 1 - share + 1e-9;
        const points = kaplanMeier(of);
        const at = survivalQuantile(of, share);
        const reached = points.filter(({ survival }) => low(survival));
        if (at === null) expect(reached).toEqual([]);
        else {
          expect(low(points.find(({ days }) => days === at)?.survival ?? 1)).toBe(true);
          expect(points.filter(({ days, survival }) => days < at && low(survival))).toEqual([]);
        }
      }),
    );
  });
});
