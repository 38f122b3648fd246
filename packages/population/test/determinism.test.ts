import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { simulate } from '../src/simulate.ts';
import type { SimulatedPerson } from '../src/simulate-person.ts';
import { peopleOf } from './support/people.ts';

const fingerprint = (people: readonly SimulatedPerson[]): string =>
  createHash('sha256').update(JSON.stringify(people)).digest('hex');

describe('a population', () => {
  it('is the same for the same seed', () => {
    expect(fingerprint(peopleOf('default', 200))).toBe(fingerprint(peopleOf('default', 200)));
  });

  it('is another for another seed', () => {
    expect(fingerprint(peopleOf('default', 20, 'a'))).not.toBe(fingerprint(peopleOf('default', 20, 'b')));
  });

  it.each(['default', 'greater-manchester', 'review-2011'] as const)(
    'of more people begins with the same ones (%s)',
    (profile) => {
      expect(peopleOf(profile, 120).slice(0, 17)).toEqual(peopleOf(profile, 17));
    },
  );

  it('that ends earlier holds the same steps up to that day', () => {
    const whole = peopleOf('greater-manchester', 60);
    const early = [
      ...simulate({ profile: 'greater-manchester', people: 60, seed: 'test', until: '2023-06-30' }),
    ];
    const cut = whole.map(({ steps }) =>
      steps.filter(({ recordedAt }) => recordedAt < '2023-06-30T23:00:00.000Z'),
    );
    expect(early.map(({ steps }) => steps)).toEqual(cut);
    expect(early.flatMap(({ steps }) => steps).length).toBeLessThan(
      whole.flatMap(({ steps }) => steps).length,
    );
  });

  it('ends on the day of its profile', () => {
    const last = peopleOf('default', 300).flatMap(({ steps }) => steps.map(({ recordedAt }) => recordedAt));
    expect(last.sort().at(-1)?.slice(0, 7)).toBe('2026-10');
  });

  it('repeats no key and no identifier among four thousand people', () => {
    const keys = new Set<string>();
    const identifiers = new Set<string>();
    let steps = 0;
    let given = 0;
    for (const person of simulate({ profile: 'default', people: 4_000, seed: 'unique' })) {
      for (const { input } of person.steps) keys.add(input.idempotencyKey);
      steps += person.steps.length;
      const { referenceNumbers, ...others } = person.sampleIdentifiers;
      for (const identifier of [...referenceNumbers, ...Object.values(others)]) {
        identifiers.add(identifier);
        given++;
      }
    }
    expect(keys.size).toBe(steps);
    expect(identifiers.size).toBe(given);
  }, 60_000);

  it.each([{ people: -1 }, { people: 1.5 }, { people: 1_000_001 }, { until: 'tomorrow' }])(
    'cannot be made of %o',
    (wrong) => {
      const options = { profile: 'default', people: 1, seed: 1, ...wrong } as const;
      expect(() => [...simulate(options)]).toThrow(RangeError);
    },
  );
});
