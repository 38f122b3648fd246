import { describe, expect, it } from 'vitest';
import { profiles } from '../src/profile.ts';
import { simulate } from '../src/simulate.ts';
import { measureReview } from './support/measure/measure-review.ts';

const people = profiles.find(({ name }) => name === 'review-2011')?.people ?? expect.fail();

describe('the profile of the review’s time', () => {
  const measured = measureReview(simulate({ profile: 'review-2011', people, seed: 'figures' }));

  it('has two thirds without a custodial sentence', () => {
    expect(Math.abs(measured.withoutCustody.value - 2 / 3)).toBeLessThan(0.02);
  });

  it('has 20 to 30 inductions a week at Leeds', () => {
    expect(measured.inductionsAtLeeds).toBeGreaterThan(20);
    expect(measured.inductionsAtLeeds).toBeLessThan(30);
  });

  it('has a few minutes for an interview at induction, and about half an hour before release', () => {
    expect(measured.minutes.induction).toBeLessThan(12);
    expect(measured.minutes.preRelease).toBeGreaterThan(20);
  });

  it('closes claims sooner where the benefit centre has a named contact', () => {
    expect(measured.daysToClose.named).toBeLessThan(measured.daysToClose.otherwise - 3);
  });

  it('shares data about one or two of a hundred people in the North East, and then about many times more', () => {
    expect(measured.shared.before.value).toBeLessThan(0.08);
    expect(measured.shared.after.value).toBeGreaterThan(0.12);
  });

  it('has 44% come to Freshstart interviews', () => {
    expect(Math.abs(measured.freshstart.value - 0.44)).toBeLessThan(0.04);
  });
});
