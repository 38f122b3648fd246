import type { ChangeEvent } from '@throughgate/events';
import type { Episode } from '@throughgate/measures';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { release } from '../src/measures/episodes/release.ts';
import { derive } from './support/derive.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';
import { coded, stay } from './support/stay.ts';

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
    expect((await onlyEpisode(again.key))['employment_at_6_weeks']).toBe('NOT_IN_WORK');
    expect((await onlyEpisode(afterwards.key))['employment_at_6_weeks']).toBe('IN_WORK');
  });
});
