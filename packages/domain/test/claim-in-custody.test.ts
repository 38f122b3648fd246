import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type ClaimOfPrisoner, claimInCustody } from '../src/index.ts';

const received = '2026-06-01';
const day = (count: number) => addDays(received, count);
const stay = { receivedOn: received, endedOn: null };
const claim: ClaimOfPrisoner = {
  benefit: 'JSA',
  state: 'RUNNING',
  entitledFrom: '2026-01-05',
  closedOn: null,
  effectiveTo: null,
  paidTo: null,
  dailyRatePence: 1_000,
  housingCostsFrom: null,
};

describe('a claim of somebody who was received', () => {
  it('that nobody closes is overpaid by every day', () => {
    expect(claimInCustody(claim, stay, day(30))).toEqual({
      daysOpen: 30,
      overpaidDays: 30,
      overpaidPence: 30_000,
      unpaidFrom: null,
    });
  });

  it('that is closed with effect from the reception is overpaid by what was paid', () => {
    const closed = { ...claim, state: 'CLOSED', closedOn: day(12), effectiveTo: received };
    expect(claimInCustody({ ...closed, paidTo: day(14) }, stay, day(30))).toMatchObject({
      daysOpen: 12,
      overpaidPence: 14_000,
      unpaidFrom: day(14),
    });
    const nothing = { overpaidPence: 0, unpaidFrom: received };
    expect(claimInCustody({ ...closed, paidTo: received }, stay, day(30))).toMatchObject(nothing);
    expect(claimInCustody(closed, stay, day(30))).toMatchObject(nothing);
    // What was paid before the reception was due.
    expect(claimInCustody({ ...closed, paidTo: day(-3) }, stay, day(30))).toMatchObject(nothing);
  });

  it('that was closed later ran on when it is asked what was known before', () => {
    const closed = { ...claim, state: 'CLOSED', closedOn: day(12), effectiveTo: received, paidTo: day(14) };
    expect(claimInCustody(closed, stay, day(10))).toMatchObject({ daysOpen: 10, overpaidDays: 10 });
  });

  it('ends to be overpaid with the release', () => {
    const closed = { ...claim, state: 'CLOSED', closedOn: day(12), effectiveTo: day(12), paidTo: day(12) };
    expect(claimInCustody(closed, { ...stay, endedOn: day(6) }, day(30))).toMatchObject({
      daysOpen: 6,
      overpaidPence: 6_000,
    });
  });

  it.each<[string, Partial<ClaimOfPrisoner>]>([
    ['of which only housing costs went on', { state: 'HOUSING_COSTS_ONLY', housingCostsFrom: received }],
    ['which runs in full again after housing costs', { housingCostsFrom: received }],
    ['made in advance', { state: 'ADVANCE', entitledFrom: null }],
    ['rejected', { state: 'REJECTED' }],
    ['entitled later', { entitledFrom: day(1) }],
    ['closed before', { state: 'CLOSED', closedOn: day(-1), effectiveTo: day(-1) }],
    [
      'closed afterwards with effect from before',
      { state: 'CLOSED', closedOn: day(3), effectiveTo: day(-9) },
    ],
    ['of Housing Benefit', { benefit: 'HB' }],
  ])('%s is none', (_, changes) => {
    expect(claimInCustody({ ...claim, ...changes }, { ...stay, endedOn: day(20) }, day(30))).toBeNull();
  });

  it('whose daily rate nobody said is overpaid by an unknown amount', () => {
    expect(claimInCustody({ ...claim, dailyRatePence: null }, stay, day(3))).toEqual({
      daysOpen: 3,
      overpaidDays: 3,
      overpaidPence: null,
      unpaidFrom: null,
    });
  });

  it('is never overpaid beyond the stay or the day asked about', () => {
    const anyDay = fc.integer({ min: -5, max: 60 }).map(day);
    const mayBe = fc.option(anyDay);
    fc.assert(
      fc.property(mayBe, mayBe, mayBe, mayBe, anyDay, (closedOn, effectiveTo, paidTo, endedOn, asOf) => {
        const found = claimInCustody({ ...claim, closedOn, effectiveTo, paidTo }, { ...stay, endedOn }, asOf);
        if (!found || (endedOn !== null && endedOn < received)) return;
        const last = endedOn !== null && endedOn < asOf ? endedOn : asOf;
        expect(found.overpaidDays).toBeGreaterThanOrEqual(0);
        expect(day(found.overpaidDays) <= last).toBe(true);
        expect(day(found.daysOpen) <= last).toBe(true);
      }),
    );
  });
});
