import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, person, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

describe('claims', () => {
  it('of two benefits run side by side', async () => {
    const nino = 'NC100002A';
    await jobcentre.claiming(nino);
    await jobcentre.record('openClaim', { nino, benefit: 'ESA', openedOn: '2020-10-01' });
    const { claims } = (await jobcentre.read(nino, '{ claims { benefit closedOn } }')) as {
      claims: unknown[];
    };
    expect(claims).toHaveLength(2);
    expect(claims).toContainEqual({ benefit: 'UC', closedOn: null });
    expect(claims).toContainEqual({ benefit: 'ESA', closedOn: null });
  });

  it('of one benefit follow each other, from the very day of the closing, and are listed the latest first', async () => {
    const nino = 'NC100003A';
    const first = await jobcentre.claiming(nino);
    await jobcentre.mutate('closeClaim', { nino, claimId: first, closedOn: '2020-10-20', reason: 'PRISON' });
    const second = await jobcentre.record('openClaim', { nino, benefit: 'UC', openedOn: '2020-10-20' });
    expect(await jobcentre.read(nino, '{ claims { id } }')).toEqual({
      claims: [{ id: second }, { id: first }],
    });
  });

  it('opened and closed on one day are possible, and the payment in arrears may follow', async () => {
    const nino = 'NC100004A';
    const claimId = await jobcentre.claiming(nino);
    await jobcentre.mutate('closeClaim', { nino, claimId, closedOn: '2020-10-01', reason: 'WITHDRAWN' });
    const { result } = await jobcentre.mutate(
      'recordFirstPayment',
      { nino, claimId, paidOn: '2020-10-09', amountPence: 1 },
      '{ closedOn closureReason firstPayment { amountPence } }',
    );
    expect(result).toEqual({
      closedOn: '2020-10-01',
      closureReason: 'WITHDRAWN',
      firstPayment: { amountPence: 1 },
    });
    expect((await jobcentre.eventsOf(nino)).at(-1)?.payload).toMatchObject({
      claim: { closedOn: '2020-10-01' },
    });
  });

  it('opened by two callers at once become one', async () => {
    const nino = await jobcentre.registered('NC100005A');
    const call = { nino, benefit: 'UC', openedOn: '2020-10-01' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => jobcentre.mutate('openClaim', call)));
    expect(answers.map(({ code }) => code).sort()).toEqual([
      ...Array.from({ length: 4 }, () => 'CLAIM_ALREADY_OPEN'),
      undefined,
    ]);
    expect(await jobcentre.eventsOf(nino)).toHaveLength(2);
  });
});

it('an attendance that was recorded wrongly is corrected by recording it again', async () => {
  const nino = await jobcentre.registered('NC100006A');
  const interviewId = await jobcentre.record('bookInterview', {
    nino,
    type: 'NEW_JOBSEEKER',
    bookedFor: '2020-10-02T09:00:00Z',
  });
  await jobcentre.mutate('recordInterview', { nino, interviewId, attended: false });
  await jobcentre.mutate('recordInterview', { nino, interviewId, attended: true });
  expect(await jobcentre.read(nino, '{ interviews { attended } }')).toEqual({
    interviews: [{ attended: true }],
  });
  expect((await jobcentre.eventsOf(nino)).slice(2).map(({ payload }) => payload['interview'])).toMatchObject([
    { attended: false },
    { attended: true },
  ]);
});

it('interviews and referrals are listed the latest first', async () => {
  const nino = await jobcentre.registered('NC100007A');
  for (const day of ['2016-03-02', '2016-03-04', '2016-03-03']) {
    await jobcentre.mutate('bookInterview', {
      nino,
      type: 'WORK_SEARCH_REVIEW',
      bookedFor: `${day}T09:00:00Z`,
    });
    await jobcentre.mutate('referToProgramme', {
      nino,
      programme: 'WORK_PROGRAMME',
      mandatory: false,
      referredOn: day,
    });
  }
  const lists = await jobcentre.read(nino, '{ interviews { bookedFor } programmeReferrals { referredOn } }');
  expect(lists).toEqual({
    interviews: ['2016-03-04', '2016-03-03', '2016-03-02'].map((day) => ({
      bookedFor: `${day}T09:00:00.000Z`,
    })),
    programmeReferrals: ['2016-03-04', '2016-03-03', '2016-03-02'].map((referredOn) => ({ referredOn })),
  });
});

it('a number written in another way is the same file', async () => {
  const nino = 'NC100009A';
  const { result } = await jobcentre.mutate(
    'registerClaimant',
    { ...person, nino: 'nc 10 00 09 a' },
    '{ nino }',
  );
  expect(result).toEqual({ nino });
  await jobcentre.record('openClaim', { nino: 'nc100009a', benefit: 'UC', openedOn: '2020-10-01' });
  expect((await jobcentre.eventsOf(nino)).map(({ payload }) => payload['nino'])).toEqual([nino, nino]);
});

it('nobody is found by a number that the Jobcentre does not hold', async () => {
  const { data, errors } = await jobcentre.agency.ask(
    `{ claimant(nino: "NC999998A") { nino }
      _entities(representations: [
        { __typename: "Claimant", nino: "NC999998A" }, { __typename: "Claim", id: "none" },
        { __typename: "Offender", id: "x", joinIdentifiers: { ninos: [] } }
      ]) { ... on Offender { benefits { nino } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ claimant: null, _entities: [null, null, { benefits: [] }] });
});

describe('a call that is repeated', () => {
  const nino = 'NC100008A';
  const input = { nino, ...person, idempotencyKey: 'repeated' };

  it('returns the first result and writes nothing', async () => {
    const first = await jobcentre.mutate('registerClaimant', input, '{ nino office }');
    const again = await jobcentre.mutate('registerClaimant', input, '{ nino office }');
    expect(first.result).toEqual({ nino, office: 'Durham' });
    expect(again.answer).toEqual(first.answer);
    expect(await jobcentre.eventsOf(nino)).toHaveLength(1);
  });

  it('is refused when the same key comes with another input or for another mutation', async () => {
    expect((await jobcentre.mutate('registerClaimant', { ...input, office: 'Bolton' })).code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    const claim = { nino, benefit: 'UC', openedOn: '2020-10-01', idempotencyKey: 'repeated' };
    expect((await jobcentre.mutate('openClaim', claim)).code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await jobcentre.eventsOf(nino)).toHaveLength(1);
  });

  it('gives the claim as it is now, when it was closed since', async () => {
    const open = { nino, benefit: 'UC', openedOn: '2020-10-01', idempotencyKey: 'opened before' };
    const claimId = await jobcentre.record('openClaim', open);
    await jobcentre.mutate('closeClaim', { nino, claimId, closedOn: '2020-10-02', reason: 'WITHDRAWN' });
    const { result } = await jobcentre.mutate('openClaim', open, '{ id closedOn }');
    expect(result).toEqual({ id: claimId, closedOn: '2020-10-02' });
  });
});
