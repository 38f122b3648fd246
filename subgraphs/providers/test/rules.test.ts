import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProviderSystem, referral, startProviderSystem } from './support/provider-system.ts';

let system: ProviderSystem;
beforeAll(async () => {
  system = await startProviderSystem();
  await system.send('BC2001ED');
  await system.assessed('BC2002ED');
  await system.delivering('BC2003ED');
  await system.mutate('recordOutcome', {
    referenceNumber: 'BC2003ED',
    type: 'TRAINING',
    achievedOn: '2020-11-02',
  });
  await system.assessed('BC2004ED');
  await system.mutate('endReferral', {
    referenceNumber: 'BC2004ED',
    status: 'COMPLETED',
    endedOn: '2020-11-30',
  });
});
afterAll(() => system[Symbol.asyncDispose]());

/** Where the file stands to which a call is made. */
const sent = { referenceNumber: 'BC2001ED' };
const assessed = { referenceNumber: 'BC2002ED' };
const delivering = { referenceNumber: 'BC2003ED' };
const ended = { referenceNumber: 'BC2004ED' };
const unknown = { referenceNumber: 'BC2999ED' };

const assign = { code: 'KW1', name: 'Sam Worker', assignedOn: '2020-10-06' };
const end = { endedOn: '2020-12-01' };
const outcome = { type: 'EMPLOYMENT', achievedOn: '2020-11-02' };

describe('a rule that is broken gets a code and says what was expected', () => {
  it.each([
    [
      'a malformed reference number',
      'sendReferral',
      { ...referral, referenceNumber: 'nonsense' },
      'BAD_USER_INPUT',
      /referenceNumber/,
    ],
    [
      'a second referral of a number, in another spelling',
      'sendReferral',
      { ...referral, referenceNumber: 'bc2001ed' },
      'ALREADY_EXISTS',
      /BC2001ED/,
    ],
    ['a malformed CRN', 'sendReferral', { ...referral, ...unknown, crn: '1' }, 'BAD_USER_INPUT', /crn/],
    [
      'a blank name',
      'sendReferral',
      { ...referral, ...unknown, surname: ' ' },
      'BAD_USER_INPUT',
      /surname.*empty/,
    ],
    [
      'a referral before birth',
      'sendReferral',
      { ...referral, ...unknown, dateOfBirth: '2020-10-06' },
      'BAD_USER_INPUT',
      /birth, 2020-10-06/,
    ],
    [
      'a contract that does not exist',
      'sendReferral',
      { ...referral, ...unknown, contractReference: 'NONE' },
      'BAD_USER_INPUT',
      /NONE/,
    ],
    [
      'a second referral for a number',
      'sendReferral',
      { ...referral, ...sent },
      'ALREADY_EXISTS',
      /BC2001ED/,
    ],
    [
      'a man for a contract for women',
      'sendReferral',
      { ...referral, ...unknown, sex: 'M', contractReference: 'CCS_0001' },
      'CONTRACT_DOES_NOT_ACCEPT',
      /women only/,
    ],
    [
      'a person who is too young by a day',
      'sendReferral',
      { ...referral, ...unknown, dateOfBirth: '2002-10-06' },
      'CONTRACT_DOES_NOT_ACCEPT',
      /18 or over.*not 17/,
    ],
    ['a key worker for no referral', 'assignKeyWorker', { ...unknown, ...assign }, 'NOT_FOUND', /BC2999ED/],
    [
      'a delivery unit that does not exist',
      'assignKeyWorker',
      { ...sent, ...assign, deliveryUnitCode: 'N50NONE' },
      'BAD_USER_INPUT',
      /N50NONE/,
    ],
    [
      'a key worker without a name',
      'assignKeyWorker',
      { ...sent, ...assign, name: '' },
      'BAD_USER_INPUT',
      /name/,
    ],
    [
      'a key worker before the referral',
      'assignKeyWorker',
      { ...sent, ...assign, assignedOn: '2020-10-04' },
      'BAD_USER_INPUT',
      /2020-10-05/,
    ],
    [
      'a key worker after the end',
      'assignKeyWorker',
      { ...ended, ...assign },
      'REFERRAL_ENDED',
      /2020-11-30 \(COMPLETED\)/,
    ],
    [
      'an initial assessment before the referral',
      'bookInitialAssessment',
      { ...sent, bookedFor: '2020-10-04T09:00:00Z' },
      'BAD_USER_INPUT',
      /2020-10-05/,
    ],
    [
      'another initial assessment',
      'bookInitialAssessment',
      { ...assessed, bookedFor: '2020-10-20T09:00:00Z' },
      'ALREADY_ASSESSED',
      /BC2002ED/,
    ],
    [
      'an initial assessment after the end',
      'bookInitialAssessment',
      { ...ended, bookedFor: '2020-12-20T09:00:00Z' },
      'REFERRAL_ENDED',
      /BC2004ED/,
    ],
    [
      'coming to what is not booked',
      'recordInitialAssessment',
      { ...sent, attended: 'YES' },
      'NOT_BOOKED',
      /BC2001ED/,
    ],
    [
      'undoing a completed assessment',
      'recordInitialAssessment',
      { ...assessed, attended: 'NO' },
      'ALREADY_ASSESSED',
      /BC2002ED/,
    ],
    [
      'a plan before the initial assessment',
      'approveActionPlan',
      { ...sent, approvedOn: '2020-10-20' },
      'NOT_ASSESSED',
      /BC2001ED/,
    ],
    [
      'a plan dated before the initial assessment',
      'approveActionPlan',
      { ...assessed, approvedOn: '2020-10-11' },
      'BAD_USER_INPUT',
      /2020-10-12/,
    ],
    [
      'a second approval',
      'approveActionPlan',
      { ...delivering, approvedOn: '2020-10-20' },
      'ALREADY_APPROVED',
      /2020-10-16/,
    ],
    [
      'a session without a plan',
      'bookSession',
      { ...assessed, bookedFor: '2020-10-20T09:00:00Z' },
      'ACTION_PLAN_NOT_APPROVED',
      /BC2002ED/,
    ],
    [
      'a session before the plan',
      'bookSession',
      { ...delivering, bookedFor: '2020-10-15T09:00:00Z' },
      'BAD_USER_INPUT',
      /2020-10-16/,
    ],
    [
      'a session that is not there',
      'recordSession',
      { ...delivering, sessionId: 'none', attended: 'YES' },
      'NOT_FOUND',
      /none/,
    ],
    [
      'an outcome without an assessment',
      'recordOutcome',
      { ...sent, ...outcome },
      'NOT_ASSESSED',
      /BC2001ED/,
    ],
    [
      'an outcome before the referral',
      'recordOutcome',
      { ...assessed, ...outcome, achievedOn: '2020-10-04' },
      'BAD_USER_INPUT',
      /2020-10-05/,
    ],
    [
      'an outcome after the end',
      'recordOutcome',
      { ...ended, ...outcome, achievedOn: '2020-12-01' },
      'BAD_USER_INPUT',
      /2020-11-30/,
    ],
    [
      'an ending in a status that is none',
      'endReferral',
      { ...assessed, ...end, status: 'POST_ICA' },
      'BAD_USER_INPUT',
      /COMPLETED, WITHDRAWN, CANCELLED/,
    ],
    [
      'completion without an assessment',
      'endReferral',
      { ...sent, ...end, status: 'COMPLETED' },
      'NOT_ASSESSED',
      /PRE_ICA/,
    ],
    [
      'completion with a reason',
      'endReferral',
      { ...assessed, ...end, status: 'COMPLETED', reasonCode: 'NOT' },
      'BAD_USER_INPUT',
      /reasonCode/,
    ],
    [
      'a withdrawal without a reason',
      'endReferral',
      { ...sent, ...end, status: 'WITHDRAWN' },
      'BAD_USER_INPUT',
      /NOT,.*nothing/,
    ],
    [
      'a withdrawal for a cancellation reason',
      'endReferral',
      { ...sent, ...end, status: 'WITHDRAWN', reasonCode: 'PPJ' },
      'BAD_USER_INPUT',
      /PPJ/,
    ],
    [
      'a cancellation for a withdrawal reason',
      'endReferral',
      { ...sent, ...end, status: 'CANCELLED', reasonCode: 'NOT' },
      'BAD_USER_INPUT',
      /DUP/,
    ],
    [
      'a cancellation after delivery began',
      'endReferral',
      { ...delivering, ...end, status: 'CANCELLED', reasonCode: 'MIS' },
      'DELIVERY_BEGUN',
      /2020-10-16/,
    ],
    [
      'an end before an outcome',
      'endReferral',
      { ...delivering, endedOn: '2020-11-01', status: 'COMPLETED' },
      'BAD_USER_INPUT',
      /outcome, 2020-11-02/,
    ],
    [
      'a second end',
      'endReferral',
      { ...ended, ...end, status: 'WITHDRAWN', reasonCode: 'NOT' },
      'REFERRAL_ENDED',
      /2020-11-30/,
    ],
    [
      'a date that does not exist',
      'sendReferral',
      { ...referral, ...unknown, referredOn: '2020-02-30' },
      'BAD_USER_INPUT',
      /2020-02-30/,
    ],
  ])('%s', async (_name, mutation, input, code, message) => {
    const before = await system.events();
    const { answer } = await system.mutate(mutation, input);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(await system.events()).toHaveLength(before.length);
  });
});

it('a sex that is not known is refused by no contract', async () => {
  expect((await system.send('BC2010ED', { sex: 'NK', contractReference: 'CCS_0001' })).code).toBeUndefined();
});

it('the oldest age of a contract includes the year of life that begins with it', async () => {
  interface Found {
    contracts: { edges: { node: { reference: string; maximumAge: number | null; allowsMale: boolean } }[] };
  }
  const { contracts } = await system.read<Found>(
    '{ contracts(first: 500) { edges { node { reference maximumAge allowsMale } } } }',
  );
  const contract = contracts.edges.find(({ node }) => node.maximumAge === 25 && node.allowsMale)?.node;
  const man = { sex: 'M', contractReference: contract?.reference };
  expect((await system.send('BC2011ED', { ...man, dateOfBirth: '1994-10-06' })).code).toBeUndefined();
  expect((await system.send('BC2012ED', { ...man, dateOfBirth: '1994-10-05' })).code).toBe(
    'CONTRACT_DOES_NOT_ACCEPT',
  );
});

describe('a call that is repeated', () => {
  const input = { ...referral, referenceNumber: 'BC2020ED', idempotencyKey: 'repeated' };

  it('returns the first result and writes nothing', async () => {
    const first = await system.mutate('sendReferral', input, '{ referenceNumber }');
    const again = await system.mutate('sendReferral', input, '{ referenceNumber }');
    expect(again.result).toEqual({ referenceNumber: 'BC2020ED' });
    expect(again.answer).toEqual(first.answer);
    expect(await system.eventsOf('BC2020ED')).toHaveLength(1);
  });

  it('is refused when the same key comes with another input', async () => {
    expect((await system.mutate('sendReferral', { ...input, forename: 'Bob' })).code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('may succeed after a failure, which keeps nothing', async () => {
    const call = { ...assign, referenceNumber: 'BC2021ED', idempotencyKey: 'later' };
    expect((await system.mutate('assignKeyWorker', call)).code).toBe('NOT_FOUND');
    await system.send('BC2021ED');
    expect((await system.mutate('assignKeyWorker', call)).code).toBeUndefined();
  });
});
