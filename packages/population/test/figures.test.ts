import { describe, expect, it } from 'vitest';
import { profiles } from '../src/profile.ts';
import { simulate } from '../src/simulate.ts';
import { measure } from './support/measure/measure.ts';
import type { Share } from './support/measure/share.ts';

/**
 * Holds a share to a published one, both in per cent: two points for what the model simplifies, and two and a half
 * standard errors, since a population is a sample.
 */
function expectShare(share: Share, published: number): void {
  const error = Math.sqrt((published * (100 - published)) / share.of);
  expect(share.of).toBeGreaterThan(30);
  expect(Math.abs(100 * share.value - published)).toBeLessThan(2 + 2.5 * error);
}

const measured = (name: (typeof profiles)[number]['name'], seed: string) => {
  const profile = profiles.find((candidate) => candidate.name === name) ?? expect.fail();
  return measure(simulate({ profile: name, people: profile.people, seed }), profile.until);
};

describe('the default profile, 2,000 people', () => {
  const { custody, afterRelease, referrals, stepsPerPerson, people } = measured('default', 'figures');

  it('has as many people as it says, and few enough steps to load', () => {
    expect(people).toBe(2_000);
    expect(stepsPerPerson).toBeGreaterThan(25);
    expect(stepsPerPerson).toBeLessThan(45);
  });

  it('has 65% of sentences under twelve months, most of them served in under six weeks', () => {
    expectShare(custody.shortSentences, 65);
    expect(custody.servedUnderSixWeeks.value).toBeGreaterThan(0.5);
  });

  it('has recalls to releases as 11,041 to 14,946', () => {
    expect(Math.abs(custody.recallsPerRelease - 11_041 / 14_946)).toBeLessThan(0.12);
  });

  it('has one woman in 25 in prison, and one in 11 on probation', () => {
    expectShare(custody.womenInCustody, 4);
    expectShare(custody.womenOnProbation, 9);
  });

  it.each([
    ['2022', 17.4],
    ['2023', 19.3],
    ['2024', 20.1],
  ])('has people in work six weeks after release, %s: %d%', (year, published) => {
    expectShare(afterRelease.workAtSixWeeks[year] ?? expect.fail(), published);
  });

  it.each([
    ['2022', 25.9],
    ['2023', 31.1],
  ])('has people in work six months after release, %s: %d%', (year, published) => {
    expectShare(afterRelease.workAtSixMonths[year] ?? expect.fail(), published);
  });

  it('has 54% on benefit one month and 42% two years after release', () => {
    expectShare(afterRelease.benefitAtOneMonth, 54);
    expectShare(afterRelease.benefitAtTwoYears, 42);
  });

  it('has 44% come to their Freshstart interview, and a first payment after about five weeks', () => {
    expectShare(afterRelease.freshstartAttended, 44);
    expect(afterRelease.daysToFirstPayment).toBeGreaterThan(35);
    expect(afterRelease.daysToFirstPayment).toBeLessThan(47);
  });

  it('has the outcomes of support of the Greater Manchester evaluation', () => {
    expectShare(referrals.outcome, 31.9);
    expectShare(referrals.assessedInTime, 97);
    expectShare(referrals.noTakeUp, 42);
  });
});

describe('the profile of the Greater Manchester service', () => {
  const { referrals } = measured('greater-manchester', 'figures');

  it('sends over 7,200 referrals', () => {
    expect(referrals.sent).toBeGreaterThan(7_200);
    expect(referrals.sent).toBeLessThan(7_400);
  });

  it('assesses 97% within ten working days', () => {
    expect(Math.abs(referrals.assessedInTime.value - 0.97)).toBeLessThan(0.01);
  });

  it('sees over 40% of referrals not taken up, most of them before an assessment', () => {
    expect(referrals.noTakeUp.value).toBeGreaterThan(0.4);
    expect(referrals.noTakeUp.value).toBeLessThan(0.45);
    expect(referrals.endedBeforeAssessment.value).toBeGreaterThan(0.5);
  });

  it('brings 31.9% of participants an outcome, within 60 days on average', () => {
    expect(Math.abs(referrals.outcome.value - 0.319)).toBeLessThan(0.022);
    expect(Math.abs(referrals.daysToOutcome - 60)).toBeLessThan(4);
  });

  it('brings fewer women, and fewer people of high complexity, an outcome', () => {
    const { LOW, MEDIUM, HIGH } = referrals.outcomeByComplexity;
    expect(referrals.outcomeOfWomen.value).toBeLessThan(referrals.outcomeOfMen.value);
    expect(HIGH.value).toBeLessThan(MEDIUM.value);
    expect(MEDIUM.value).toBeLessThan(LOW.value);
  });

  it('sends all of them from July 2021 to February 2024, under contract DN535743, from nine delivery units', () => {
    const units = new Set<string>();
    for (const { steps } of simulate({ profile: 'greater-manchester', people: 400, seed: 'window' })) {
      for (const step of steps) {
        if (step.mutation === 'assignKeyWorker') units.add(String(step.input.deliveryUnitCode));
        if (step.mutation !== 'sendReferral') continue;
        expect(step.input.contractReference).toBe('DN535743');
        expect(step.input.referredOn >= '2021-07-01' && step.input.referredOn <= '2024-02-29').toBe(true);
      }
    }
    expect([...units].sort()).toEqual(
      ['BOLT', 'GMS', 'MANC', 'OLD', 'ROBO', 'SATR', 'STTR', 'TAST', 'WIBO'].map((unit) => `N50${unit}`),
    );
  });
});
