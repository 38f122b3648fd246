import { describe, expect, it } from 'vitest';
import { isUnpaidAfter, moneyAfterRelease } from '../src/releases/first-money.ts';
import { gapsOf } from '../src/releases/gaps/gaps-of.ts';
import type { GapCase, ObservedCase } from '../src/releases/release-case.ts';
import type { PersonFacts, ReleaseRow } from '../src/releases/rows.ts';

// Each rule by itself: what closes a gap, what opens it, and what leaves it unknown.

const release: ReleaseRow = {
  id: 'r1',
  person_id: 'p1',
  released_at: new Date('2026-06-11T09:00:00Z'),
  released_on: '2026-06-11',
  prison_id: 'LNI',
  booking_id: 'b1',
  started_at: new Date('2026-03-02T15:00:00Z'),
  started_on: '2026-03-02',
  legal_status: 'SENTENCED',
  recall: false,
  sentence_days: 200,
  sentenced_on: '2026-03-02',
};
const nobody: PersonFacts = {
  dateOfBirth: '1980-02-03',
  caseRegion: null,
  agencies: new Set(['prisons']),
  hasNino: false,
  custody_stay: [],
  transfer: [],
  interview: [],
  key_date_revision: [],
  adviser_interview: [],
  supervision: [],
  case_manager: [],
  money_paid: [],
  identity_document: [],
  bank_application: [],
  release_address: [],
  pathway_status: [],
  support: [],
  claim: [],
  engagement: [],
  spell: [],
  departure: [],
  case_unit: [],
};
const all = ['prisons', 'probation', 'jobcentre', 'providers'];

function at(
  person: Partial<PersonFacts>,
  more: Partial<ReleaseRow> = {},
  speaking = all,
): GapCase & ObservedCase {
  return {
    release: { ...release, ...more },
    person: { ...nobody, ...person },
    speaking: new Set(speaking),
    observedTo: '2026-11-26',
  };
}

/** `gap` with the owner and its first day, `unknown`, or `closed`. */
function found(kind: string, one: GapCase): string {
  const { gaps, unknown } = gapsOf(one);
  const gap = gaps.find((other) => other.kind === kind);
  if (gap) return `gap of ${gap.owner} since ${gap.openSince}`;
  return unknown.some((other) => other === kind) ? 'unknown' : 'closed';
}

const interview = (booked_on: string, held: boolean | null, not_held_reason: string | null = null) => ({
  id: booked_on,
  booked_on,
  booked_for: `${booked_on}T09:00:00Z`,
  purpose: 'INDUCTION',
  minutes: null,
  prison_id: 'LEI',
  booking_id: 'b1',
  held,
  not_held_reason,
  event_id: 'e1',
});
const pathway = (name: string, status: string, changed_on: string, more: object = {}) => ({
  id: changed_on,
  booking_id: 'b1',
  pathway: name,
  status,
  changed_on,
  asked_on: null,
  answered_on: null,
  event_id: `told on ${changed_on}`,
  ...more,
});
const address = (kind: string, known_on = '2026-06-01', booking_id = 'b1') => ({
  id: known_on,
  booking_id,
  kind,
  known_on,
  event_id: 'e2',
});
const document = (kind: string, issued_on: string | null, with_photograph = true, more: object = {}) => ({
  id: kind,
  kind,
  applied_on: '2026-05-01',
  issued_on,
  with_photograph,
  accepted_by_bank: null,
  accepted_by_jobcentre: null,
  event_id: 'e3',
  ...more,
});
const claim = (claimed_on: string, more: object = {}) => ({
  id: claimed_on,
  state: 'RUNNING',
  claimed_on,
  entitled_from: claimed_on,
  opened_on: claimed_on,
  closed_on: null,
  effective_to: null,
  closure_reason: null,
  made_at: null,
  event_id: 'e4',
  ...more,
});
const licence = {
  id: 'l1',
  kind: 'LICENCE' as const,
  title: 'conditional release',
  begins: '2026-06-11',
  planned_end: '2026-09-17',
  ended_on: null,
  treatment: false,
};
const mentor = {
  id: 's1',
  kind: 'EPISODE' as const,
  reference_number: 's1',
  programme_kind: 'GATE_MENTORING',
  title: 'Minerva',
  worker: null,
  begins: '2026-06-11',
  planned_end: '2026-09-03',
  ended_on: null,
  met_at_gate: true,
};
const appointment = (starts_at: string, more: object = {}) => ({
  id: starts_at,
  kind: 'Appointment',
  starts_at,
  called_off: false,
  booked_on: null,
  booked_at: '2026-06-08T09:00:00Z',
  ...more,
});
const known = { agencies: new Set(['prisons', 'probation']) };

describe('a gap', () => {
  it.each<[string, string, GapCase, string]>([
    ['ADVISER_NOT_SEEN', 'nothing booked', at({}), 'gap of jobcentre since 2026-03-02'],
    ['ADVISER_NOT_SEEN', 'held', at({ adviser_interview: [interview('2026-05-04', true)] }), 'closed'],
    [
      'ADVISER_NOT_SEEN',
      'held in an earlier stay only',
      at({ adviser_interview: [interview('2025-05-04', true)] }),
      'gap of jobcentre since 2026-03-02',
    ],
    [
      'ADVISER_NOT_SEEN',
      'lost to the prison’s regime',
      at({ adviser_interview: [interview('2026-05-04', false, 'REGIME')] }),
      'gap of prisons since 2026-03-02',
    ],
    [
      'ADVISER_NOT_SEEN',
      'the adviser did not come',
      at({
        adviser_interview: [
          interview('2026-05-04', false, 'REGIME'),
          interview('2026-05-05', false, 'ADVISER_ABSENT'),
        ],
      }),
      'gap of jobcentre since 2026-03-02',
    ],
    ['ADVISER_NOT_SEEN', 'a stay of 13 days', at({}, { started_on: '2026-05-29' }), 'closed'],
    ['NO_CLAIM', 'the Jobcentre knows nobody', at({}), 'gap of jobcentre since null'],
    ['NO_CLAIM', 'the Jobcentre is silent', at({}, {}, ['prisons']), 'unknown'],
    ['NO_CLAIM', 'claimed on the day', at({ claim: [claim('2026-06-11')] }), 'closed'],
    [
      'NO_CLAIM',
      'claimed the day after',
      at({ claim: [claim('2026-06-12')] }),
      'gap of jobcentre since null',
    ],
    [
      'NO_CLAIM',
      'closed from the reception on',
      at({ claim: [claim('2025-01-01', { closed_on: '2026-03-14', effective_to: '2026-03-02' })] }),
      'gap of jobcentre since 2026-03-02',
    ],
    [
      'NO_CLAIM',
      'rejected',
      at({ claim: [claim('2026-06-01', { state: 'REJECTED' })] }),
      'gap of jobcentre since null',
    ],
    [
      'NO_CLAIM',
      'a job waits',
      at({ spell: [{ kind: 'EMPLOYMENT', begins: '2026-06-11', ends: null }] }),
      'closed',
    ],
    ['NO_BANK_ACCOUNT', 'nothing recorded', at({}), 'unknown'],
    [
      'NO_BANK_ACCOUNT',
      'opened after the release only',
      at({ bank_application: [{ id: 'a', sent_on: '2026-05-01', opened_on: '2026-06-12', event_id: 'e' }] }),
      'gap of prisons since 2026-05-01',
    ],
    [
      'NO_BANK_ACCOUNT',
      'opened',
      at({ bank_application: [{ id: 'a', sent_on: '2026-05-01', opened_on: '2026-06-11', event_id: 'e' }] }),
      'closed',
    ],
    [
      'NO_BANK_ACCOUNT',
      'needed, and no application',
      at({ pathway_status: [pathway('FINANCE_AND_ID', 'SUPPORT_REQUIRED', '2026-05-01')] }),
      'gap of prisons since 2026-05-01',
    ],
    ['NO_IDENTITY', 'nothing recorded', at({}), 'unknown'],
    ['NO_IDENTITY', 'a passport', at({ identity_document: [document('PASSPORT', '2026-06-01')] }), 'closed'],
    [
      'NO_IDENTITY',
      'applied for only',
      at({ identity_document: [document('PASSPORT', null)] }),
      'gap of prisons since 2026-05-01',
    ],
    [
      'NO_IDENTITY',
      'a B79 without photograph',
      at({ identity_document: [document('B79_DISCHARGE_FORM', '2026-06-10', false)] }),
      'gap of prisons since 2026-05-01',
    ],
    [
      'NO_IDENTITY',
      'a B79 with photograph',
      at({ identity_document: [document('B79_DISCHARGE_FORM', '2026-06-10', true)] }),
      'closed',
    ],
    [
      'NO_IDENTITY',
      'refused by everybody',
      at({
        identity_document: [
          document('CITIZEN_CARD', '2026-06-10', true, {
            accepted_by_bank: false,
            accepted_by_jobcentre: false,
          }),
        ],
      }),
      'gap of prisons since 2026-05-01',
    ],
    ['NO_NINO', 'nobody asked', at({}), 'unknown'],
    ['NO_NINO', 'known', at({ hasNino: true }), 'closed'],
    [
      'NO_NINO',
      'seen, and none known',
      at({ adviser_interview: [interview('2026-05-04', true)] }),
      'gap of jobcentre since 2026-05-04',
    ],
    ['NO_ADDRESS', 'nothing recorded', at({}), 'unknown'],
    ['NO_ADDRESS', 'settled', at({ release_address: [address('SETTLED')] }), 'closed'],
    [
      'NO_ADDRESS',
      'homeless',
      at({ release_address: [address('HOMELESS')] }),
      'gap of prisons since 2026-06-01',
    ],
    [
      'NO_ADDRESS',
      'of an earlier stay',
      at({ release_address: [address('SETTLED', '2025-01-01', 'b0')] }),
      'unknown',
    ],
    [
      'NO_ADDRESS',
      'known after the release',
      at({ release_address: [address('SETTLED', '2026-06-12')] }),
      'unknown',
    ],
    ['NO_ADDRESS', 'for the first nights', at({ release_address: [address('TEMPORARY')] }), 'closed'],
    [
      'NO_ADDRESS',
      'asked, and answered only afterwards',
      at({
        release_address: [address('TEMPORARY')],
        pathway_status: [
          pathway('ACCOMMODATION', 'SUPPORT_REQUIRED', '2026-05-20', { asked_on: '2026-05-20' }),
          pathway('ACCOMMODATION', 'DONE', '2026-06-20', {
            asked_on: '2026-05-20',
            answered_on: '2026-06-20',
          }),
        ],
      }),
      'gap of prisons since 2026-05-20',
    ],
    [
      'NO_ADDRESS',
      'asked, and answered',
      at({
        pathway_status: [
          pathway('ACCOMMODATION', 'SUPPORT_REQUIRED', '2026-05-20', { asked_on: '2026-05-20' }),
          pathway('ACCOMMODATION', 'DONE', '2026-06-05', {
            asked_on: '2026-05-20',
            answered_on: '2026-06-05',
          }),
        ],
      }),
      'closed',
    ],
    ['NO_TREATMENT_LINK', 'nothing recorded', at({}), 'unknown'],
    [
      'NO_TREATMENT_LINK',
      'in progress, and nobody outside',
      at({ pathway_status: [pathway('DRUGS_AND_ALCOHOL', 'IN_PROGRESS', '2026-04-01')] }),
      'gap of prisons since 2026-04-01',
    ],
    [
      'NO_TREATMENT_LINK',
      'taken up by throughcare',
      at({
        pathway_status: [pathway('DRUGS_AND_ALCOHOL', 'IN_PROGRESS', '2026-04-01')],
        support: [{ ...mentor, programme_kind: 'ADDICTION_THROUGHCARE', begins: '2026-05-01' }],
      }),
      'closed',
    ],
    [
      'NO_TREATMENT_LINK',
      'declined',
      at({ pathway_status: [pathway('DRUGS_AND_ALCOHOL', 'SUPPORT_DECLINED', '2026-04-01')] }),
      'closed',
    ],
    ['JOB_NOT_CONTACTED', 'of everybody', at({}), 'unknown'],
    ['NO_APPOINTMENT', 'probation has no case', at({}), 'unknown'],
    ['NO_APPOINTMENT', 'none is booked', at(known), 'gap of probation since 2026-06-11'],
    [
      'NO_APPOINTMENT',
      'booked for the next day',
      at({ ...known, engagement: [appointment('2026-06-12T09:00:00Z')] }),
      'closed',
    ],
    [
      'NO_APPOINTMENT',
      'called off',
      at({ ...known, engagement: [appointment('2026-06-12T09:00:00Z', { called_off: true })] }),
      'gap of probation since 2026-06-11',
    ],
    [
      'NO_APPOINTMENT',
      'booked after the release',
      at({
        ...known,
        engagement: [appointment('2026-06-20T09:00:00Z', { booked_at: '2026-06-15T09:00:00Z' })],
      }),
      'gap of probation since 2026-06-11',
    ],
    [
      'NO_APPOINTMENT',
      'written up afterwards',
      at({
        ...known,
        engagement: [appointment('2026-06-12T09:00:00Z', { booked_at: '2026-11-20T09:00:00Z' })],
      }),
      'closed',
    ],
    ['NOBODY_RESPONSIBLE', 'on licence', at({ ...known, supervision: [licence] }), 'closed'],
    ['NOBODY_RESPONSIBLE', 'a case and no licence', at(known), 'gap of probation since 2026-06-11'],
    ['NOBODY_RESPONSIBLE', 'a mentor at the gate', at({ ...known, support: [mentor] }), 'closed'],
    ['NOBODY_RESPONSIBLE', 'no case at probation', at({}), 'unknown'],
    [
      'NOBODY_RESPONSIBLE',
      'a short sentence of 2011',
      at({}, { released_on: '2011-06-11', sentenced_on: '2011-03-02' }),
      'gap of providers since 2011-06-11',
    ],
    [
      'NOBODY_RESPONSIBLE',
      'a short sentence of 2011, and probation is silent',
      at({}, { released_on: '2011-06-11', sentenced_on: '2011-03-02' }, ['prisons', 'jobcentre']),
      'unknown',
    ],
    [
      'NOBODY_RESPONSIBLE',
      'no sentence known',
      at(known, { sentence_days: null, sentenced_on: null }),
      'unknown',
    ],
  ])('%s: %s', (kind, _name, one, expected) => {
    expect(found(kind, one)).toBe(expected);
  });

  it('shows the event of the day on which the person asked', () => {
    const { gaps } = gapsOf(
      at({
        pathway_status: [
          pathway('ACCOMMODATION', 'SUPPORT_REQUIRED', '2026-05-20', { asked_on: '2026-05-20' }),
          pathway('ACCOMMODATION', 'IN_PROGRESS', '2026-05-28', { asked_on: '2026-05-20' }),
        ],
      }),
    );
    expect(gaps.find(({ kind }) => kind === 'NO_ADDRESS')?.evidence).toEqual(['told on 2026-05-20']);
  });
});

describe('the first money', () => {
  const money = (source: 'BENEFIT' | 'GRANT' | 'ADVANCE' | 'WAGE', paid_on: string) => ({
    id: `${source} ${paid_on}`,
    source,
    paid_on,
    amount_pence: 100,
    claim_id: null,
  });
  const recall = {
    id: 'b2',
    started_at: '2026-07-01T10:00:00Z',
    started_on: '2026-07-01',
    ended_at: null,
    book_number: 'B1',
    recall: true,
  };

  it.each([
    ['before the release is none', at({ money_paid: [money('BENEFIT', '2026-06-10')] }), null, 168],
    ['on the day of the release is of day 0', at({ money_paid: [money('GRANT', '2026-06-11')] }), 0, null],
    ['is not an advance', at({ money_paid: [money('ADVANCE', '2026-06-13')] }), null, 168],
    [
      'is the earliest that counts',
      at({
        money_paid: [
          money('BENEFIT', '2026-07-21'),
          money('ADVANCE', '2026-06-13'),
          money('WAGE', '2026-06-20'),
        ],
      }),
      9,
      null,
    ],
    [
      'comes before the next time in custody, or the release is censored there',
      at({ custody_stay: [recall], money_paid: [money('BENEFIT', '2026-07-02')] }),
      null,
      20,
    ],
  ])('%s', (_name, one, days, without) => {
    const found = moneyAfterRelease(one);
    expect([found.first?.daysFromRelease ?? null, found.daysWithout]).toEqual([days, without]);
  });

  it('leaves nobody waiting who could not be watched for so long', () => {
    expect(isUnpaidAfter(35, moneyAfterRelease(at({ custody_stay: [recall] })))).toBe(false);
    expect(isUnpaidAfter(20, moneyAfterRelease(at({ custody_stay: [recall] })))).toBe(true);
    expect(isUnpaidAfter(35, moneyAfterRelease(at({ money_paid: [money('WAGE', '2026-07-16')] })))).toBe(
      false,
    );
    expect(isUnpaidAfter(35, moneyAfterRelease(at({ money_paid: [money('WAGE', '2026-07-17')] })))).toBe(
      true,
    );
  });
});
