import {
  cancellationReasons,
  jobcentreOfficesFor,
  licenceConditions,
  offence,
  prison,
  withdrawalReasons,
} from '@throughgate/domain';
import { describe, expect, it } from 'vitest';
import { caseStudyEstate, caseStudyUnits } from '../src/reference/case-study-estate.ts';
import { deliveryUnits } from '../src/reference/delivery-units.ts';
import { curfewCondition, otherConditions } from '../src/reference/licence-conditions.ts';
import { offenceCodes } from '../src/reference/offences.ts';
import { nationalEstate } from '../src/reference/prison-catchment.ts';
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
    for (const unit of deliveryUnits) {
      for (const sex of ['F', 'M'] as const) {
        const { local, training, open } = nationalEstate({ sex, unit }, 30);
        const wrong = [...local, ...training, ...open].filter((id) => {
          const place = prison(id);
          return !place?.active || !(sex === 'F' ? place.female : place.male) || place.types.includes('YCS');
        });
        expect(wrong).toEqual([]);
      }
    }
    const [unit = expect.fail()] = deliveryUnits;
    expect(() => nationalEstate({ sex: 'M', unit: { ...unit, regionName: 'Atlantis' } }, 30)).toThrow(
      RangeError,
    );
  });

  it('are the twelve case-study prisons and Leeds in the review’s time, and no delivery unit without one', () => {
    const held = new Set<string>();
    for (const code of caseStudyUnits) {
      const unit = deliveryUnits.find((candidate) => candidate.code === code) ?? expect.fail(code);
      for (const sex of ['F', 'M'] as const) {
        for (const age of [19, 30]) {
          const { local, training, open } = caseStudyEstate({ sex, unit }, age);
          for (const id of [...local, ...training, ...open]) held.add(id);
        }
      }
    }
    expect([...held].sort().join()).toBe('CFI,DMI,DTI,EVI,HLI,LEI,LNI,PRI,RSI,STI,TCI,UKI,UPI,WOI');
    expect([...held].filter((id) => prison(id) === undefined)).toEqual([]);
    const [unit = expect.fail()] = deliveryUnits;
    expect(() => caseStudyEstate({ sex: 'M', unit }, 30)).toThrow(RangeError);
  });

  it('are staff prefixes of one delivery unit each, and Jobcentre offices for every one', () => {
    expect(new Set(deliveryUnits.map(({ staffPrefix }) => staffPrefix)).size).toBe(deliveryUnits.length);
    expect(deliveryUnits.filter(({ code }) => jobcentreOfficesFor(code).length === 0)).toEqual([]);
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
