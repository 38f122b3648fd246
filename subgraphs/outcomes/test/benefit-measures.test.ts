import { addDays } from '@throughgate/domain';
import {
  createDisclosureControl,
  createMeasuresEngine,
  type Episode,
  type MeasureStore,
  type MeasuresEngine,
  openMeasureStore,
  policies,
} from '@throughgate/measures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dimensions, episodeKinds, measures } from '../src/measures/index.ts';

// Measures of claims, interviews, sharing and sanctions, counted by the engine from a few episodes that can be counted by hand.

const received = '2026-06-01';
const day = (count: number) => addDays(received, count);
const asOf = new Date('2026-10-15T12:00:00.000Z');

const mine = [
  'claim-closed-within',
  'money-not-overpaid',
  'freshstart-attended',
  'interviews-lost-to-transfer',
  'interview-length',
  'days-before-release',
  'inductions-a-week',
  'sharing-uptake',
  'feedback-given',
  'mandated-in-time',
  'sanction-rate',
  'left-after-sanction',
  'clash-rate',
];

let people = 0;
const episodes = new Map<string, Episode[]>();

/** An episode of a person of its own: what is not said nobody knows. */
function add(kind: string, row: Record<string, unknown>): void {
  const { columns = {}, about } = episodeKinds.find(({ name }) => name === kind) ?? {};
  people += 1;
  const id = `00000000-0000-7000-8000-${String(people).padStart(12, '0')}`;
  const personId = about === 'person' ? id : null;
  const empty = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));
  const list = episodes.get(kind) ?? [];
  list.push({ id: `${kind} ${people}`, personId, ...empty, ...row } as Episode);
  episodes.set(kind, list);
}

// Hull had a contact on the day, and Leeds one until the day before and one from the day after.
add('benefit_centre_contact', { centre: 'BDC-HULL', from_on: received, to_on: received });
add('benefit_centre_contact', { centre: 'BDC-LEEDS', from_on: '2026-01-05', to_on: day(-1) });
add('benefit_centre_contact', { centre: 'BDC-LEEDS', from_on: day(1) });

// The people of the question about claims in custody, by their letters; c, e and f have no such claim.
const claim = { received_on: received, prison_id: 'CFI', benefit: 'JSA', daily_rate_pence: 1_000 };
const hull = { ...claim, benefit_centre_code: 'BDC-HULL' };
add('claim_in_custody', { ...hull, closed_on: day(12), unpaid_from: day(14) }); // a
add('claim_in_custody', { ...hull, closed_on: day(5), unpaid_from: day(0) }); // b
add('claim_in_custody', hull); // d
add('claim_in_custody', { ...hull, closed_on: day(12), unpaid_from: day(6), ended_on: day(6) }); // g
add('claim_in_custody', { ...claim, benefit: 'ESA', daily_rate_pence: 1_234 }); // h
// In Leeds, closed on day 7, and released in July: the month counts until the day before.
const leeds = { ...claim, prison_id: 'LEI', benefit_centre_code: 'BDC-LEEDS' };
add('claim_in_custody', { ...leeds, closed_on: day(7), unpaid_from: day(7), ended_on: '2026-07-11' });
// Nobody told the daily rate.
add('claim_in_custody', { ...leeds, closed_on: day(1), unpaid_from: day(1), daily_rate_pence: null });

const freshstart = { released_on: received, due_on: day(3), prison_id: 'DMI', booked_by: 'OFFICE' };
for (const [status, more] of [
  ['ATTENDED', {}],
  ['FAILED_TO_ATTEND', {}],
  ['CANCELLED', { not_held_reason: 'ILL' }],
  ['CANCELLED', { not_held_reason: 'OFFICE_CANCELLED' }],
  ['LOST_TO_CUSTODY', {}],
  ['BOOKED', {}],
  // Two weeks ago: whatever comes of it, its time is not over.
  ['ATTENDED', { released_on: '2026-10-01', due_on: '2026-10-02' }],
] as const) {
  add('freshstart', { ...freshstart, status, ...more });
}

const interview = {
  booked_for_on: received,
  prison_id: 'DMI',
  purpose: 'PRE_RELEASE',
  lost_to_transfer: false,
};
add('adviser_interview', { ...interview, held: true, minutes: 5, released_on: day(10), ended_on: day(10) });
add('adviser_interview', { ...interview, held: true, minutes: 30, released_on: day(40), ended_on: day(40) });
add('adviser_interview', { ...interview, held: true, ended_on: day(20) }); // died
add('adviser_interview', { ...interview, held: true, minutes: 10, purpose: 'INDUCTION' });
add('adviser_interview', { ...interview, booked_for_on: day(7), held: true, purpose: 'INDUCTION' });
add('adviser_interview', { ...interview, held: false });
add('adviser_interview', { ...interview, lost_to_transfer: true });
add('adviser_interview', interview);

const open = { from_on: '2026-01-10', delivery_unit_code: 'N54DUR', region_code: 'N02', shared: false };
add('open_case', { ...open, to_on: '2026-03-31' });
add('open_case', { ...open, to_on: '2026-03-30' });
add('open_case', { ...open, shared: true });
add('open_case', { ...open, from_on: '2026-07-01', shared: true });
add('sharing_form', { delivery_unit_code: 'N54DUR', received_on: '2026-05-04', feedback_on: '2026-06-01' });
add('sharing_form', { delivery_unit_code: 'N54DUR', received_on: '2026-05-04', feedback_on: '2026-06-02' });
add('sharing_form', { delivery_unit_code: 'N54DUR', received_on: '2026-05-04' });

const due = { programme_code: 'WORK_PROGRAMME', office_code: 'JCP-DURHAM', due_on: '2013-03-04' };
add('programme_due', {
  ...due,
  referral_basis: 'DAY_ONE',
  limit_on: '2013-03-04',
  referred_on: '2013-03-04',
});
add('programme_due', {
  ...due,
  referral_basis: 'DAY_ONE',
  limit_on: '2013-03-04',
  referred_on: '2013-03-05',
});
add('programme_due', { ...due, referral_basis: 'WITHIN_13_WEEKS', limit_on: '2013-05-03' });
add('sanction_applied', { from_on: received, left_on: day(20) });
add('sanction_applied', { from_on: received });
add('jobcentre_meeting', { due_on: received, clashes: true });
for (const due_on of [received, day(1), day(2)]) add('jobcentre_meeting', { due_on, clashes: false });
const claiming = { provider_code: 'SEETEC', category: 'LICENCE', sanctioned_in: '' };
add('claiming_months', { ...claiming, from_on: '2026-05-01', sanctioned_in: '2026-05 2026-07' });
add('claiming_months', { ...claiming, from_on: '2026-06-01', to_on: '2026-06-30' });

let store: MeasureStore;
let engine: MeasuresEngine;
beforeAll(async () => {
  store = await openMeasureStore({
    path: ':memory:',
    kinds: episodeKinds,
    secret: 'of this test',
    threads: 1,
  });
  const ids = [...episodes.values()].flatMap((rows) => rows.flatMap(({ personId }) => personId ?? []));
  await store.apply({
    learntAt: new Date(asOf.getTime() - 1_000),
    position: '1',
    personIds: ids,
    numbers: new Map(ids.map((id, number) => [id, number])),
    episodes,
    complete: true,
  });
  engine = createMeasuresEngine({
    measures,
    funnels: [],
    episodeKinds,
    dimensions,
    store: () => store,
    control: createDisclosureControl({ policy: policies.none, ledger: undefined, audit: undefined }),
    latestTick: async () => asOf,
    tickAt: async () => asOf,
    completeness: async () => ({ value: 1, agencies: [] }),
  });
});
afterAll(() => store.stop());

async function answer(measure: string, by: string[], from: string, to: string, cohort = {}) {
  return engine.answer({ measure, cohort, by, from, to });
}

/** By the codes of each cell, what it says of its share. */
async function shares(measure: string, by: string[], from = received, to = day(10)) {
  const { cells } = await answer(measure, by, from, to);
  return Object.fromEntries(
    cells.map(({ by: codes, numerator, denominator }) => [
      codes.map(({ code }) => code).join(' '),
      [numerator, denominator],
    ]),
  );
}

describe('claims of people in custody', () => {
  it('are closed within a week of those who stayed for one', async () => {
    expect(await shares('claim-closed-within', ['PRISON', 'NAMED_CONTACT'])).toEqual({
      'CFI YES': [1, 3],
      'CFI UNKNOWN': [0, 1],
      'LEI NO': [2, 2],
    });
    const { cells } = await answer('claim-closed-within', ['BENEFIT_CENTRE'], received, received);
    const ofHull = cells.find(({ by }) => by[0]?.code === 'BDC-HULL');
    // Days 5 and 12 of three; the third is closed by nobody.
    expect(engine.quantile(ofHull?.durations ?? [], 0.5)).toBe(12);
    expect(engine.quantile(ofHull?.durations ?? [], 0.9)).toBeNull();
  });

  it('save from their closing on until the release, in each month its own days', async () => {
    const { cells } = await answer('money-not-overpaid', ['MONTH'], received, '2026-08-31', {
      PRISON: ['CFI'],
    });
    expect(cells.map(({ by, value }) => [by[0]?.code, value])).toEqual([
      // a: 16 days, b: 30; the six days of g were paid. Closed at the reception they would have made it £520.
      ['2026-06', 46_000],
      ['2026-07', 62_000],
      ['2026-08', 62_000],
    ]);
    const atLeeds = await answer('money-not-overpaid', ['MONTH'], received, '2026-12-31', {
      PRISON: ['LEI'],
    });
    expect(atLeeds.cells.map(({ value }) => value)).toEqual([23_000, 10_000]);
    // A month that is not over does not count.
    const october = await answer('money-not-overpaid', [], '2026-10-01', '2026-10-31');
    expect(october.total).toMatchObject({ value: 0 });
  });
});

describe('interviews', () => {
  it('to which people could come are attended, or not', async () => {
    expect(await shares('freshstart-attended', ['BOOKED_BY'], '2026-01-01', '2026-10-15')).toEqual({
      OFFICE: [1, 3],
    });
  });

  it('with the adviser are lost to transfers, counted of those of which something is known', async () => {
    expect(await shares('interviews-lost-to-transfer', ['PRISON'])).toEqual({ DMI: [1, 7] });
  });

  it('with the adviser last minutes, and come days before the release', async () => {
    const length = await answer('interview-length', [], received, day(10));
    expect(length.total).toMatchObject({ value: 10 });
    const { total } = await answer('days-before-release', [], received, day(10));
    // Released after 10 and 40 days; one was lost to sight in between.
    expect(total).toMatchObject({ numerator: 2, denominator: 3, value: 40 });
  });

  it('of induction are counted by the week', async () => {
    const { cells } = await answer('inductions-a-week', ['WEEK'], received, day(13));
    expect(cells.map(({ value }) => value)).toEqual([1, 1]);
  });
});

describe('sharing with the Jobcentre', () => {
  it('is counted on the last day of each quarter that is over', async () => {
    expect(await shares('sharing-uptake', ['QUARTER'], '2026-01-01', '2026-12-31')).toEqual({
      '2026-Q1': [1, 2],
      '2026-Q2': [1, 1],
      '2026-Q3': [2, 2],
    });
  });

  it('has feedback by the 28th day', async () => {
    expect(await shares('feedback-given', ['DELIVERY_UNIT'], '2026-05-01', '2026-05-31')).toEqual({
      N54DUR: [1, 3],
    });
  });
});

describe('conditions of benefit', () => {
  it('bring prison leavers to the Work Programme in time, or late, or never', async () => {
    expect(
      await shares('mandated-in-time', ['OFFICE', 'REFERRAL_BASIS'], '2013-01-01', '2013-12-31'),
    ).toEqual({
      'JCP-DURHAM DAY_ONE': [1, 2],
      'JCP-DURHAM WITHIN_13_WEEKS': [0, 1],
    });
  });

  it('sanction claimants in some of their months', async () => {
    const { total } = await answer('sanction-rate', [], '2026-04-01', '2026-08-31');
    expect(total).toMatchObject({ numerator: 2, denominator: 5, value: 40 });
    expect(await shares('sanction-rate', ['MONTH'], '2026-05-01', '2026-07-31')).toEqual({
      '2026-05': [1, 1],
      '2026-06': [0, 2],
      '2026-07': [1, 1],
    });
  });

  it('clash with what else is due', async () => {
    expect((await answer('clash-rate', [], received, day(10))).total).toMatchObject({
      value: 25,
      denominator: 4,
    });
  });

  it('drive people off benefit', async () => {
    expect((await answer('left-after-sanction', [], received, received)).total).toMatchObject({
      numerator: 1,
      denominator: 2,
    });
  });
});

describe('a measure', () => {
  it.each(mine)('%s can be asked by each dimension that it declares', async (id) => {
    const measure = measures.find((one) => one.id === id);
    expect(measure?.noRecords).toBeUndefined();
    for (const dimension of measure?.dimensions ?? []) {
      const { cells } = await answer(id, [dimension], '2013-01-01', '2026-10-15');
      expect(cells.length).toBeGreaterThan(0);
    }
  });

  it.each([
    'job-retained',
    'purposeful-activity',
    'understands-disclosure',
    'need-prevalence',
    'adviser-days-per-100-releases',
  ])('%s says that there are no records, which is not none', async (id) => {
    const { total, definition } = await answer(id, ['PRISON'], received, received);
    expect(definition.noRecords).toMatch(/\w/);
    expect(total).toMatchObject({ value: null, numerator: null, denominator: null });
  });
});
