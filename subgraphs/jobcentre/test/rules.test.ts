import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, person, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

describe('bad input gets a code, says what was expected, and leaves no trace', () => {
  const nino = 'NC100010A';
  const stranger = 'NC100011A';
  let running: string;
  let closed: string;
  beforeAll(async () => {
    running = await jobcentre.claiming(nino);
    await jobcentre.mutate('recordFirstPayment', {
      nino,
      claimId: running,
      paidOn: '2020-11-06',
      amountPence: 100,
    });
    closed = await jobcentre.record('openClaim', { nino, benefit: 'JSA', openedOn: '2020-10-01' });
    await jobcentre.mutate('closeClaim', {
      nino,
      claimId: closed,
      closedOn: '2020-10-20',
      reason: 'OTHER_BENEFIT',
    });
  });

  const bookedFor = '2020-10-02T09:00:00Z';
  const cases: [string, string, () => Record<string, unknown>, string, RegExp][] = [
    [
      'a malformed National Insurance number',
      'registerClaimant',
      () => ({ ...person, nino: 'nonsense' }),
      'BAD_USER_INPUT',
      /nino.*National Insurance/,
    ],
    [
      'a malformed prisoner number',
      'registerClaimant',
      () => ({ ...person, nino: stranger, prisonerNumber: '1234' }),
      'BAD_USER_INPUT',
      /prisonerNumber/,
    ],
    [
      'a blank name',
      'registerClaimant',
      () => ({ ...person, nino: stranger, surname: ' ' }),
      'BAD_USER_INPUT',
      /surname/,
    ],
    [
      'a blank office',
      'registerClaimant',
      () => ({ ...person, nino: stranger, office: '' }),
      'BAD_USER_INPUT',
      /office/,
    ],
    [
      'a second record for a number',
      'registerClaimant',
      () => ({ ...person, nino }),
      'ALREADY_EXISTS',
      /NC100010A/,
    ],
    [
      'a claim of somebody who is not registered',
      'openClaim',
      () => ({ nino: stranger, benefit: 'UC', openedOn: '2020-10-01' }),
      'NOT_FOUND',
      /NC100011A/,
    ],
    [
      'a second claim of a benefit while one runs',
      'openClaim',
      () => ({ nino, benefit: 'UC', openedOn: '2021-01-01' }),
      'CLAIM_ALREADY_OPEN',
      /UC.*2020-10-01/,
    ],
    [
      'a claim from before the one before it was closed',
      'openClaim',
      () => ({ nino, benefit: 'JSA', openedOn: '2020-10-19' }),
      'BAD_USER_INPUT',
      /openedOn.*2020-10-20/,
    ],
    [
      'a benefit that does not exist',
      'openClaim',
      () => ({ nino, benefit: 'PIP', openedOn: '2020-10-19' }),
      'BAD_USER_INPUT',
      /PIP/,
    ],
    [
      'a closing before the opening',
      'closeClaim',
      () => ({ nino, claimId: running, closedOn: '2020-09-30', reason: 'PRISON' }),
      'BAD_USER_INPUT',
      /closedOn.*2020-10-01/,
    ],
    [
      'a second closing',
      'closeClaim',
      () => ({ nino, claimId: closed, closedOn: '2020-10-21', reason: 'PRISON' }),
      'CLAIM_ALREADY_CLOSED',
      /2020-10-20/,
    ],
    [
      'a closing of a claim that is not there',
      'closeClaim',
      () => ({ nino, claimId: 'none', closedOn: '2020-10-21', reason: 'PRISON' }),
      'NOT_FOUND',
      /none/,
    ],
    [
      "a closing of another person's claim",
      'closeClaim',
      () => ({ nino: stranger, claimId: running, closedOn: '2020-10-21', reason: 'PRISON' }),
      'NOT_FOUND',
      /claim/,
    ],
    [
      'a second first payment',
      'recordFirstPayment',
      () => ({ nino, claimId: running, paidOn: '2020-11-07', amountPence: 100 }),
      'ALREADY_PAID',
      /2020-11-06/,
    ],
    [
      'a payment before the opening',
      'recordFirstPayment',
      () => ({ nino, claimId: closed, paidOn: '2020-09-30', amountPence: 100 }),
      'BAD_USER_INPUT',
      /paidOn.*2020-10-01/,
    ],
    [
      'a payment of nothing',
      'recordFirstPayment',
      () => ({ nino, claimId: closed, paidOn: '2020-10-08', amountPence: 0 }),
      'BAD_USER_INPUT',
      /amountPence.*more than 0/,
    ],
    [
      'a payment for a claim that is not there',
      'recordFirstPayment',
      () => ({ nino, claimId: 'none', paidOn: '2020-10-08', amountPence: 100 }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'an interview with somebody who is not registered',
      'bookInterview',
      () => ({ nino: stranger, type: 'FRESHSTART', bookedFor }),
      'NOT_FOUND',
      /NC100011A/,
    ],
    [
      'an attendance of an interview that is not there',
      'recordInterview',
      () => ({ nino, interviewId: 'none', attended: true }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'a referral of somebody who is not registered',
      'referToProgramme',
      () => ({
        nino: stranger,
        programme: 'WORK_AND_HEALTH_PROGRAMME',
        mandatory: true,
        referredOn: '2020-10-01',
      }),
      'NOT_FOUND',
      /NC100011A/,
    ],
    [
      'a referral to the Work Programme after its end',
      'referToProgramme',
      () => ({ nino, programme: 'WORK_PROGRAMME', mandatory: true, referredOn: '2017-04-01' }),
      'BAD_USER_INPUT',
      /referredOn.*2017-03-31/,
    ],
    [
      'a date that does not exist',
      'openClaim',
      () => ({ nino, benefit: 'IS', openedOn: '2020-02-30' }),
      'BAD_USER_INPUT',
      /2020-02-30/,
    ],
  ];
  it.each(cases)('%s', async (_name, mutation, input, code, message) => {
    const before = (await jobcentre.agency.events()).length;
    const { answer } = await jobcentre.mutate(mutation, input());
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(await jobcentre.agency.events()).toHaveLength(before);
    const { rows } = await jobcentre.agency.pool.query('SELECT 1 FROM "Claimant" WHERE nino = $1', [
      stranger,
    ]);
    expect(rows).toEqual([]);
  });
});
