import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  fromDayNumber,
  referralProblem,
  toDayNumber,
  workProgrammeMandation,
} from '../src/index.ts';

const jsa = { benefit: 'JSA', dateOfBirth: '1980-05-01' };

test.each([
  ['WORK_PROGRAMME', '2011-05-31', /not be before 2011-06-01/],
  ['WORK_PROGRAMME', '2017-04-01', /not be after 2017-03-31/],
  ['WORK_AND_HEALTH_PROGRAMME', '2017-10-31', /2017-11-01/],
  ['WORK_AND_HEALTH_PROGRAMME', '2024-10-01', /2024-09-30/],
  ['RESTART', '2021-07-11', /2021-07-12/],
  ['RESTART', '2026-07-01', /2026-06-30/],
])('a referral to %s on %s is out of its time', (programme, day, problem) => {
  expect(referralProblem(programme, day)).toMatch(problem);
});

test('a referral on the first and last day of a programme, or to one whose days are not known, is in its time', () => {
  for (const day of ['2011-06-01', '2017-03-31'])
    expect(referralProblem('WORK_PROGRAMME', day)).toBeUndefined();
  expect(referralProblem('ANOTHER', '1990-01-01')).toBeUndefined();
});

describe('the Work Programme had to be', () => {
  test('from day one by who claimed on the day of release, from 1 March 2012 on', () => {
    const on = (day: string) => workProgrammeMandation({ ...jsa, entitledFrom: day, releasedOn: day });
    expect(on('2012-03-01')).toEqual({ basis: 'DAY_ONE', from: '2012-03-01' });
    expect(on('2012-02-29')).toEqual({ basis: 'TWELVE_MONTHS', from: '2013-02-28' });
    expect(on('2017-03-31')).toEqual({ basis: 'DAY_ONE', from: '2017-03-31' });
    expect(on('2017-04-01')).toBeNull();
  });

  test('at once up to the 91st day after release, and after nine or twelve months beyond it', () => {
    const released = '2013-01-07';
    const after = (days: number, dateOfBirth = jsa.dateOfBirth) =>
      workProgrammeMandation({
        ...jsa,
        dateOfBirth,
        entitledFrom: addDays(released, days),
        releasedOn: released,
      });
    expect(after(1)).toEqual({ basis: 'WITHIN_13_WEEKS', from: '2013-01-08' });
    expect(after(91)).toEqual({ basis: 'WITHIN_13_WEEKS', from: '2013-04-08' });
    expect(after(92)).toEqual({ basis: 'TWELVE_MONTHS', from: '2014-04-09' });
    expect(after(92, '1990-01-01')).toEqual({ basis: 'NINE_MONTHS', from: '2014-01-09' });
    // A claim from before the release is none after it.
    expect(after(-1)?.basis).toBe('TWELVE_MONTHS');
  });

  test('of nobody by another benefit', () => {
    expect(
      workProgrammeMandation({
        ...jsa,
        benefit: 'ESA',
        entitledFrom: '2013-01-07',
        releasedOn: '2013-01-07',
      }),
    ).toBeNull();
  });

  test('never before the programme began or after it ended, whatever the days', () => {
    const day = fc
      .integer({ min: toDayNumber('2009-01-01'), max: toDayNumber('2018-12-31') })
      .map(fromDayNumber);
    fc.assert(
      fc.property(day, fc.option(day), (entitledFrom, releasedOn) => {
        const mandation = workProgrammeMandation({ ...jsa, entitledFrom, releasedOn });
        if (mandation === null) {
          expect(addMonths(entitledFrom, 12) > '2017-03-31').toBe(true);
          return;
        }
        expect(referralProblem('WORK_PROGRAMME', mandation.from)).toBeUndefined();
        expect(mandation.from >= entitledFrom).toBe(true);
        if (releasedOn === null) expect(mandation.basis).toBe('TWELVE_MONTHS');
      }),
    );
  });
});
