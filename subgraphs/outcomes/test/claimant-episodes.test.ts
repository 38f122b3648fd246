import { makeNino, makePrisonerNumber, recordId } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimingMonths } from '../src/measures/episodes/claiming-months.ts';
import type { Episodes } from '../src/measures/episodes/define-episodes.ts';
import { programmeDue } from '../src/measures/episodes/programme-due.ts';
import { sanctionApplied } from '../src/measures/episodes/sanction-applied.ts';
import { derive } from './support/derive.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';
import { coded, stay } from './support/stay.ts';

// What is asked of claimants, as measures count it: mandatory referrals after a release, and sanctions.

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

let people = 0;

/** Somebody known to prison and Jobcentre, who was in prison for a month until 4 March 2013. */
async function released() {
  people += 1;
  const prisons = testFile('prisons', makePrisonerNumber(40_000 + people));
  const jobcentre = testFile('jobcentre', makeNino(40_000 + people));
  const inside = stay(prisons, { from: '2013-02-04', to: '2013-03-04', bookNumber: `4${people}A` });
  await outcomes.publish(
    prisons.describe(),
    jobcentre.describe({ prisonerNumber: prisons.key }),
    inside.received(),
    inside.sentenced(60),
    inside.left(),
  );
  return jobcentre;
}

function claim(file: TestFile, id: string, from: string, changes: Record<string, unknown> = {}) {
  const isClosed = changes['closedOn'] !== undefined;
  return file.event(`jobcentre.claim.${isClosed ? 'closed' : 'opened'}`, {
    data: {
      claim: {
        id: recordId(file.key, id),
        benefit: coded('JSA'),
        openedOn: from,
        claimedOn: from,
        entitledFrom: from,
        state: coded(isClosed ? 'CLOSED' : 'RUNNING'),
        closedOn: null,
        closureReason: null,
        effectiveTo: null,
        paidTo: null,
        firstPayment: null,
        ...changes,
      },
    },
  });
}

const closed = (on: string, reason: string) => ({
  closedOn: on,
  effectiveTo: on,
  closureReason: coded(reason),
});

const referral = (file: TestFile, on: string, changes: Record<string, unknown> = {}, type = 'made') =>
  file.event(`jobcentre.programme-referral.${type}`, {
    data: {
      referral: {
        id: recordId(file.key, `referral ${on}`),
        programme: coded('WORK_PROGRAMME'),
        mandatory: true,
        referredOn: on,
        providerCode: null,
        startedOn: null,
        endedOn: null,
        ...changes,
      },
    },
  });

const sanction = (file: TestFile, from: string, status: string, type = 'decided') =>
  file.event(`jobcentre.sanction.${type}`, {
    data: {
      sanction: {
        id: recordId(file.key, `sanction ${from}`),
        claimId: recordId(file.key, 'claim'),
        from,
        status: coded(status),
      },
    },
  });

async function told(kind: Episodes, file: TestFile) {
  const { rows } = await outcomes.pool.query<{ id: string }>(
    'SELECT cluster_id AS id FROM outcomes.file WHERE agency = $1 AND key = $2',
    ['jobcentre', file.key],
  );
  const { episodes } = await derive(outcomes.pool, kind);
  return episodes.filter(({ personId }) => personId === rows[0]?.id);
}

describe('a referral to the Work Programme that is due', () => {
  it('is due with the release, and made when the Jobcentre makes a mandatory one', async () => {
    const file = await released();
    await outcomes.publish(
      claim(file, 'claim', '2013-03-04'),
      referral(file, '2013-03-04', { mandatory: false }),
    );
    const due = { due_on: '2013-03-04', limit_on: '2013-03-04', referral_basis: 'DAY_ONE', age: 23 };
    expect(await told(programmeDue, file)).toMatchObject([{ ...due, referred_on: null }]);
    await outcomes.publish(referral(file, '2013-03-06'));
    expect(await told(programmeDue, file)).toMatchObject([{ ...due, referred_on: '2013-03-06' }]);
  });

  it('is due until 13 weeks after the release of who claims within them, and of nobody else', async () => {
    const file = await released();
    await outcomes.publish(
      claim(file, 'claim', '2013-06-03'),
      claim(file, 'other', '2013-06-04', { benefit: coded('ESA') }),
      // A day after the 13 weeks; and before the stay.
      claim(file, 'late', '2013-06-04'),
      claim(file, 'early', '2013-01-07', closed('2013-02-04', 'PRISON')),
    );
    expect(await told(programmeDue, file)).toMatchObject([
      { due_on: '2013-06-03', limit_on: '2013-06-03', referral_basis: 'WITHIN_13_WEEKS' },
    ]);
  });
});

describe('a sanction', () => {
  it('that was proposed, excused or overturned is none', async () => {
    const file = await released();
    await outcomes.publish(
      claim(file, 'claim', '2013-03-04'),
      sanction(file, '2013-04-01', 'PROPOSED', 'proposed'),
      sanction(file, '2013-05-01', 'GOOD_REASON'),
      sanction(file, '2013-06-01', 'APPLIED'),
      sanction(file, '2013-06-01', 'OVERTURNED', 'overturned'),
    );
    expect(await told(sanctionApplied, file)).toEqual([]);
    expect(await told(claimingMonths, file)).toMatchObject([{ sanctioned_in: '' }]);
  });

  it.each([
    ['leaves benefit', closed('2013-06-29', 'FAILED_TO_SIGN'), '2013-06-29'],
    ['leaves it a day too late to be for that', closed('2013-06-30', 'FAILED_TO_SIGN'), null],
    ['finds work', closed('2013-06-20', 'EMPLOYMENT'), null],
  ])('after which somebody %s', async (_, changes, left) => {
    const file = await released();
    await outcomes.publish(
      claim(file, 'claim', '2013-03-04'),
      sanction(file, '2013-06-01', 'APPLIED'),
      claim(file, 'claim', '2013-03-04', changes),
    );
    expect(await told(sanctionApplied, file)).toMatchObject([{ from_on: '2013-06-01', left_on: left }]);
  });

  it('after which another claim follows at once drove nobody away', async () => {
    const file = await released();
    await outcomes.publish(
      claim(file, 'claim', '2013-03-04', closed('2013-06-10', 'OTHER_BENEFIT')),
      claim(file, 'next', '2013-06-12', { benefit: coded('ESA') }),
      sanction(file, '2013-06-01', 'APPLIED'),
    );
    expect(await told(sanctionApplied, file)).toMatchObject([{ left_on: null }]);
  });
});

describe('months with a claim', () => {
  it('are one run where claims share a month or follow each other, cut where provider or category change', async () => {
    const file = await released();
    await outcomes.publish(
      claim(file, 'first', '2012-10-15', closed('2012-12-01', 'OTHER_BENEFIT')),
      claim(file, 'claim', '2013-03-04', closed('2013-06-10', 'OTHER_BENEFIT')),
      claim(file, 'next', '2013-07-29', { benefit: coded('ESA') }),
      sanction(file, '2013-03-31', 'ENDED'),
      sanction(file, '2013-05-02', 'APPLIED'),
      referral(file, '2013-05-10', { providerCode: 'SEETEC', startedOn: '2013-05-20' }, 'started'),
      referral(
        file,
        '2013-05-10',
        { providerCode: 'SEETEC', startedOn: '2013-05-20', endedOn: '2013-08-31' },
        'ended',
      ),
    );
    const rows = await told(claimingMonths, file);
    expect(
      rows.map(({ from_on, to_on, provider_code, category, sanctioned_in }) => [
        from_on,
        to_on,
        provider_code,
        category,
        sanctioned_in,
      ]),
    ).toEqual([
      // December had no day of it; nobody had been released yet.
      ['2012-10-01', '2012-11-30', null, null, ''],
      ['2013-03-01', '2013-04-30', null, 'NOBODY', '2013-03'],
      ['2013-05-01', '2013-07-31', 'SEETEC', 'NOBODY', '2013-05'],
      ['2013-08-01', '2013-08-31', 'SEETEC', 'NOBODY', ''],
      ['2013-09-01', null, null, 'NOBODY', ''],
    ]);
  });

  it('cost as many statements for many people as for one, and so do the others', async () => {
    expect((await derive(outcomes.pool, claimingMonths)).statements).toBe(5);
    expect((await derive(outcomes.pool, sanctionApplied)).statements).toBe(3);
    expect((await derive(outcomes.pool, programmeDue)).statements).toBe(3);
  });
});
