import { recordId } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, person, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

it('a hundred people cost as many SQL statements as one', async () => {
  const ninos = Array.from({ length: 100 }, (_, index) => `NC200${String(index).padStart(3, '0')}A`);
  const recordedAt = '2020-10-01T13:05:00.000Z';
  await jobcentre.agency.load(
    ninos.flatMap((nino) => [
      {
        mutation: 'registerClaimant',
        input: { idempotencyKey: `load-${nino}-1`, nino, ...person },
        recordedAt,
      },
      {
        mutation: 'openClaim',
        input: { idempotencyKey: `load-${nino}-2`, nino, benefit: 'UC', openedOn: '2020-10-01' },
        recordedAt,
      },
      {
        mutation: 'bookInterview',
        input: {
          idempotencyKey: `load-${nino}-3`,
          nino,
          type: 'FRESHSTART',
          bookedFor: '2020-10-02T09:00:00.000Z',
        },
        recordedAt,
      },
    ]),
  );
  const statements = async (people: number) => {
    const before = await jobcentre.agency.sqlStatements();
    const { data } = await jobcentre.agency.ask(
      `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Offender { benefits {
        nino claims { benefit openedOn closedOn closureReason claimant { nino } }
        interviews { type bookedFor attended } programmeReferrals { programme } } } } }`,
      {
        people: ninos.slice(0, people).map((nino) => ({
          __typename: 'Offender',
          id: nino,
          joinIdentifiers: { ninos: [nino] },
        })),
      },
    );
    const answered = { benefits: [{ claims: [{ benefit: 'UC' }], interviews: [{ attended: null }] }] };
    expect(data?.['_entities']).toMatchObject(Array.from({ length: people }, () => answered));
    return (await jobcentre.agency.sqlStatements()) - before;
  };
  const one = await statements(1);
  expect(one).toBe(4);
  expect(await statements(100)).toBe(one);
});

describe('a bulk load', () => {
  const bulk = 'NC300001A';
  const live = 'NC300002A';
  const recordedAt = '2020-12-14T15:00:00.000Z';
  /** Ids of records follow from idempotency keys, so the claim's id is known before the claim is opened. */
  const steps = (nino: string, claimId: string, interviewId: string) => {
    const input = (key: string, rest: object) => ({ idempotencyKey: `${nino}-${key}`, nino, ...rest });
    return [
      { mutation: 'registerClaimant', input: input('1', { ...person, prisonerNumber: 'A1234BC' }) },
      { mutation: 'openClaim', input: input('2', { benefit: 'UC', openedOn: '2020-10-01' }) },
      {
        mutation: 'bookInterview',
        input: input('3', {
          type: 'FRESHSTART',
          bookedFor: '2020-10-02T09:00:00.000Z',
          bookedOn: '2020-10-01',
        }),
      },
      { mutation: 'recordInterview', input: input('4', { interviewId, attended: false }) },
      {
        mutation: 'recordFirstPayment',
        input: input('5', { claimId, paidOn: '2020-11-06', amountPence: 40014 }),
      },
      {
        mutation: 'referToProgramme',
        input: input('6', {
          programme: 'WORK_AND_HEALTH_PROGRAMME',
          mandatory: false,
          referredOn: '2020-11-20',
        }),
      },
      {
        mutation: 'closeClaim',
        input: input('7', { claimId, closedOn: '2020-12-14', reason: 'EMPLOYMENT' }),
      },
    ];
  };

  it('writes the rows and events that live mutations write', async () => {
    const id = (nino: string, key: string) => recordId('jobcentre', `${nino}-${key}`);
    const loaded = steps(bulk, id(bulk, '2'), id(bulk, '3')).map((step) => ({ ...step, recordedAt }));
    expect(await jobcentre.agency.load(loaded)).toEqual({ files: 1, events: 7, skipped: 0 });
    for (const { mutation, input } of steps(live, id(live, '2'), id(live, '3'))) {
      expect((await jobcentre.mutate(mutation, input)).answer.errors).toBeUndefined();
    }
    const sameName = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll(bulk, live)
          .replaceAll(id(bulk, '2'), id(live, '2'))
          .replaceAll(id(bulk, '3'), id(live, '3'))
          .replaceAll(id(bulk, '6'), id(live, '6')),
      );
    const payloads = async (key: string) =>
      (await jobcentre.eventsOf(key)).map(({ type, payload }) => [type, payload]);
    expect(sameName(await payloads(bulk))).toEqual(await payloads(live));
    for (const table of ['Claimant', 'Claim', 'Interview', 'ProgrammeReferral']) {
      const rows = async (key: string) =>
        JSON.parse(
          JSON.stringify(
            (await jobcentre.agency.pool.query(`SELECT * FROM "${table}" WHERE nino = $1`, [key])).rows.map(
              // The day on which each of the two was recorded.
              ({ officeSince: _, ...row }) => row,
            ),
          ),
        );
      expect(await rows(live)).toHaveLength(1);
      expect(sameName(await rows(bulk))).toEqual(await rows(live));
    }
  });

  it('keeps the same rules, and writes nothing when one is broken', async () => {
    const nino = 'NC300003A';
    const steps = [
      { mutation: 'registerClaimant', input: { ...person } },
      { mutation: 'openClaim', input: { benefit: 'UC', openedOn: '2020-10-01' } },
      { mutation: 'openClaim', input: { benefit: 'UC', openedOn: '2020-10-02' } },
    ];
    const loading = jobcentre.agency.load(
      steps.map(({ mutation, input }, index) => ({
        mutation,
        input: { idempotencyKey: `broken-${index}`, nino, ...input },
        recordedAt,
      })),
    );
    await expect(loading).rejects.toThrow(/must be closed first/);
    expect(await jobcentre.eventsOf(nino)).toEqual([]);
  });

  it('skips files that exist, so that it can be run again', async () => {
    const again = steps(bulk, 'any', 'any').map((step) => ({ ...step, recordedAt }));
    expect(await jobcentre.agency.load(again)).toEqual({ files: 0, events: 0, skipped: 1 });
    expect(await jobcentre.eventsOf(bulk)).toHaveLength(7);
  });
});
