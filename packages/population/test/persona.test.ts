import { describe, expect, it } from 'vitest';
import type { Step } from '../src/step.ts';
import { breachesOf } from './support/breaches.ts';
import { peopleOf } from './support/people.ts';

describe.each([1, 'throughgate', 'another seed'])(
  'the first person of the default profile, seed %s',
  (seed) => {
    const [persona] = peopleOf('default', 1, seed);
    const steps = persona?.steps ?? [];
    const has = (fits: (step: Step) => boolean) => expect(steps.some(fits)).toBe(true);

    it('is known to all four agencies under identifiers that they share', () => {
      expect(new Set(steps.map(({ agency }) => agency)).size).toBe(4);
      has(
        (s) =>
          s.mutation === 'openCase' && Boolean(s.input.pncNumber && s.input.nino && s.input.prisonerNumber),
      );
    });

    it('went to prison, was moved, and left on a licence with a curfew', () => {
      has((s) => s.mutation === 'receivePrisoner' && s.input.reason === 'NEW_ADMISSION');
      has((s) => s.mutation === 'receivePrisoner' && s.input.reason === 'TRANSFERRED');
      has((s) => s.mutation === 'releasePrisoner' && s.input.reason === 'RELEASED');
      has(
        (s) => s.mutation === 'activateLicence' && s.input.additionalConditions.some((c) => c.curfew?.length),
      );
    });

    it('claimed, came to a Freshstart interview, found work', () => {
      has((s) => s.mutation === 'closeClaim' && s.input.reason === 'PRISON');
      has((s) => s.mutation === 'bookInterview' && s.input.type === 'FRESHSTART');
      has((s) => s.mutation === 'recordOutcome' && s.input.type === 'EMPLOYMENT');
      has((s) => s.mutation === 'closeClaim' && s.input.reason === 'EMPLOYMENT');
    });

    it('leads a life that can be led, and can be read', () => {
      expect(breachesOf(steps)).toEqual([]);
      expect(steps.length).toBeLessThan(150);
    });
  },
);
