import { addDays, addMonths, fromDayNumber, probationRegions, toDayNumber } from '@throughgate/domain';
import type { ChangeEvent } from '@throughgate/events';
import {
  createDisclosureControl,
  createMeasuresEngine,
  type DisclosureControl,
  type Episode,
  ledgerInMemory,
  type Measure,
  type MeasureStore,
  type MeasuresEngine,
  policies,
} from '@throughgate/measures';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { release } from '../src/measures/episodes/release.ts';
import { dimensions, episodeKinds, measures } from '../src/measures/index.ts';
import { counted } from './support/counted.ts';
import { derive } from './support/derive.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';
import { coded, stay } from './support/stay.ts';
import { storeOf } from './support/store-of.ts';

// Releases as measures count them: each column from the events of the agencies, and the same numbers as the lists of the graph.

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

async function personOf(key: string): Promise<string> {
  const { offender } = await outcomes.read<{ offender: { id: string } }>(
    'query ($key: String!) { offender(identifier: $key) { id } }',
    { key },
  );
  return offender.id;
}

async function episodesOf(key: string): Promise<readonly Episode[]> {
  const { episodes } = await derive(outcomes.pool, release, [await personOf(key)]);
  return [...episodes].sort((a, b) => (String(a['released_on']) < String(b['released_on']) ? -1 : 1));
}

async function onlyEpisode(key: string): Promise<Episode> {
  const [only, ...others] = await episodesOf(key);
  expect(others).toEqual([]);
  return only ?? expect.fail('no release');
}

let last = 100;
/** The files of one person at four agencies, linked by what the agencies know of each other. */
function person() {
  last += 1;
  const prisons = testFile('prisons', `E0${last}AA`.padEnd(7, 'A'));
  const probation = testFile('probation', `X70${last}0`);
  const jobcentre = testFile('jobcentre', `NE70${last}0A`);
  const providers = testFile('providers', `BE0${last}ED`);
  return {
    prisons,
    probation,
    jobcentre,
    providers,
    described: (at: readonly ('prisons' | 'probation' | 'jobcentre' | 'providers')[]) =>
      [
        { agency: 'prisons', event: () => prisons.describe() },
        { agency: 'probation', event: () => probation.describe({ prisonerNumber: prisons.key }) },
        { agency: 'jobcentre', event: () => jobcentre.describe({ prisonerNumber: prisons.key }) },
        { agency: 'providers', event: () => providers.describe({ prisonerNumber: prisons.key }) },
      ].flatMap(({ agency, event }) => (at.some((one) => one === agency) ? [event()] : [])),
  };
}

type Person = ReturnType<typeof person>;
type Claim = Readonly<Record<string, unknown>>;
const claim = (claimedOn: string, more: Claim = {}): Claim => ({
  id: uuidv7(),
  claimedOn,
  entitledFrom: claimedOn,
  openedOn: claimedOn,
  closedOn: null,
  closureReason: null,
  firstPayment: null,
  madeAt: coded('JOBCENTRE_OFFICE'),
  ...more,
});
const opened = (file: TestFile, one: Claim) => file.event('jobcentre.claim.opened', { data: { claim: one } });
const closed = (file: TestFile, one: Claim, on: string, reason: string) =>
  file.event('jobcentre.claim.closed', {
    data: {
      claim: { ...one, closedOn: on, effectiveTo: on, closureReason: coded(reason), state: coded('CLOSED') },
    },
  });
const paid = (file: TestFile, one: Claim, paidOn: string) =>
  file.event('jobcentre.claim.first-payment-made', {
    data: { claim: { ...one, firstPayment: { paidOn, amountPence: 40_014 } } },
  });
const works = (file: TestFile, from: string, id = uuidv7()) =>
  file.event('providers.outcome.achieved', {
    data: { outcome: { id, achievedOn: from }, employment: { id, from, to: null } },
  });
const stopsWork = (file: TestFile, from: string, endedOn: string, id: string) =>
  file.event('providers.job.ended', { data: { outcome: { id, achievedOn: from, job: { endedOn } } } });

/** A stay from 12 January to 30 March 2026 and all that is known around it. */
function whole(): { readonly key: string; readonly events: readonly ChangeEvent[] } {
  const one = person();
  const { prisons, probation, jobcentre, providers } = one;
  const first = stay(prisons, { from: '2026-01-12', to: '2026-03-30', bookNumber: 'B1', recall: false });
  const again = stay(prisons, { from: '2026-06-30', to: '2026-08-04', bookNumber: 'B1', recall: true });
  const ofRelease = claim('2026-03-30');
  const job = uuidv7();
  return {
    key: prisons.key,
    events: [
      ...one.described(['prisons', 'probation', 'jobcentre', 'providers']),
      first.received(),
      first.sentenced(150),
      first.moved('TRANSFERRED', '2026-03-02T12:00:00.000Z'),
      prisons.event('prisons.adviser-interview.recorded', {
        data: { interview: { id: uuidv7(), bookedFor: '2026-02-02T10:00:00.000Z', held: true } },
      }),
      prisons.event('prisons.release-address.set', {
        data: {
          address: { id: uuidv7(), bookingId: first.id, kind: coded('TEMPORARY'), knownOn: '2026-03-20' },
        },
      }),
      first.left(),
      again.received(),
      probation.event('person.community.manager.allocated', {
        data: {
          manager: { code: 'M1', name: 'Sam Officer', allocatedOn: '2026-03-01' },
          region: { code: 'N54', name: 'North East' },
          deliveryUnit: { code: 'N54DUR', name: 'County Durham and Darlington' },
        },
      }),
      probation.event('create-and-vary-a-licence.licence.activated', {
        data: {
          licence: { id: uuidv7(), startDate: '2026-03-30', endDate: '2026-06-09', kind: coded('CRD') },
        },
      }),
      opened(jobcentre, ofRelease),
      paid(jobcentre, ofRelease, '2026-05-05'),
      works(providers, '2026-05-11', job),
      stopsWork(providers, '2026-05-11', '2026-06-20', job),
    ],
  };
}

const expected = {
  sex: 'F',
  age: 36,
  prison_id: 'DMI',
  region_code: 'N02',
  delivery_unit_code: 'N54DUR',
  sentence_days: 150,
  recall: false,
  category: 'LICENCE_AND_SUPERVISION',
  transferred_in_last_28_days: true,
  claim_made_in: 'AFTER_RELEASE',
  employment_at_6_weeks: 'IN_WORK',
  employment_at_6_months: 'IN_CUSTODY',
  released_on: '2026-03-30',
  started_on: '2026-01-12',
  days_served: 77,
  date_moves: 0,
  adviser_seen_on: '2026-02-02',
  release_address_kind: 'TEMPORARY',
  first_money_on: '2026-05-05',
  first_money_source: 'BENEFIT',
  advance_on: null,
  again_in_custody_on: '2026-06-30',
  recalled_on: '2026-06-30',
  newly_in_custody_on: null,
  died_on: null,
  removed_on: null,
  gap_adviser_not_seen: false,
  gap_no_claim: false,
  gap_no_bank_account: null,
  gap_nobody_responsible: false,
};

/** The engine over a store, with numbers as they are. */
function exact(store: MeasureStore): MeasuresEngine {
  return engineOf(
    store,
    createDisclosureControl({ policy: policies.none, ledger: undefined, audit: undefined }),
  );
}

function engineOf(store: MeasureStore, control: DisclosureControl): MeasuresEngine {
  const tick = new Date(Date.now() + 60_000);
  return createMeasuresEngine({
    measures,
    funnels: [],
    episodeKinds,
    dimensions,
    store: () => store,
    control,
    latestTick: async () => tick,
    tickAt: async () => tick,
    completeness: async () => ({ value: 1, agencies: [] }),
  });
}

describe('a release as an episode', () => {
  it('is the same in whatever order the events come, some of them twice', async () => {
    const all = whole().events.length;
    const order = fc.shuffledSubarray([...Array(all).keys()], { minLength: all });
    await fc.assert(
      fc.asyncProperty(order, fc.nat(all), async (places, cut) => {
        const { key, events } = whole();
        const shuffled = places.flatMap((place) => events[place] ?? []);
        await outcomes.publish(...shuffled.slice(0, cut));
        await outcomes.publish(...shuffled.slice(cut), ...shuffled.slice(0, 3));
        expect(await onlyEpisode(key)).toMatchObject(expected);
      }),
      { numRuns: 5 },
    );
  });

  it('has every column that it declares, and no other', async () => {
    const { key, events } = whole();
    await outcomes.publish(...events);
    const { id: _id, personId: _person, ...row } = await onlyEpisode(key);
    expect(Object.keys(row).sort()).toEqual(Object.keys(release.columns).sort());
  });

  it('costs as many statements for a hundred people as for one', async () => {
    const { key, events } = whole();
    await outcomes.publish(...events);
    const one = await derive(outcomes.pool, release, [await personOf(key)]);
    const all = await derive(outcomes.pool, release);
    expect(all.episodes.length).toBeGreaterThan(one.episodes.length);
    expect([one.statements, all.statements]).toEqual([3, 3]);
  });

  it('is in work after six weeks where the last claim was closed because work began, and none was made since', async () => {
    const since = (days: readonly string[]) => {
      const one = person();
      const { received, left } = stay(one.prisons, { from: '2026-01-12', to: '2026-03-30' });
      const first = claim('2026-03-30');
      return {
        key: one.prisons.key,
        events: [
          ...one.described(['prisons', 'jobcentre']),
          received(),
          left(),
          opened(one.jobcentre, first),
          closed(one.jobcentre, first, '2026-04-20', 'EMPLOYMENT'),
          ...days.map((day) => opened(one.jobcentre, claim(day))),
        ],
      };
    };
    const working = since([]);
    const again = since(['2026-05-11']);
    const afterwards = since(['2026-05-12']);
    await outcomes.publish(...working.events, ...again.events, ...afterwards.events);
    expect((await onlyEpisode(working.key))['employment_at_6_weeks']).toBe('IN_WORK');
    const { offender } = await outcomes.read<{ offender: { releases: unknown[] } }>(
      `{ offender(identifier: "${working.key}") { releases { destination(at: SIX_WEEKS) { work source } } } }`,
    );
    expect(offender.releases).toEqual([{ destination: { work: true, source: 'prisons, jobcentre' } }]);
    expect((await onlyEpisode(again.key))['employment_at_6_weeks']).toBe('NOT_IN_WORK');
    expect((await onlyEpisode(afterwards.key))['employment_at_6_weeks']).toBe('IN_WORK');
  });
});

describe('a column of a release', () => {
  /** The row of somebody released on 30 March 2026 from a stay since 12 January, with more events. */
  async function released(
    more: (one: ReturnType<typeof person>, booking: string) => readonly ChangeEvent[],
    changes: Record<string, unknown> = {},
    at = '2026-03-30T09:00:00.000Z',
  ): Promise<Episode> {
    const one = person();
    const ended = stay(one.prisons, { from: '2026-01-12', to: '2026-03-30', ...changes });
    await outcomes.publish(
      ...one.described(['prisons']),
      ended.received(),
      ended.left('RELEASED', at),
      ...more(one, ended.id),
    );
    const [first] = await episodesOf(one.prisons.key);
    return first ?? expect.fail('no release');
  }

  it('says nothing where nobody tells', async () => {
    expect(await released(() => [], { legalStatus: undefined, recall: undefined })).toMatchObject({
      region_code: 'N02',
      delivery_unit_code: null,
      sentence_days: null,
      category: null,
      employment_at_6_weeks: null,
      release_address_kind: null,
      first_money_on: null,
      again_in_custody_on: null,
      gap_no_appointment: null,
      gap_no_address: null,
      gap_nobody_responsible: null,
      gap_adviser_not_seen: true,
    });
  });

  it('begins on the London day: an hour before midnight by summer time is the next day in winter’s', async () => {
    expect(await released(() => [], {}, '2026-03-29T23:30:00.000Z')).toMatchObject({
      released_on: '2026-03-30',
      days_served: 77,
    });
    expect(await released(() => [], {}, '2026-03-28T23:30:00.000Z')).toMatchObject({
      released_on: '2026-03-28',
      days_served: 75,
    });
  });

  const inAdvance = (file: TestFile, one: Claim) =>
    file.event('jobcentre.claim.made-in-advance', { data: { claim: one } });
  it.each<[string, string, (file: TestFile) => readonly ChangeEvent[]]>([
    ['NONE', 'no claim', () => []],
    ['BEFORE_CUSTODY', 'one that was never closed', (file) => [opened(file, claim('2025-11-03'))]],
    [
      'IN_CUSTODY',
      'one taken in prison',
      (file) => [
        inAdvance(
          file,
          claim('2026-03-23', { state: coded('ADVANCE'), entitledFrom: null, madeAt: coded('PRISON') }),
        ),
      ],
    ],
    [
      'IN_CUSTODY',
      'one taken in prison on the day',
      (file) => [opened(file, claim('2026-03-30', { madeAt: coded('PRISON') }))],
    ],
    ['AFTER_RELEASE', 'one at the Jobcentre on the day', (file) => [opened(file, claim('2026-03-30'))]],
    ['AFTER_RELEASE', 'one a month later', (file) => [opened(file, claim('2026-04-30'))]],
    [
      'AFTER_RELEASE',
      'one of before that was closed, and a new one',
      (file) => {
        const before = claim('2025-11-03');
        return [
          opened(file, before),
          closed(file, before, '2026-01-12', 'PRISON'),
          opened(file, claim('2026-04-07')),
        ];
      },
    ],
  ])('claim_made_in is %s for %s', async (code, _name, events) => {
    const row = await released(({ jobcentre, described }) => [
      ...described(['jobcentre']).slice(0),
      ...events(jobcentre),
    ]);
    expect(row['claim_made_in']).toBe(code);
  });

  it('claim_made_in is not of the time after the next stay', async () => {
    const row = await released(({ prisons, jobcentre, described }) => [
      ...described(['jobcentre']),
      stay(prisons, { from: '2026-04-20', to: '2026-05-20', recall: false }).received(),
      opened(jobcentre, claim('2026-05-21')),
    ]);
    expect(row).toMatchObject({
      claim_made_in: 'NONE',
      newly_in_custody_on: '2026-04-20',
      recalled_on: null,
    });
  });

  it('tells a recall from new custody, in whichever order they come', async () => {
    const row = await released(
      ({ prisons }) => {
        const recalled = stay(prisons, {
          from: '2026-04-20',
          to: '2026-05-18',
          bookNumber: 'B7',
          recall: true,
        });
        const anew = stay(prisons, { from: '2026-07-06', to: '2026-07-20', bookNumber: 'B8', recall: false });
        return [recalled.received(), recalled.left(), anew.received()];
      },
      { bookNumber: 'B7', recall: false },
    );
    expect(row).toMatchObject({
      again_in_custody_on: '2026-04-20',
      recalled_on: '2026-04-20',
      newly_in_custody_on: '2026-07-06',
    });
  });

  it('knows of a death at liberty by the order that it ended, and of who is gone on a day', async () => {
    const row = await released(({ probation, described }) => [
      ...described(['probation', 'providers']),
      probation.event('probation.order.ended', {
        data: {
          order: {
            id: uuidv7(),
            startDate: '2025-01-06',
            endDate: '2026-05-04',
            endedOn: '2026-05-04',
            endReason: coded('DIED'),
          },
        },
      }),
    ]);
    expect(row).toMatchObject({
      died_on: '2026-05-04',
      employment_at_6_weeks: 'DIED',
      employment_at_6_months: 'DIED',
    });
  });

  it('has the first money up to the day of the next stay, and a loan apart', async () => {
    const row = await released(({ prisons, jobcentre, described }) => {
      const first = claim('2026-03-31');
      return [
        ...described(['jobcentre']),
        opened(jobcentre, first),
        jobcentre.event('jobcentre.advance.paid', {
          data: { advance: { id: uuidv7(), paidOn: '2026-04-01', amountPence: 20_000 } },
        }),
        paid(jobcentre, first, '2026-04-20'),
        stay(prisons, { from: '2026-04-19', to: '2026-05-20' }).received(),
      ];
    });
    expect(row).toMatchObject({
      first_money_on: null,
      first_money_source: null,
      advance_on: '2026-04-01',
      again_in_custody_on: '2026-04-19',
    });
  });

  it('follows who turns out to be the same: of two releases on one day the last is left', async () => {
    const one = person();
    const other = person();
    const first = stay(one.prisons, { from: '2026-01-12', to: '2026-03-30', prison: 'LEI' });
    const second = stay(other.prisons, { from: '2026-02-02', to: '2026-03-30', prison: 'DMI' });
    await outcomes.publish(
      one.prisons.describe({ pnc: '1979/0163001B' }),
      other.prisons.describe(),
      first.received(),
      first.left('RELEASED', '2026-03-30T08:00:00.000Z'),
      second.received(),
      second.left('RELEASED', '2026-03-30T15:00:00.000Z'),
    );
    expect(await onlyEpisode(one.prisons.key)).toMatchObject({ prison_id: 'LEI' });
    const alone = await onlyEpisode(other.prisons.key);
    await outcomes.publish(other.prisons.describe({ pnc: '1979/0163001B' }));
    const merged = await onlyEpisode(one.prisons.key);
    expect(merged).toMatchObject({ id: alone.id, prison_id: 'DMI' });
  });

  it('does not depend on the day on which it is worked out', async () => {
    const { key, events } = whole();
    await outcomes.publish(...events);
    const id = await personOf(key);
    const now = (await derive(outcomes.pool, release, [id])).episodes;
    for (const day of ['2026-03-30', '2026-05-10', '2031-01-01']) {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T12:00:00Z`) });
      try {
        expect((await derive(outcomes.pool, release, [id])).episodes).toEqual(now);
      } finally {
        vi.useRealTimers();
      }
    }
  });
});

describe('measures of releases', () => {
  const period = { from: '2025-03-03', to: '2025-04-30' };
  const asOf = '2026-11-25';
  let store: MeasureStore;

  beforeAll(async () => {
    const events = Array.from({ length: 48 }, (_, serial) => history(serial)).flat();
    await outcomes.publish(...events);
    expect(await outcomes.deadLetters.list()).toEqual([]);
    store = await storeOf(outcomes.pool);
  });
  afterAll(() => store.stop());

  /** Somebody released in spring 2025: what happened to whom follows from the number, by steps that share no divisor. */
  function history(serial: number): readonly ChangeEvent[] {
    const one = person();
    const { prisons, probation, jobcentre, providers } = one;
    const from = addDays('2024-12-30', serial);
    const to = addDays('2025-03-03', serial);
    const short = serial % 3 === 0;
    const ended = stay(prisons, {
      from: short ? addDays(to, serial % 2 ? -13 : -14) : from,
      to,
      prison: ['DMI', 'LEI', 'CFI', 'LNI'][serial % 4] ?? 'DMI',
      bookNumber: `M${serial}`,
      recall: false,
      ...(serial % 5 === 0 ? { legalStatus: coded('REMAND') } : {}),
    });
    const again = stay(prisons, {
      from: addDays(to, [30, 42, 364, 365, 366, 100][serial % 6] ?? 30),
      to: addDays(to, 400),
      bookNumber: serial % 2 ? `M${serial}` : `N${serial}`,
      recall: serial % 2 === 1,
    });
    const made = claim(addDays(to, (serial % 9) - 4));
    const job = addDays(to, [20, 42, 43, 90][serial % 4] ?? 20);
    const booked = addDays(to, -3);
    return [
      ...one.described([
        'prisons',
        ...(serial % 2 ? (['probation'] as const) : []),
        ...(serial % 7 ? (['jobcentre'] as const) : []),
        ...(serial % 4 === 1 ? (['providers'] as const) : []),
      ]),
      ended.received(),
      ...(serial % 5 === 0 ? [] : [ended.sentenced(serial % 2 ? 120 : 600)]),
      prisons.event('prisons.adviser-interview.recorded', {
        data: { interview: { id: uuidv7(), bookedFor: `${booked}T10:00:00.000Z`, held: serial % 4 === 0 } },
      }),
      ...(serial % 8 === 7
        ? []
        : [
            prisons.event('prisons.release-address.set', {
              data: {
                address: {
                  id: uuidv7(),
                  bookingId: ended.id,
                  kind: coded(
                    ['SETTLED', 'TEMPORARY', 'APPROVED_PREMISES', 'CAS3', 'HOMELESS', 'UNKNOWN', 'SETTLED'][
                      serial % 7
                    ] ?? '',
                  ),
                  knownOn: booked,
                },
              },
            }),
          ]),
      ended.left(),
      ...(serial % 3 === 1 ? [again.received(), again.left()] : []),
      ...(serial % 2
        ? [
            probation.event('person.community.manager.allocated', {
              data: {
                manager: { code: 'M1', name: 'Sam Officer', allocatedOn: addDays(to, (serial % 5) - 2) },
                region: { code: ['N50', 'N54', 'N02', 'N55'][(serial >> 1) % 4], name: 'A region' },
              },
            }),
          ]
        : []),
      ...(serial % 7 ? [opened(jobcentre, made)] : []),
      ...(serial % 7 && serial % 5 ? [paid(jobcentre, made, addDays(to, 5 + (serial % 40)))] : []),
      ...(serial % 7 && serial % 11 === 3 ? [closed(jobcentre, made, addDays(to, 21), 'EMPLOYMENT')] : []),
      ...(serial % 4 === 1 ? [works(providers, job)] : []),
    ];
  }

  interface Listed {
    readonly daysServed: number;
    readonly unknown: readonly string[];
    readonly firstMoney: { readonly daysFromRelease: number } | null;
    readonly weeks: { readonly work: boolean | null; readonly custody: boolean; readonly source: string };
    readonly months: Listed['weeks'];
    readonly offender: { readonly spells: readonly { readonly kind: string; readonly from: string }[] };
  }
  async function listed(filter: object): Promise<{ count: number; nodes: readonly Listed[] }> {
    const { releases } = await outcomes.read<{
      releases: { totalCount: number; edges: readonly { readonly node: Listed }[] };
    }>(
      `query ($filter: ReleaseFilter!) { releases(filter: $filter, first: 100) { totalCount edges { node {
        daysServed unknown firstMoney { daysFromRelease }
        weeks: destination(at: SIX_WEEKS) { work custody source }
        months: destination(at: SIX_MONTHS) { work custody source } } } } }`,
      { filter: { ...period, ...filter } },
    );
    return { count: releases.totalCount, nodes: releases.edges.map(({ node }) => node) };
  }
  const measure = (id: string): Measure => measures.find((one) => one.id === id) ?? expect.fail(id);
  const count = (id: string, where?: string) =>
    counted(store, measure(id), { ...period, asOf, ...(where === undefined ? {} : { where }) });

  it('count as many releases as the list, of every region', async () => {
    expect((await count('releases')).denominator).toBe(48);
    let all = 0;
    for (const code of new Set(probationRegions().map(({ code }) => code))) {
      const { count: expected } = await listed({ regionCodes: [code] });
      const { denominator } = await count('releases', `e.region_code = '${code}'`);
      // Regions that have several codes are counted under one of them.
      expect([0, expected]).toContain(denominator);
      all += denominator;
    }
    expect(all).toBe(48);
  });

  it.each([
    ['released-unseen', 'ADVISER_NOT_SEEN'],
    ['nobody-responsible', 'NOBODY_RESPONSIBLE'],
    ['no-claim-on-release', 'NO_CLAIM'],
    ['no-account-on-release', 'NO_BANK_ACCOUNT'],
    ['no-address-on-release', 'NO_ADDRESS'],
    ['no-appointment-on-release', 'NO_APPOINTMENT'],
    ['no-identity-on-release', 'NO_IDENTITY'],
  ])('%s counts the releases with the gap %s, of those of which a record says', async (id, gap) => {
    const { count: open } = await listed({ gaps: [gap] });
    const { nodes } = await listed({});
    const known = nodes.filter(({ unknown, daysServed }) =>
      gap === 'ADVISER_NOT_SEEN' ? daysServed >= 14 : !unknown.includes(gap),
    );
    expect(await count(id)).toEqual({ numerator: open, denominator: known.length });
  });

  it.each([
    ['work-at-6-weeks', 'weeks'],
    ['work-at-6-months', 'months'],
  ] as const)(
    '%s counts who is in work by the list, without those in custody and the unknown',
    async (id, at) => {
      const { nodes } = await listed({});
      const available = nodes.filter((node) => {
        const { custody, source } = node[at];
        return !custody && /jobcentre|providers/.test(source);
      });
      const working = available.filter((node) => node[at].work === true);
      expect(working.length).toBeGreaterThan(5);
      const found = await count(id);
      expect(found.numerator).toBe(working.length);
      // A provider's file without work is not told by the list.
      expect(found.denominator).toBeGreaterThanOrEqual(available.length);
      expect(found.denominator).toBe(
        (await count('releases', `${columnOf(id)} IN ('IN_WORK', 'NOT_IN_WORK')`)).denominator,
      );
    },
  );
  const columnOf = (id: string) => `e.employment_at_${id.slice('work-at-'.length).replace('-', '_')}`;

  it('leave out what has not had its time by the as-of day', async () => {
    const ofLast = { from: '2025-04-19', to: '2025-04-19' };
    const on = async (id: string, day: string) =>
      (await counted(store, { ...measure(id), exclusions: [] }, { ...ofLast, asOf: day })).denominator;
    expect([await on('work-at-6-weeks', '2025-05-30'), await on('work-at-6-weeks', '2025-05-31')]).toEqual([
      0, 1,
    ]);
    expect([await on('work-at-6-months', '2025-10-18'), await on('work-at-6-months', '2025-10-19')]).toEqual([
      0, 1,
    ]);
    expect([
      await on('return-to-custody', '2026-04-18'),
      await on('return-to-custody', '2026-04-19'),
    ]).toEqual([0, 1]);
  });

  it('housed-first-night counts any address, of those that the prison knew', async () => {
    const kinds = Array.from({ length: 48 }, (_, serial) => (serial % 8 === 7 ? 5 : serial % 7));
    const known = kinds.filter((kind) => kind !== 5);
    expect(await count('housed-first-night')).toEqual({
      numerator: known.filter((kind) => kind !== 4).length,
      denominator: known.length,
    });
  });

  it('return-to-custody and recall-to-custody each count up to the 365th day', async () => {
    const back = Array.from({ length: 48 }, (_, serial) => serial).filter((serial) => serial % 3 === 1);
    const inTime = back.filter((serial) => serial % 6 !== 4);
    expect(await count('return-to-custody')).toEqual({
      numerator: inTime.filter((serial) => serial % 2 === 0).length,
      denominator: 48,
    });
    expect(await count('recall-to-custody')).toEqual({
      numerator: inTime.filter((serial) => serial % 2 === 1).length,
      denominator: 48,
    });
  });

  it('days-to-first-money has the days of the list', async () => {
    const { nodes } = await listed({});
    const days = nodes.flatMap(({ firstMoney }) => firstMoney?.daysFromRelease ?? []).sort((a, b) => a - b);
    const { starts, ends } = measure('days-to-first-money') as Extract<Measure, { form: 'duration' }>;
    const rows = await store.query<{ days: bigint }>(
      `SELECT ${ends} - ${starts} AS days FROM (${store.episodes('release')}) AS e
       WHERE e.released_on BETWEEN '${period.from}' AND '${period.to}' AND ${ends} IS NOT NULL ORDER BY 1`,
      { known_at: new Date(Date.now() + 60_000) },
    );
    expect(days.length).toBeGreaterThan(20);
    expect(rows.map((row) => Number(row.days))).toEqual(days);
  });

  it('count six calendar months as the rule does, in leap years too', async () => {
    const { sql } = measure('work-at-6-months').population;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: toDayNumber('2010-01-01'), max: toDayNumber('2032-12-31') }), {
          minLength: 50,
        }),
        async (numbers) => {
          const days = numbers.map(fromDayNumber);
          const rows = await store.query<{ day: string; ripe: boolean; early: boolean }>(
            `SELECT e.day, ${sql.replace('e.released_on', 'e.day').replace('$as_of', 'e.six')} AS ripe,
               ${sql.replace('e.released_on', 'e.day').replace('$as_of', 'e.six - 1')} AS early
             FROM (SELECT CAST(unnest($days) AS DATE) AS day, CAST(unnest($six) AS DATE) AS six) AS e`,
            { days, six: days.map((day) => addMonths(day, 6)) },
          );
          expect(rows.filter(({ ripe, early }) => !ripe || early)).toEqual([]);
          expect(rows).toHaveLength(days.length);
        },
      ),
      { numRuns: 5, examples: [[['2023-08-29', '2023-08-31', '2024-08-31', '2024-02-29'].map(toDayNumber)]] },
    );
  });

  it('are the same by the engine as by hand, and sum up over each dimension that they declare', async () => {
    const ofReleases = measures.filter(({ episode, noRecords }) => episode === 'release' && !noRecords);
    expect(ofReleases).toHaveLength(14);
    for (const one of ofReleases) {
      const byHand = await count(one.id);
      for (const dimension of one.dimensions) {
        const { total, cells } = await exact(store).answer({
          measure: one.id,
          cohort: {},
          by: [dimension],
          ...period,
        });
        const sum = cells.reduce((all, { denominator, value }) => all + (denominator ?? value ?? 0), 0);
        expect([one.id, dimension, sum]).toEqual([one.id, dimension, byHand.denominator]);
        expect(total.denominator ?? total.value).toBe(byHand.denominator);
        if (one.form === 'share') expect(total.numerator).toBe(byHand.numerator);
        expect(cells.flatMap(({ by }) => by.filter(({ label }) => label === ''))).toEqual([]);
      }
    }
  });

  it('settled-at-3-months says that there are no records, and no number', async () => {
    const { cells, total, definition } = await exact(store).answer({
      measure: 'settled-at-3-months',
      cohort: {},
      by: ['PRISON'],
      ...period,
    });
    expect(definition.noRecords).toMatch(/No agency/);
    expect([cells, total.value, total.denominator]).toEqual([[], null, null]);
  });
});

describe('the finance gap', () => {
  // The eight people of question C5: days from the gate to their first money, by whether they claimed in custody or after it.
  const day = (count: number) => addDays('2026-08-03', count);
  let store: MeasureStore;

  beforeAll(async () => {
    const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, () => person()) as [
      Person,
      Person,
      Person,
      Person,
      Person,
      Person,
      Person,
      Person,
    ];
    const leaves = ({ prisons, described }: Person) => {
      const ended = stay(prisons, { from: day(-91), to: day(0), prison: 'DMI', legalStatus: undefined });
      return [...described(['prisons', 'jobcentre', 'providers']), ended.received(), ended.left()];
    };
    const pays = ({ jobcentre }: Person, claimedOn: string, paidOn: string, more: Claim = {}) => {
      const one = claim(claimedOn, more);
      return [opened(jobcentre, one), paid(jobcentre, one, paidOn)];
    };
    const job = uuidv7();
    await outcomes.publish(
      ...[a, b, c, d, e, f, g, h].flatMap(leaves),
      ...pays(a, day(-14), day(14), { madeAt: coded('PRISON') }),
      ...pays(b, day(0), day(36)),
      ...pays(c, day(0), day(40)),
      c.jobcentre.event('jobcentre.grant.paid', {
        data: { grant: { id: uuidv7(), paidOn: day(3), awardedPence: 12_000, loan: false } },
      }),
      ...pays(d, day(0), day(37)),
      d.jobcentre.event('jobcentre.advance.paid', {
        data: { advance: { id: uuidv7(), paidOn: day(2), amountPence: 20_000 } },
      }),
      opened(e.jobcentre, claim(day(0))),
      stay(e.prisons, { from: day(20), to: day(40), recall: true }).received(),
      f.providers.event('providers.first-wage.paid', {
        data: {
          outcome: {
            id: job,
            achievedOn: day(1),
            job: { firstWage: { paidOn: day(9), amountPence: 30_000 } },
          },
        },
      }),
      opened(g.jobcentre, claim(day(0))),
      ...pays(h, '2026-01-12', day(1)),
    );
    expect(await outcomes.deadLetters.list()).toEqual([]);
    store = await storeOf(outcomes.pool);
  });
  afterAll(() => store.stop());

  it('is told by quantiles of all who waited, not of those who were paid', async () => {
    const engine = exact(store);
    const asked = { measure: 'days-to-first-money', cohort: {}, from: day(0), to: day(0) };
    const { cells, total } = await engine.answer({ ...asked, by: ['PRISON', 'CLAIM_MADE_IN', 'CATEGORY'] });
    const told = (cell: (typeof cells)[number]) => [
      cell.by.map(({ code }) => code).join(' '),
      cell.denominator,
      cell.numerator,
      engine.quantile(cell.durations ?? [], 0.5),
      engine.quantile(cell.durations ?? [], 0.9),
    ];
    // Of the five who claimed afterwards one was recalled on day 20 and one waits: 4/5 are without after day 3, 8/15 after 36, 4/15 after 37.
    expect(cells.map(told).sort()).toEqual([
      ['DMI AFTER_RELEASE UNKNOWN', 5, 3, 37, null],
      ['DMI BEFORE_CUSTODY UNKNOWN', 1, 1, 1, 1],
      ['DMI IN_CUSTODY UNKNOWN', 1, 1, 14, 14],
      ['DMI NONE UNKNOWN', 1, 1, 9, 9],
    ]);
    // 7/8, 3/4, 5/8, 1/2 after days 1, 3, 9, 14; then 1/3 and 1/6 after 36 and 37.
    expect(told(total)).toEqual(['', 8, 6, 14, null]);
    expect(engine.quantile(total.durations ?? [], 0.75)).toBe(37);
  });

  it('is withheld of one person by the rules of the Ministry of Justice, and never told exactly', async () => {
    const engine = engineOf(
      store,
      createDisclosureControl({ policy: policies.moj, ledger: ledgerInMemory(), audit: undefined }),
    );
    const asked = { measure: 'days-to-first-money', cohort: {}, from: day(0), to: day(0) };
    const { cells, total } = await engine.answer({ ...asked, by: ['CLAIM_MADE_IN'] });
    const few = cells.filter(({ by }) => by[0]?.code !== 'AFTER_RELEASE');
    expect(few).toHaveLength(3);
    for (const { suppressed, denominator, numerator, durations } of few) {
      expect([suppressed, denominator, numerator, durations]).toEqual([true, null, null, null]);
    }
    expect([5, 10, null]).toContain(total.denominator);
  });
});
