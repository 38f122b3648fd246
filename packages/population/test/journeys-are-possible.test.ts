import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../src/step.ts';
import { breachesOf } from './support/breaches.ts';
import { peopleOf } from './support/people.ts';

const populations = fc.record({
  seed: fc.oneof(fc.integer(), fc.string({ maxLength: 12 })),
  profile: fc.constantFrom('default' as const, 'greater-manchester' as const, 'review-2011' as const),
});

describe('whatever the seed', () => {
  it('nobody does what cannot be done', () => {
    fc.assert(
      fc.property(populations, ({ seed, profile }) => {
        const breaches = peopleOf(profile, 25, seed).flatMap(({ steps }) => breachesOf(steps));
        expect(breaches).toEqual([]);
      }),
      { numRuns: 40, seed: 20_261_031 },
    );
  });
});

describe('the rules that journeys are held to', () => {
  const lives = peopleOf('default', 150, 'rules').map(({ steps }) => steps);
  const lifeWith = (fits: (step: Step) => boolean): readonly Step[] =>
    lives.find((steps) => steps.some(fits)) ?? expect.fail('no such life');

  /** A life in which one step is changed, dropped or moved to the front. */
  const spoilt = (fits: (step: Step) => boolean, change: (step: Step) => Step[]): string[] => {
    const steps = lifeWith(fits);
    const at = steps.findIndex(fits);
    return breachesOf(steps.flatMap((step, position) => (position === at ? change(step) : [step])));
  };

  it('notice a release without a reception', () => {
    expect(
      spoilt(
        (s) => s.mutation === 'receivePrisoner',
        () => [],
      ).join(),
    ).toContain('leaves who is not in prison');
  });

  it('notice a man in a women’s prison', () => {
    const breaches = spoilt(
      (s) => s.mutation === 'registerPrisoner' && s.input.sex === 'M',
      (s) => (s.mutation === 'registerPrisoner' ? [{ ...s, input: { ...s.input, sex: 'F' } }] : [s]),
    );
    expect(breaches.join()).toContain('does not hold F');
  });

  it('notice an appointment on a Sunday', () => {
    const breaches = spoilt(
      (s) => s.mutation === 'bookAppointment',
      (s) =>
        s.mutation === 'bookAppointment'
          ? [{ ...s, input: { ...s.input, startsAt: '2026-11-01T10:00:00.000Z' } }]
          : [s],
    );
    expect(breaches.join()).toContain('out of hours');
  });

  it('notice an outcome of an appointment that nobody booked', () => {
    expect(
      spoilt(
        (s) => s.mutation === 'bookAppointment',
        () => [],
      ).join(),
    ).toContain('was not recorded before');
  });

  it('notice a licence without a release', () => {
    const breaches = spoilt(
      (s) => s.mutation === 'activateLicence',
      (s) =>
        s.mutation === 'activateLicence' ? [{ ...s, input: { ...s.input, startDate: '2020-01-05' } }] : [s],
    );
    expect(breaches.join()).toContain('without a release');
  });
});
