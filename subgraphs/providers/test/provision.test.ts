import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProviderSystem, startProviderSystem } from './support/provider-system.ts';
import { completedReferral } from './support/referral-steps.ts';

let system: ProviderSystem;
beforeAll(async () => {
  system = await startProviderSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

/** Asks for people the way the gateway does, for the fields of schemas/operations/journey.graphql. */
async function provisionOf(people: { crns: string[]; referenceNumbers: string[] }[]) {
  const { data, errors } = await system.ask(
    `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Offender { provision {
      crn
      referrals {
        referenceNumber provider { name } contract { reference title } referredOn status complexity
        initialAssessment { completedOn withinTenWorkingDays } outcomes { type achievedOn }
      }
    } } } }`,
    {
      people: people.map((identifiers, id) => ({
        __typename: 'Offender',
        id: String(id),
        joinIdentifiers: identifiers,
      })),
    },
  );
  expect(errors).toBeUndefined();
  return data?.['_entities'] as { provision: { crn: string; referrals: { referenceNumber: string }[] }[] }[];
}

describe('what providers did for a person', () => {
  beforeAll(async () => {
    await system.load([
      ...completedReferral('BC3001ED', { crn: 'X300001', referredOn: '2020-09-01' }),
      ...completedReferral('BC3002ED', { crn: 'X300001' }),
      ...completedReferral('BC3003ED', { crn: 'X300002' }),
    ]);
  });
  const numbers = async (crns: string[], referenceNumbers: string[]) => {
    const [person] = await provisionOf([{ crns, referenceNumbers }]);
    return person?.provision.map(({ crn, referrals }) => [
      crn,
      referrals.map(({ referenceNumber }) => referenceNumber),
    ]);
  };

  it('has one entry for each CRN, its referrals with the latest first', async () => {
    expect(await numbers(['X300001', 'X300002'], [])).toEqual([
      ['X300001', ['BC3002ED', 'BC3001ED']],
      ['X300002', ['BC3003ED']],
    ]);
  });

  it('has a referral once that is found both ways', async () => {
    expect(await numbers(['X300001'], ['BC3001ED', 'BC3002ED'])).toEqual([
      ['X300001', ['BC3002ED', 'BC3001ED']],
    ]);
  });

  it('has a referral found by its number alone under the CRN it was sent with', async () => {
    expect(await numbers(['X300002'], ['BC3001ED'])).toEqual([
      ['X300002', ['BC3003ED']],
      ['X300001', ['BC3001ED']],
    ]);
  });

  it('is empty for identifiers without referrals', async () => {
    expect(await numbers(['X999999'], ['ZZ9999ED'])).toEqual([]);
  });

  it('is answered in full, and the referral is found by reference', async () => {
    expect(await provisionOf([{ crns: [], referenceNumbers: ['BC3003ED'] }])).toEqual([
      {
        provision: [
          {
            crn: 'X300002',
            referrals: [
              {
                referenceNumber: 'BC3003ED',
                provider: { name: 'Achieve NW (Career Connect)' },
                contract: { reference: 'DN535743', title: 'GM - ETE' },
                referredOn: '2020-10-05',
                status: 'COMPLETED',
                complexity: 'MEDIUM',
                initialAssessment: { completedOn: '2020-10-12', withinTenWorkingDays: true },
                outcomes: [{ type: 'EMPLOYMENT', achievedOn: '2020-11-02' }],
              },
            ],
          },
        ],
      },
    ]);
  });
});

it('every entity resolves from its key alone, as the subject of an event does', async () => {
  const referenceNumber = 'BC3004ED';
  await system.load(completedReferral(referenceNumber));
  const { rows } = await system.pool.query<{ type: string; id: string }>(
    `SELECT 'InitialAssessment' AS type, id FROM "InitialAssessment" WHERE "referenceNumber" = $1
     UNION ALL SELECT 'Session', id FROM "Session" WHERE "referenceNumber" = $1
     UNION ALL SELECT 'Outcome', id FROM "Outcome" WHERE "referenceNumber" = $1`,
    [referenceNumber],
  );
  expect(rows).toHaveLength(3);
  const { data } = await system.ask(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) {
      __typename
      ... on Referral { referenceNumber }
      ... on Contract { reference } ... on Provider { code }
      ... on InitialAssessment { id referral { referenceNumber } }
      ... on Session { id referral { referenceNumber } }
      ... on Outcome { id referral { referenceNumber } }
    } }`,
    {
      keys: [
        { __typename: 'Referral', referenceNumber },
        { __typename: 'Referral', referenceNumber: 'ZZ9999ED' },
        { __typename: 'Contract', reference: 'DN535743' },
        { __typename: 'Provider', code: 'ACHIEVE_NW' },
        ...rows.map(({ type, id }) => ({ __typename: type, id })),
      ],
    },
  );
  expect(data?.['_entities']).toEqual([
    { __typename: 'Referral', referenceNumber },
    null,
    { __typename: 'Contract', reference: 'DN535743' },
    { __typename: 'Provider', code: 'ACHIEVE_NW' },
    ...rows.map(({ type, id }) => ({ __typename: type, id, referral: { referenceNumber } })),
  ]);
});

it('a hundred people cost as many SQL statements as one', async () => {
  const people = Array.from({ length: 100 }, (_, index) => ({
    crns: [`X31${1000 + index}`],
    referenceNumbers: [`BC${4000 + index}ED`],
  }));
  await system.load(
    people.flatMap(({ crns: [crn = ''], referenceNumbers: [number = ''] }) =>
      completedReferral(number, { crn }),
    ),
  );
  const statements = async (count: number) => {
    const before = await system.sqlStatements();
    const answered = await provisionOf(people.slice(0, count));
    expect(answered.map(({ provision }) => provision.length)).toEqual(Array(count).fill(1));
    return (await system.sqlStatements()) - before;
  };
  const one = await statements(1);
  expect(one).toBe(4);
  expect(await statements(100)).toBe(one);
});
