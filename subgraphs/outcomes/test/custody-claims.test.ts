import { addDays, makeNino, makePrisonerNumber, recordId } from '@throughgate/domain';
import type { ChangeEvent } from '@throughgate/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

// Claims that ran on after their claimant was received, by the events of prisons and Jobcentre, which come in any order.

const received = '2026-06-01';
const day = (count: number) => addDays(received, count);
const at = (count: number) => `${day(count)}T13:00:00.000Z`;

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

let people = 0;

function files() {
  people += 1;
  return {
    prisons: testFile('prisons', makePrisonerNumber(80_000 + people)),
    jobcentre: testFile('jobcentre', makeNino(80_000 + people)),
  };
}

function movement(
  file: TestFile,
  on: number,
  changes: { reason?: string; startedOn?: number; reasonCode?: string; prison?: string } = {},
): ChangeEvent {
  const { reason = 'NEW_ADMISSION', startedOn = on, reasonCode, prison = 'CFI' } = changes;
  const released = reason === 'RELEASED';
  return file.event(`prisoner-offender-search.prisoner.${released ? 'released' : 'received'}`, {
    data: {
      movement: {
        id: recordId(file.key, `movement ${on}`),
        at: at(on),
        reason: { code: reason, title: reason },
        ...(reasonCode !== undefined && { reasonCode: { code: reasonCode, title: reasonCode } }),
      },
      [released ? 'from' : 'to']: { id: prison, name: prison },
      booking: {
        id: recordId(file.key, `booking ${startedOn}`),
        startedAt: at(startedOn),
        endedAt: released ? at(on) : null,
      },
    },
  });
}

function claim(file: TestFile, changes: Record<string, unknown> = {}, type = 'opened'): ChangeEvent {
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
        benefitCentreCode: null,
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

async function custodyClaims(filter: Record<string, unknown>, page: Record<string, unknown> = {}) {
  const answer = await outcomes.read<{
    custodyClaims: {
      totalCount: number;
      totalOverpaidPence: number;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      edges: { node: Record<string, unknown> }[];
    };
  }>(
    `query ($filter: CustodyClaimFilter!, $first: Int, $after: String) {
      custodyClaims(filter: $filter, first: $first, after: $after) {
        totalCount totalOverpaidPence pageInfo { hasNextPage endCursor }
        edges { node {
          id daysOpen overpaidPence namedContactThen inductionHeldOn
          claim { id } reception { id } prison { id } closure { id } offender { identifiers { prisonerNumbers ninos } }
        } }
      }
    }`,
    {
      filter: { receivedFrom: received, receivedTo: day(40), openForDays: 7, asOf: day(30), ...filter },
      ...page,
    },
  );
  return answer.custodyClaims;
}

/** What is found of one person, who is told apart by the prison of the reception. */
async function found({ jobcentre }: { jobcentre: TestFile }, filter: Record<string, unknown> = {}) {
  const { edges } = await custodyClaims(filter, { first: 500 });
  return edges
    .map(({ node }) => node)
    .filter(({ claim: of }) => (of as { id: string }).id === recordId(jobcentre.key, 'claim'));
}

describe('a claim that ran on in custody', () => {
  it('is found by linkage, whatever came first', async () => {
    const both = files();
    const { prisons, jobcentre } = both;
    await outcomes.publish(prisons.describe(), movement(prisons, 0));
    await outcomes.publish(jobcentre.describe(), claim(jobcentre));
    // Nobody knows yet that they are one person.
    expect(await found(both)).toEqual([]);
    await outcomes.publish(prisons.describe({ nino: jobcentre.key }));
    expect(await found(both)).toMatchObject([
      {
        daysOpen: 30,
        overpaidPence: 30_000,
        namedContactThen: null,
        inductionHeldOn: null,
        closure: null,
        prison: { id: 'CFI' },
        reception: { id: recordId(prisons.key, 'movement 0') },
        offender: { identifiers: { prisonerNumbers: [prisons.key], ninos: [jobcentre.key] } },
      },
    ]);
    expect(await found(both, { prisonIds: ['LEI'] })).toEqual([]);
    expect(await found(both, { openForDays: 31 })).toEqual([]);
    expect(await found(both, { benefitCentreCodes: ['BDC-HULL'] })).toEqual([]);
  });

  it('that is closed with effect from the reception is overpaid by what was paid', async () => {
    const both = files();
    const { prisons, jobcentre } = both;
    const opened = claim(jobcentre);
    const closing = claim(jobcentre, closed(12, { paidTo: day(14) }), 'closed');
    await outcomes.publish(
      jobcentre.describe({ prisonerNumber: prisons.key }, { version: 3 }),
      closing,
      opened,
      prisons.describe(),
      movement(prisons, 0),
    );
    expect(await found(both)).toMatchObject([{ daysOpen: 12, overpaidPence: 14_000 }]);
  });

  it('is overpaid by no more than was paid of it', async () => {
    const both = files();
    const { prisons, jobcentre } = both;
    await outcomes.publish(
      jobcentre.describe({ prisonerNumber: prisons.key }),
      prisons.describe(),
      movement(prisons, 0),
      claim(jobcentre),
      claim(jobcentre, closed(12, { paidTo: day(2) }), 'closed'),
    );
    expect(await found(both)).toMatchObject([{ overpaidPence: 2_000 }]);
  });

  it('is none of a transfer, a return from court, or a day after the release', async () => {
    const both = files();
    const { prisons, jobcentre } = both;
    await outcomes.publish(
      jobcentre.describe({ prisonerNumber: prisons.key }),
      claim(jobcentre),
      prisons.describe(),
      movement(prisons, -20),
      movement(prisons, 0, { reason: 'TRANSFERRED', startedOn: -20, prison: 'LEI' }),
      movement(prisons, 1, { reason: 'COURT_RETURN', startedOn: -20, prison: 'LEI' }),
    );
    expect(await found(both)).toEqual([]);
    await outcomes.publish(movement(prisons, 3, { reason: 'RELEASED', startedOn: -20 }));
    expect(await found(both, { receivedFrom: day(-20) })).toMatchObject([{ daysOpen: 23 }]);
  });

  it('begins anew with a recall, and ends with each release', async () => {
    const both = files();
    const { prisons, jobcentre } = both;
    await outcomes.publish(
      jobcentre.describe({ prisonerNumber: prisons.key }),
      claim(jobcentre),
      prisons.describe(),
      movement(prisons, 0),
      movement(prisons, 6, { reason: 'RELEASED', startedOn: 0 }),
      movement(prisons, 10, { reason: 'READMISSION', reasonCode: 'L', prison: 'LEI' }),
      movement(prisons, 19, { reason: 'RELEASED', startedOn: 10, prison: 'LEI' }),
    );
    // Six days are not seven.
    expect(await found(both)).toMatchObject([{ daysOpen: 9, overpaidPence: 9_000, prison: { id: 'LEI' } }]);
    expect(await found(both, { openForDays: 6 })).toHaveLength(2);
  });

  it('tells who could have closed it, who saw the person, and what was asked', async () => {
    const both = files();
    const { prisons, jobcentre } = both;
    const request = recordId(jobcentre.key, 'request');
    await outcomes.publish(
      jobcentre.describe({ prisonerNumber: prisons.key }),
      claim(jobcentre, { benefitCentreCode: 'BDC-HULL' }),
      prisons.describe(),
      movement(prisons, 0),
      prisons.event('prisons.adviser-interview.recorded', {
        data: {
          interview: {
            id: recordId(prisons.key, 'interview'),
            purpose: { code: 'INDUCTION', title: 'induction' },
            bookedFor: at(2),
            held: true,
          },
        },
      }),
      jobcentre.event('jobcentre.claim.closure-requested', {
        data: {
          request: {
            id: request,
            claimId: recordId(jobcentre.key, 'claim'),
            receptionOn: received,
            requestedOn: day(3),
          },
        },
      }),
    );
    expect(await found(both)).toMatchObject([
      { namedContactThen: false, inductionHeldOn: day(2), closure: { id: request } },
    ]);
  });
});

describe('the list of claims in custody', () => {
  it('begins with the earliest reception, continues where a page ended, and sums up all', async () => {
    const all = await custodyClaims({}, { first: 500 });
    expect(all.totalCount).toBe(all.edges.length);
    expect(all.totalOverpaidPence).toBe(
      all.edges.reduce((sum, { node }) => sum + Number(node['overpaidPence']), 0),
    );
    const first = await custodyClaims({}, { first: 2 });
    expect(first).toMatchObject({ totalCount: all.totalCount, totalOverpaidPence: all.totalOverpaidPence });
    const rest = await custodyClaims({}, { first: 500, after: first.pageInfo.endCursor });
    expect([...first.edges, ...rest.edges].map(({ node }) => node['id'])).toEqual(
      all.edges.map(({ node }) => node['id']),
    );
  });

  it('costs as many statements for many claims as for one', async () => {
    const before = await outcomes.sqlStatements();
    await custodyClaims({}, { first: 500 });
    expect((await outcomes.sqlStatements()) - before).toBeLessThanOrEqual(5);
  });

  it.each([
    [{ receivedTo: '2028-01-01' }, 'to 366 days after it'],
    [{ openForDays: -1 }, 'must be 0 or more'],
  ])('refuses %j', async (filter, message) => {
    const { errors } = await outcomes.ask(
      'query ($filter: CustodyClaimFilter!) { custodyClaims(filter: $filter) { totalCount } }',
      { filter: { receivedFrom: received, receivedTo: day(1), openForDays: 7, ...filter } },
    );
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});
