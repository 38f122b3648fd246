import { describe, expect, it } from 'vitest';
import { ineligibility, programme, programmes, serviceProvider, visitPlan } from '../src/index.ts';

const throughcare = { visitsBefore: 3, visitsAfter: 6, daysAfter: 42 };
const release = { visitsFrom: '2011-01-01', releasedOn: '2011-03-01', recalledOn: null };
const contact = (on: string, kind: string, attended = true) => ({ on, kind, attended });
const visits = ['2011-01-10', '2011-02-10', '2011-03-01'].map((on) => contact(on, 'PRISON_VISIT'));
const meetings = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    contact(`2011-03-${String(index + 2).padStart(2, '0')}`, 'MEETING'),
  );

describe('a visit plan', () => {
  it('counts visits up to the release and meetings within 42 days from it, the last day among them', () => {
    const contacts = [
      ...visits,
      contact('2010-12-31', 'PRISON_VISIT'),
      contact('2011-03-01', 'GATE'),
      contact('2011-04-12', 'ACCOMPANIED'),
      contact('2011-04-13', 'MEETING'),
      contact('2011-02-28', 'MEETING'),
    ];
    expect(visitPlan(throughcare, release, contacts, '2011-06-01')).toEqual({
      plannedBefore: 3,
      doneBefore: 3,
      plannedAfter: 6,
      doneAfter: 2,
      after: '2011-03-01',
      dueBy: '2011-04-12',
      onTrack: false,
    });
  });

  it('does not count calls, messages and people who did not come', () => {
    const contacts = [
      contact('2011-03-02', 'PHONE'),
      contact('2011-03-02', 'MESSAGE'),
      contact('2011-03-02', 'MEETING', false),
    ];
    expect(visitPlan(throughcare, release, contacts, '2011-03-03')).toMatchObject({ doneAfter: 0 });
  });

  it.each([
    ['2011-02-28', 0, 0, true],
    ['2011-03-01', 2, 0, false],
    ['2011-03-07', 3, 0, true],
    ['2011-03-08', 3, 0, false],
    ['2011-03-08', 3, 1, true],
    ['2011-04-11', 3, 5, true],
    ['2011-04-12', 3, 5, false],
    ['2011-09-01', 3, 6, true],
  ])('on %s with %i visits and %i meetings is on track: %s', (today, before, after, onTrack) => {
    const contacts = [...visits.slice(0, before), ...meetings(after)];
    expect(visitPlan(throughcare, release, contacts, today).onTrack).toBe(onTrack);
  });

  it('moves with the day of the release', () => {
    const moved = { ...release, releasedOn: '2011-03-20' };
    expect(visitPlan(throughcare, moved, [...visits, ...meetings(6)], '2011-03-20')).toMatchObject({
      doneBefore: 3,
      doneAfter: 0,
      dueBy: '2011-05-01',
      onTrack: true,
    });
  });

  it('stops on the day of a recall', () => {
    const recalled = { ...release, recalledOn: '2011-03-10' };
    const contacts = [...visits, ...meetings(1), contact('2011-03-11', 'MEETING')];
    expect(visitPlan(throughcare, recalled, contacts, '2011-09-01')).toMatchObject({
      doneAfter: 1,
      dueBy: '2011-03-10',
      onTrack: true,
    });
  });
});

describe('programmes of the report', () => {
  it('have codes of their own, in order, and organisations that are called the same as among providers', () => {
    const codes = programmes().map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    const known = programmes().filter(({ organisation }) => serviceProvider(organisation.code));
    expect(known.length).toBeGreaterThan(1);
  });

  it('take whom they are for', () => {
    const scheme = programme('TRANSITIONAL_SUPPORT');
    if (!scheme) return expect.fail('no scheme');
    const person = { sentenceMonths: 11, returnRegionCode: 'N03', voluntary: true };
    expect(ineligibility(scheme, person)).toBeUndefined();
    expect(
      ineligibility(scheme, { ...person, sentenceMonths: null, returnRegionCode: null }),
    ).toBeUndefined();
    expect(ineligibility(scheme, { ...person, sentenceMonths: 12 })).toMatch(/under 12 months/);
    expect(ineligibility(scheme, { ...person, returnRegionCode: 'N50' })).toMatch(/N03, not to N50/);
    expect(ineligibility(scheme, { ...person, voluntary: false })).toMatch(/choose/);
    const open = programme('WISE');
    expect(open && ineligibility(open, { ...person, sentenceMonths: 60, voluntary: false })).toBeUndefined();
  });
});
