import {
  cancellationReasons,
  licenceConditions,
  offence,
  prison,
  withdrawalReasons,
} from '@throughgate/domain';
import { describe, expect, it } from 'vitest';
import { deliveryUnits } from '../src/reference/delivery-units.ts';
import { curfewCondition, otherConditions } from '../src/reference/licence-conditions.ts';
import { offenceCodes } from '../src/reference/offences.ts';
import { prisonsServing } from '../src/reference/prison-catchment.ts';
import { peopleOf } from './support/people.ts';

describe('what the model takes from reference data', () => {
  it('are offences that exist', () => {
    const codes = [...offenceCodes.short, ...offenceCodes.long].map(([code]) => code);
    expect(codes.filter((code) => offence(code) === undefined)).toEqual([]);
  });

  it('are additional licence conditions without blanks, and the curfew', () => {
    const policy = new Map(licenceConditions().map((condition) => [condition.code, condition]));
    expect(policy.get(curfewCondition)?.category).toBe('Curfew arrangement');
    for (const [code] of otherConditions) {
      expect(policy.get(code)?.kind).toBe('AdditionalConditionAp');
      expect(policy.get(code)?.text).not.toContain('[');
    }
  });

  it('are open prisons that hold people of the sex, for every region', () => {
    for (const region of new Set(deliveryUnits.map(({ regionName }) => regionName))) {
      for (const sex of ['F', 'M'] as const) {
        const { local, training, open } = prisonsServing(region, sex);
        const wrong = [...local, ...training, ...open].filter((id) => {
          const place = prison(id);
          return !place?.active || !(sex === 'F' ? place.female : place.male) || place.types.includes('YCS');
        });
        expect(wrong).toEqual([]);
      }
    }
    expect(() => prisonsServing('Atlantis', 'M')).toThrow(RangeError);
  });

  it('are staff prefixes and offices of one delivery unit each', () => {
    expect(new Set(deliveryUnits.map(({ staffPrefix }) => staffPrefix)).size).toBe(deliveryUnits.length);
    expect(new Set(deliveryUnits.map(({ office }) => office)).size).toBe(deliveryUnits.length);
  });

  it('are reasons of Refer and Monitor, each fit for its ending', () => {
    const withdrawals = new Set(withdrawalReasons().map(({ code }) => code));
    const cancellations = new Set(cancellationReasons().map(({ code }) => code));
    for (const { steps } of peopleOf('greater-manchester', 300)) {
      for (const step of steps) {
        if (step.mutation !== 'endReferral') continue;
        const { status, reasonCode } = step.input;
        if (status === 'COMPLETED') expect(reasonCode).toBeUndefined();
        else expect(status === 'CANCELLED' ? cancellations : withdrawals).toContain(reasonCode);
      }
    }
  });
});
