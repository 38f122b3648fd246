import { describe, expect, it } from 'vitest';
import { benefitProblem, earliestAdvanceClaim, housingCostsInCustody } from '../src/index.ts';

describe('housing costs of Universal Credit in custody', () => {
  const stay = {
    receivedOn: '2026-01-10',
    releaseExpectedOn: '2026-07-10',
    single: true,
    hadHousingCosts: true,
  };

  it.each([
    ['for a stay of six months to the day', stay, '2026-07-10'],
    [
      'for six months at most, whenever release is expected',
      { ...stay, releaseExpectedOn: '2026-02-01' },
      '2026-07-10',
    ],
    [
      'to the end of a shorter month',
      { ...stay, receivedOn: '2025-08-31', releaseExpectedOn: '2026-02-01' },
      '2026-02-28',
    ],
  ])('go on %s', (_, given, until) => {
    expect(housingCostsInCustody(given)).toEqual({ until });
  });

  it.each([
    ['a day more than six months', { ...stay, releaseExpectedOn: '2026-07-11' }, /2026-07-11.*2026-07-10/],
    ['a couple', { ...stay, single: false }, /alone/],
    ['an award without housing costs', { ...stay, hadHousingCosts: false }, /no housing costs/],
    [
      'a time before Universal Credit',
      { ...stay, receivedOn: '2013-04-28', releaseExpectedOn: '2013-05-01' },
      /2013-04-29/,
    ],
  ])('do not for %s', (_, given, notDue) => {
    expect(housingCostsInCustody(given)).toEqual({ notDue: expect.stringMatching(notDue) });
  });
});

it.each([
  ['UC', '2013-04-28', null, 'from'],
  ['UC', '2013-04-29', null, undefined],
  ['ESA', '2008-10-26', 'INCOME', 'from'],
  ['JSA', '2010-03-01', 'CONTRIBUTIONS', undefined],
  ['HB', '2010-03-01', 'INCOME', 'basis'],
  ['NEW', '1900-01-01', null, undefined],
])('a claim of %s from %s on the basis %s is wrong in: %s', (benefit, from, basis, field) => {
  expect(benefitProblem(benefit, from, basis)?.field).toBe(field);
});

it('Jobseeker’s Allowance is claimed five weeks before the release at most, and other benefits as they allow', () => {
  expect(earliestAdvanceClaim('JSA', '2026-04-07')).toBe('2026-03-03');
  expect(earliestAdvanceClaim('UC', '2026-04-07')).toBe('2026-01-13');
  expect(earliestAdvanceClaim('IS', '2026-04-07')).toBeUndefined();
});
