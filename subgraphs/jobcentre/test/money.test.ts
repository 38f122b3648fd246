import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

async function typesOf(nino: string): Promise<string[]> {
  return (await jobcentre.eventsOf(nino)).map(({ type }) => type);
}

describe('payments of a claim', () => {
  it('are paged, the first of them is its first payment, and the claim says up to when it was paid', async () => {
    const nino = 'NC400001A';
    const claimId = await jobcentre.claiming(nino);
    const pay = (paidOn: string, from: string, to: string) =>
      jobcentre.record('recordPayment', { nino, claimId, paidOn, from, to, amountPence: 14_000 });
    const first = await pay('2020-10-16', '2020-10-01', '2020-10-15');
    await pay('2020-10-30', '2020-10-15', '2020-10-29');
    // Paid late for days before: the claim stays paid up to where it was.
    await pay('2020-11-02', '2020-10-01', '2020-10-03');
    const selection = `{ claims { paidTo firstPayment { paidOn amountPence } payments(first: 2) {
      totalCount edges { node { paidOn from to claim { id } claimant { nino } } } pageInfo { hasNextPage endCursor } } } }`;
    const page = [
      {
        node: {
          paidOn: '2020-11-02',
          from: '2020-10-01',
          to: '2020-10-03',
          claim: { id: claimId },
          claimant: { nino },
        },
      },
      {
        node: {
          paidOn: '2020-10-30',
          from: '2020-10-15',
          to: '2020-10-29',
          claim: { id: claimId },
          claimant: { nino },
        },
      },
    ];
    const read = (await jobcentre.read(nino, selection)) as {
      claims: { payments: { pageInfo: { endCursor: string } } }[];
    };
    expect(read).toMatchObject({
      claims: [
        {
          paidTo: '2020-10-29',
          firstPayment: { paidOn: '2020-10-16', amountPence: 14_000 },
          payments: { totalCount: 3, edges: page, pageInfo: { hasNextPage: true } },
        },
      ],
    });
    const after = read.claims[0]?.payments.pageInfo.endCursor;
    expect(
      await jobcentre.read(
        nino,
        `{ claims { payments(first: 2, after: "${after}") { edges { node { id } } } } }`,
      ),
    ).toEqual({ claims: [{ payments: { edges: [{ node: { id: first } }] } }] });
    expect((await typesOf(nino)).slice(2)).toEqual([
      'jobcentre.payment.made',
      'jobcentre.claim.first-payment-made',
      'jobcentre.payment.made',
      'jobcentre.payment.made',
    ]);
  });

  it('that were missed are told of, and made good by a payment', async () => {
    const nino = 'NC400002A';
    const claimId = await jobcentre.claiming(nino);
    const missedPaymentId = await jobcentre.record('recordMissedPayment', {
      nino,
      claimId,
      dueOn: '2020-10-16',
      reportedOn: '2020-10-19',
      reportedBy: 'EBA0017',
    });
    const missed = '{ claims { missedPayments { dueOn reportedOn paidOn } } }';
    expect(await jobcentre.read(nino, missed)).toEqual({
      claims: [{ missedPayments: [{ dueOn: '2020-10-16', reportedOn: '2020-10-19', paidOn: null }] }],
    });
    await jobcentre.record('recordPayment', {
      nino,
      claimId,
      paidOn: '2020-10-26',
      from: '2020-10-01',
      to: '2020-10-15',
      amountPence: 14_000,
      missedPaymentId,
    });
    expect(await jobcentre.read(nino, missed)).toMatchObject({
      claims: [{ missedPayments: [{ paidOn: '2020-10-26' }] }],
    });
    expect((await typesOf(nino)).slice(2)).toEqual([
      'jobcentre.payment.missed',
      'jobcentre.payment.made',
      'jobcentre.payment.made-good',
      'jobcentre.claim.first-payment-made',
    ]);
  });

  it('do not count an advance, which is a loan', async () => {
    const nino = 'NC400003A';
    const claimId = await jobcentre.claiming(nino);
    await jobcentre.record('payAdvance', { nino, claimId, paidOn: '2020-10-03', amountPence: 20_000 });
    expect(
      await jobcentre.read(
        nino,
        '{ claims { firstPayment { paidOn } advance { paidOn amountPence } payments { totalCount } } }',
      ),
    ).toEqual({
      claims: [
        {
          firstPayment: null,
          advance: { paidOn: '2020-10-03', amountPence: 20_000 },
          payments: { totalCount: 0 },
        },
      ],
    });
    const [event] = (await jobcentre.eventsOf(nino)).slice(-1);
    expect(event).toMatchObject({
      type: 'jobcentre.advance.paid',
      payload: { advance: { claimId, paidOn: '2020-10-03', amountPence: 20_000 } },
    });
  });
});

it('an overpayment is paid back in parts, and never more than is left', async () => {
  const nino = 'NC400004A';
  const claimId = await jobcentre.claiming(nino);
  const overpaymentId = await jobcentre.record('recordOverpayment', {
    nino,
    claimId,
    foundOn: '2021-01-20',
    from: '2021-01-04',
    to: '2021-01-18',
    amountPence: 14_000,
    cause: 'CUSTODY',
  });
  const recover = (recoveredOn: string, amountPence: number) =>
    jobcentre.mutate('recordRecovery', { nino, overpaymentId, recoveredOn, amountPence });
  await recover('2021-03-01', 4_000);
  await recover('2021-04-01', 4_000);
  const { answer } = await recover('2021-05-01', 6_001);
  expect(answer.errors?.[0]?.message).toMatch(/at most 6000/);
  expect(
    await jobcentre.read(
      nino,
      '{ claims { overpayments { foundOn from to amountPence recoveredPence cause } } }',
    ),
  ).toEqual({
    claims: [
      {
        overpayments: [
          {
            foundOn: '2021-01-20',
            from: '2021-01-04',
            to: '2021-01-18',
            amountPence: 14_000,
            recoveredPence: 8_000,
            cause: 'CUSTODY',
          },
        ],
      },
    ],
  });
  // The days after it are another overpayment.
  await jobcentre.record('recordOverpayment', {
    nino,
    claimId,
    from: '2021-01-18',
    to: '2021-01-25',
    amountPence: 1,
    cause: 'OTHER',
  });
});

describe('a grant', () => {
  it('is applied for in prison with a peer’s help, decided after the scheme has ended, and paid; the peer is nowhere named', async () => {
    const nino = await jobcentre.registered('NC400010A');
    await jobcentre.record('makeAdvanceClaim', {
      nino,
      benefit: 'JSA',
      basis: 'INCOME',
      claimedOn: '2013-03-20',
    });
    const grantId = await jobcentre.record('applyForGrant', {
      nino,
      kind: 'COMMUNITY_CARE_GRANT',
      appliedOn: '2013-03-31',
      prisonId: 'TCI',
      helpedBy: 'PEER',
    });
    await jobcentre.record('decideGrant', { nino, grantId, decidedOn: '2013-04-10', awardedPence: 18_000 });
    await jobcentre.record('payGrant', { nino, grantId, paidOn: '2013-04-15' });
    expect(
      await jobcentre.read(
        nino,
        '{ grants { kind loan appliedOn prison { id } helpedBy decidedOn awardedPence paidOn } }',
      ),
    ).toEqual({
      grants: [
        {
          kind: 'COMMUNITY_CARE_GRANT',
          loan: false,
          appliedOn: '2013-03-31',
          prison: { id: 'TCI' },
          helpedBy: 'PEER',
          decidedOn: '2013-04-10',
          awardedPence: 18_000,
          paidOn: '2013-04-15',
        },
      ],
    });
    const events = (await jobcentre.eventsOf(nino)).slice(-3);
    expect(events.map(({ type }) => type)).toEqual([
      'jobcentre.grant.applied',
      'jobcentre.grant.decided',
      'jobcentre.grant.paid',
    ]);
    expect(events[2]?.payload['grant']).toEqual({
      id: grantId,
      kind: { code: 'COMMUNITY_CARE_GRANT', title: 'Community Care Grant' },
      loan: false,
      appliedOn: '2013-03-31',
      prisonId: 'TCI',
      helpedBy: { code: 'PEER', title: 'a prisoner who helps others' },
      decidedOn: '2013-04-10',
      awardedPence: 18_000,
      paidOn: '2013-04-15',
    });
  });

  it('of another kind needs no benefit, and may be a loan', async () => {
    const nino = await jobcentre.registered('NC400011A');
    await jobcentre.record('applyForGrant', { nino, kind: 'LOCAL_WELFARE', appliedOn: '2026-03-03' });
    await jobcentre.record('applyForGrant', { nino, kind: 'BUDGETING_ADVANCE', appliedOn: '2026-03-02' });
    expect(await jobcentre.read(nino, '{ grants { kind loan helpedBy } }')).toEqual({
      grants: [
        { kind: 'LOCAL_WELFARE', loan: false, helpedBy: 'NOBODY' },
        { kind: 'BUDGETING_ADVANCE', loan: true, helpedBy: 'NOBODY' },
      ],
    });
  });
});

describe('bad input about money gets a code, and leaves no trace', () => {
  const nino = 'NC400020A';
  const stranger = 'NC400021A';
  let claimId: string;
  let advance: string;
  let missedPaymentId: string;
  let other: string;
  let overpaymentId: string;
  let refused: string;
  let paid: string;
  beforeAll(async () => {
    claimId = await jobcentre.claiming(nino);
    advance = await jobcentre.record('makeAdvanceClaim', { nino, benefit: 'ESA', claimedOn: '2026-01-05' });
    other = await jobcentre.record('openClaim', {
      nino,
      benefit: 'JSA',
      basis: 'CONTRIBUTIONS',
      openedOn: '2012-10-01',
    });
    const missed = { nino, claimId, dueOn: '2020-10-16', reportedOn: '2020-10-19' };
    missedPaymentId = await jobcentre.record('recordMissedPayment', missed);
    await jobcentre.record('recordPayment', { nino, claimId, ...payment, missedPaymentId });
    await jobcentre.record('payAdvance', { nino, claimId, paidOn: '2020-10-03', amountPence: 1 });
    overpaymentId = await jobcentre.record('recordOverpayment', { nino, claimId, ...overpaid });
    refused = await jobcentre.record('applyForGrant', {
      nino,
      kind: 'LOCAL_WELFARE',
      appliedOn: '2026-01-05',
    });
    await jobcentre.record('decideGrant', {
      nino,
      grantId: refused,
      decidedOn: '2026-01-06',
      awardedPence: 0,
    });
    paid = await jobcentre.record('applyForGrant', { nino, kind: 'LOCAL_WELFARE', appliedOn: '2026-01-05' });
    await jobcentre.record('decideGrant', {
      nino,
      grantId: paid,
      decidedOn: '2026-01-06',
      awardedPence: 100,
    });
    await jobcentre.record('payGrant', { nino, grantId: paid, paidOn: '2026-01-07' });
  });

  const payment = { paidOn: '2020-10-26', from: '2020-10-01', to: '2020-10-15', amountPence: 100 };
  const overpaid = {
    foundOn: '2021-01-20',
    from: '2021-01-04',
    to: '2021-01-18',
    amountPence: 100,
    cause: 'OTHER',
  };
  const grant = { kind: 'COMMUNITY_CARE_GRANT', appliedOn: '2012-12-03' };
  const cases: [string, string, () => Record<string, unknown>, string, RegExp][] = [
    [
      'a payment of a claim that is not there',
      'recordPayment',
      () => ({ claimId: 'none', ...payment }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'a payment in advance of entitlement',
      'recordPayment',
      () => ({ claimId: advance, ...payment }),
      'CLAIM_IN_ADVANCE',
      /no benefit is due/,
    ],
    [
      'a payment of nothing',
      'recordPayment',
      () => ({ claimId, ...payment, amountPence: 0 }),
      'BAD_USER_INPUT',
      /amountPence.*at least 1/,
    ],
    [
      'a payment for no day',
      'recordPayment',
      () => ({ claimId, ...payment, to: '2020-10-01' }),
      'BAD_USER_INPUT',
      /"to" must be after 2020-10-01/,
    ],
    [
      'a payment for days before the claim',
      'recordPayment',
      () => ({ claimId, ...payment, from: '2020-09-30' }),
      'BAD_USER_INPUT',
      /"from".*2020-10-01/,
    ],
    [
      'a payment in the future',
      'recordPayment',
      () => ({ claimId, ...payment, paidOn: '2126-10-16' }),
      'BAD_USER_INPUT',
      /paidOn.*future/,
    ],
    [
      'a missed payment made good twice',
      'recordPayment',
      () => ({ claimId, ...payment, missedPaymentId }),
      'MISSED_PAYMENT_MADE_GOOD',
      /2020-10-26/,
    ],
    [
      'a missed payment of another claim',
      'recordPayment',
      () => ({ claimId: other, ...payment, missedPaymentId }),
      'BAD_USER_INPUT',
      /missedPaymentId/,
    ],
    [
      'a missed payment that is not there',
      'recordPayment',
      () => ({ claimId, ...payment, missedPaymentId: 'none' }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'a payment missed twice',
      'recordMissedPayment',
      () => ({ claimId, dueOn: '2020-10-16', reportedOn: '2020-10-20' }),
      'MISSED_PAYMENT_KNOWN',
      /2020-10-19/,
    ],
    [
      'a payment missed before it was due',
      'recordMissedPayment',
      () => ({ claimId, dueOn: '2020-10-30', reportedOn: '2020-10-20' }),
      'BAD_USER_INPUT',
      /reportedOn.*2020-10-30/,
    ],
    [
      'an overpayment found twice',
      'recordOverpayment',
      () => ({ claimId, ...overpaid, from: '2021-01-17', to: '2021-01-20' }),
      'OVERPAYMENT_KNOWN',
      /2021-01-04/,
    ],
    [
      'an overpayment of nothing',
      'recordOverpayment',
      () => ({ claimId, ...overpaid, from: '2021-01-18', to: '2021-01-20', amountPence: 0 }),
      'BAD_USER_INPUT',
      /amountPence/,
    ],
    [
      'a recovery before the finding',
      'recordRecovery',
      () => ({ overpaymentId, recoveredOn: '2021-01-19', amountPence: 1 }),
      'BAD_USER_INPUT',
      /recoveredOn/,
    ],
    [
      'a recovery of what was never found',
      'recordRecovery',
      () => ({ overpaymentId: 'none', recoveredOn: '2021-01-21', amountPence: 1 }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'a second advance',
      'payAdvance',
      () => ({ claimId, paidOn: '2020-10-04', amountPence: 1 }),
      'ADVANCE_PAID',
      /2020-10-03/,
    ],
    [
      'an advance of a claim that is not due',
      'payAdvance',
      () => ({ claimId: advance, paidOn: '2026-01-05', amountPence: 1 }),
      'CLAIM_IN_ADVANCE',
      /start its entitlement/,
    ],
    [
      'a Community Care Grant with contributions only',
      'applyForGrant',
      () => grant,
      'GRANT_NOT_DUE',
      /Income Support.*2012-12-03/,
    ],
    [
      'a Community Care Grant after its end',
      'applyForGrant',
      () => ({ ...grant, appliedOn: '2013-04-01' }),
      'BAD_USER_INPUT',
      /appliedOn.*2013-03-31/,
    ],
    [
      'local help before there was any',
      'applyForGrant',
      () => ({ kind: 'LOCAL_WELFARE', appliedOn: '2013-03-31' }),
      'BAD_USER_INPUT',
      /appliedOn.*2013-04-01/,
    ],
    [
      'a prison that is none',
      'applyForGrant',
      () => ({ kind: 'LOCAL_WELFARE', appliedOn: '2026-01-05', prisonId: 'XXX' }),
      'BAD_USER_INPUT',
      /prisonId.*XXX/,
    ],
    [
      'a grant of somebody who is not registered',
      'applyForGrant',
      () => ({ nino: stranger, ...grant }),
      'NOT_FOUND',
      /NC400021A/,
    ],
    [
      'a second decision',
      'decideGrant',
      () => ({ grantId: refused, decidedOn: '2026-01-07', awardedPence: 1 }),
      'GRANT_DECIDED',
      /2026-01-06/,
    ],
    [
      'a payment of what was refused',
      'payGrant',
      () => ({ grantId: refused, paidOn: '2026-01-07' }),
      'GRANT_NOT_AWARDED',
      /decide it first/,
    ],
    [
      'a second payment of a grant',
      'payGrant',
      () => ({ grantId: paid, paidOn: '2026-01-08' }),
      'GRANT_PAID',
      /2026-01-07/,
    ],
    [
      'a decision of what was not applied for',
      'decideGrant',
      () => ({ grantId: 'none', decidedOn: '2026-01-07', awardedPence: 1 }),
      'NOT_FOUND',
      /none/,
    ],
  ];
  it.each(cases)('%s', async (_name, mutation, input, code, message) => {
    const before = (await jobcentre.agency.events()).length;
    const { answer } = await jobcentre.mutate(mutation, { nino, ...input() });
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(await jobcentre.agency.events()).toHaveLength(before);
  });
});
