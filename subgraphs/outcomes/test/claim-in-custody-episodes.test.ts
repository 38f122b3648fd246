import { addDays, makeCrn, makeNino, makePrisonerNumber, recordId } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimInCustody } from '../src/measures/episodes/claim-in-custody.ts';
import { derive } from './support/derive.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

// Claims that ran when their claimants were received, as measures count them: those of the list, whatever became of them.

const received = '2026-06-01';
const day = (count: number) => addDays(received, count);
const at = (count: number) => `${day(count)}T13:00:00.000Z`;

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

let people = 0;

/** A person in prison and at the Jobcentre, who knows the number of the prison. */
async function receivedPerson(reason = 'NEW_ADMISSION', startedOn = 0) {
  people += 1;
  const prisons = testFile('prisons', makePrisonerNumber(70_000 + people));
  const jobcentre = testFile('jobcentre', makeNino(70_000 + people));
  await outcomes.publish(
    jobcentre.describe({ prisonerNumber: prisons.key }),
    prisons.describe(),
    movement(prisons, 0, { reason, startedOn }),
  );
  return { prisons, jobcentre };
}

function movement(
  file: TestFile,
  on: number,
  { reason = 'NEW_ADMISSION', startedOn = on, moment = at(on) } = {},
) {
  const released = reason === 'RELEASED';
  return file.event(`prisoner-offender-search.prisoner.${released ? 'released' : 'received'}`, {
    data: {
      movement: {
        id: recordId(file.key, `movement ${on}`),
        at: moment,
        reason: { code: reason, title: reason },
      },
      [released ? 'from' : 'to']: { id: 'CFI', name: 'Cardiff' },
      booking: {
        id: recordId(file.key, `booking ${startedOn}`),
        startedAt: at(startedOn),
        endedAt: released ? moment : null,
      },
    },
  });
}

function claim(file: TestFile, changes: Record<string, unknown> = {}, type = 'opened') {
  return file.event(`jobcentre.claim.${type}`, {
    data: {
      claim: {
        id: recordId(file.key, 'claim'),
        benefit: { code: 'JSA', title: "Jobseeker's Allowance" },
        openedOn: '2026-01-05',
        closedOn: null,
        closureReason: null,
        firstPayment: null,
        state: { code: 'RUNNING', title: 'running' },
        claimedOn: '2026-01-05',
        entitledFrom: '2026-01-05',
        benefitCentreCode: 'BDC-HULL',
        dailyRatePence: 1_000,
        housingCostsFrom: null,
        effectiveTo: null,
        paidTo: null,
        ...changes,
      },
    },
  });
}

const closed = (on: number, changes: Record<string, unknown> = {}) => ({
  state: { code: 'CLOSED', title: 'closed' },
  closedOn: day(on),
  closureReason: { code: 'PRISON', title: 'prison' },
  effectiveTo: received,
  ...changes,
});

/** The episodes of the person who claims by a file. */
async function episodesOf({ jobcentre }: { jobcentre: TestFile }) {
  const { episodes } = await derive(outcomes.pool, claimInCustody);
  return episodes.filter(({ id }) => id.endsWith(recordId(jobcentre.key, 'claim')));
}

describe('a claim that ran when its claimant was received', () => {
  it('is told with the day of the reception while nobody closes it', async () => {
    const both = await receivedPerson();
    await outcomes.publish(claim(both.jobcentre));
    expect(await episodesOf(both)).toEqual([
      {
        id: `${recordId(both.prisons.key, 'movement 0')} ${recordId(both.jobcentre.key, 'claim')}`,
        personId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        received_on: received,
        closed_on: null,
        unpaid_from: null,
        ended_on: null,
        daily_rate_pence: 1_000,
        benefit: 'JSA',
        sex: 'F',
        age: 36,
        prison_id: 'CFI',
        // Of the prison, which lies in Wales: probation has no case.
        region_code: expect.any(String),
        benefit_centre_code: 'BDC-HULL',
      },
    ]);
  });

  it.each([
    [
      'closed by telephone with effect from the reception, and paid beyond it',
      closed(12, { paidTo: day(14) }),
      { closed_on: day(12), unpaid_from: day(14) },
    ],
    [
      'closed with effect from a later day',
      closed(5, { effectiveTo: day(9) }),
      { closed_on: day(9), unpaid_from: day(9) },
    ],
    [
      'closed with effect from the reception, and last paid before it',
      closed(5, { paidTo: day(-4) }),
      { closed_on: day(5), unpaid_from: received },
    ],
  ])('%s has the day of its closing and that of its last payment', async (_, changes, expected) => {
    const both = await receivedPerson();
    await outcomes.publish(claim(both.jobcentre), claim(both.jobcentre, changes, 'closed'));
    expect(await episodesOf(both)).toMatchObject([expected]);
  });

  it.each([
    [
      'of which only housing costs go on',
      { state: { code: 'HOUSING_COSTS_ONLY', title: 'h' }, housingCostsFrom: received },
    ],
    ['of Housing Benefit', { benefit: { code: 'HB', title: 'Housing Benefit' } }],
    ['made in advance', { state: { code: 'ADVANCE', title: 'in advance' }, entitledFrom: null }],
    ['closed before', closed(-1, { effectiveTo: day(-1) })],
  ])('%s is none', async (_, changes) => {
    const both = await receivedPerson();
    await outcomes.publish(claim(both.jobcentre, changes));
    expect(await episodesOf(both)).toEqual([]);
  });

  it('is none of who comes by a transfer or back from court', async () => {
    for (const reason of ['TRANSFERRED', 'RETURN_FROM_COURT']) {
      const both = await receivedPerson(reason, -40);
      await outcomes.publish(claim(both.jobcentre));
      expect(await episodesOf(both)).toEqual([]);
    }
  });

  it('ends with the stay on the day by the clocks of London, and begins anew with a recall', async () => {
    const both = await receivedPerson();
    await outcomes.publish(
      claim(both.jobcentre),
      // A quarter past midnight in London, in summer.
      movement(both.prisons, 6, { reason: 'RELEASED', startedOn: 0, moment: `${day(5)}T23:15:00.000Z` }),
      movement(both.prisons, 20),
      claim(both.jobcentre, closed(12, { paidTo: day(6) }), 'closed'),
    );
    // He was received again after the closing: that is not a claim that ran.
    expect(await episodesOf(both)).toMatchObject([
      { received_on: received, ended_on: day(6), closed_on: day(12), unpaid_from: day(6) },
    ]);
  });

  it('with a number that only linkage connects is found as soon as it does', async () => {
    const both = await receivedPerson();
    const other = testFile('jobcentre', makeNino(79_000));
    await outcomes.publish(other.describe(), claim(other));
    expect(await episodesOf({ jobcentre: other })).toEqual([]);
    const probation = testFile('probation', makeCrn(79_000));
    await outcomes.publish(
      probation.describe({ prisonerNumber: both.prisons.key, nino: other.key }, { forename: 'Ann' }),
    );
    expect(await episodesOf({ jobcentre: other })).toMatchObject([{ received_on: received }]);
  });

  it('costs as many statements for many as for one', async () => {
    const { episodes, statements } = await derive(outcomes.pool, claimInCustody);
    expect(new Set(episodes.map(({ id }) => id)).size).toBeGreaterThan(5);
    expect(statements).toBe(2);
  });
});
