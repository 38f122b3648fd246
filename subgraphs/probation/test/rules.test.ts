import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProbationUnderTest, person, startProbation, taken } from './support/probation-under-test.ts';

let probation: ProbationUnderTest;
/** Records that the calls below refer to. */
let ids: { order: string; endedOrder: string; licence: string; endedLicence: string };
beforeAll(async () => {
  probation = await startProbation();
  const { opened, record, mutate } = probation;
  const crn = await opened('X200001');
  await opened('X200002');
  await mutate('allocateManager', { crn, ...allocation, allocatedOn: '2020-09-10' });
  ids = {
    order: await record('startOrder', { crn, ...order }),
    endedOrder: await record('startOrder', { crn, ...order }),
    endedLicence: await record('activateLicence', { crn, ...licence }),
    licence: '',
  };
  await mutate('endOrder', { crn, orderId: ids.endedOrder, endDate: '2021-08-31', reason: 'EXPIRED' });
  await mutate('endLicence', { crn, licenceId: ids.endedLicence, endDate: '2020-10-09', status: 'RECALLED' });
  ids.licence = await record('activateLicence', { crn, ...licence });
});
afterAll(() => probation[Symbol.asyncDispose]());

const crn = 'X200001';
const free = 'X200002';
const allocation = { staffCode: 'N50A123', name: 'Sam Officer', deliveryUnitCode: 'N50MANC' };
const order = { type: 'COMMUNITY_ORDER', startDate: '2020-09-01', endDate: '2021-08-31', requirements: [] };
const licence = {
  kind: 'CRD',
  startDate: '2020-10-01',
  endDate: '2020-12-31',
  additionalConditions: [] as object[],
};
const curfewCode = '52faefcf-15f0-42c5-b908-621b4a7ecdb9';
const standardCode = '9fc04065-df29-4bda-9b1d-bced8335c356';
const curfew = (from: string, until: string) => ({
  ...licence,
  additionalConditions: [{ code: curfewCode, curfew: [{ day: 'MONDAY', from, until }] }],
});
const requirement = (details: object) => ({ ...order, requirements: [details] });

describe('bad input gets a code and says what was expected', () => {
  type Case = [string, string, () => Record<string, unknown>, string, RegExp];
  it.each<Case>([
    [
      'a malformed CRN',
      'openCase',
      () => ({ crn: 'nonsense', ...person, ...taken }),
      'BAD_USER_INPUT',
      /"crn".*CRN/,
    ],
    [
      'a second case, its CRN in lower case',
      'openCase',
      () => ({ crn: 'x200001', ...person, ...taken }),
      'ALREADY_EXISTS',
      /X200001/,
    ],
    ['a second case', 'openCase', () => ({ crn, ...person, ...taken }), 'ALREADY_EXISTS', /X200001/],
    [
      'an empty name',
      'openCase',
      () => ({ crn: 'X200009', ...person, ...taken, surname: ' ' }),
      'BAD_USER_INPUT',
      /surname/,
    ],
    [
      'a PNC with a wrong check letter',
      'openCase',
      () => ({ crn: 'X200009', ...person, ...taken, pncNumber: '1980/0163001B' }),
      'BAD_USER_INPUT',
      /pncNumber/,
    ],
    [
      'a malformed CRO',
      'openCase',
      () => ({ crn: 'X200009', ...person, ...taken, croNumber: '1' }),
      'BAD_USER_INPUT',
      /croNumber/,
    ],
    [
      'a malformed prisoner number',
      'openCase',
      () => ({ crn: 'X200009', ...person, ...taken, prisonerNumber: '1' }),
      'BAD_USER_INPUT',
      /prisonerNumber/,
    ],
    [
      'a fake NINO',
      'openCase',
      () => ({ crn: 'X200009', ...person, ...taken, nino: 'QQ123456C' }),
      'BAD_USER_INPUT',
      /nino/,
    ],
    [
      'a unit that does not exist',
      'openCase',
      () => ({ crn: 'X200009', ...person, ...taken, deliveryUnitCode: 'N50XXXX' }),
      'BAD_USER_INPUT',
      /N50XXXX/,
    ],
    [
      'a case before birth',
      'openCase',
      () => ({ crn: 'X200009', ...person, ...taken, openedOn: '1980-01-01' }),
      'BAD_USER_INPUT',
      /1990-02-03/,
    ],
    [
      'a manager of no case',
      'allocateManager',
      () => ({ crn: 'X200009', ...allocation, allocatedOn: '2020-09-11' }),
      'NOT_FOUND',
      /X200009/,
    ],
    [
      'a manager of an unknown unit',
      'allocateManager',
      () => ({ crn, ...allocation, deliveryUnitCode: 'N50', allocatedOn: '2020-09-11' }),
      'BAD_USER_INPUT',
      /delivery unit/,
    ],
    [
      'a manager without a name',
      'allocateManager',
      () => ({ crn, ...allocation, name: '', allocatedOn: '2020-09-11' }),
      'BAD_USER_INPUT',
      /name/,
    ],
    [
      'a manager before the case',
      'allocateManager',
      () => ({ crn: free, ...allocation, allocatedOn: '2020-08-31' }),
      'BAD_USER_INPUT',
      /2020-09-01/,
    ],
    [
      'a manager before the last one',
      'allocateManager',
      () => ({ crn, ...allocation, allocatedOn: '2020-09-09' }),
      'BAD_USER_INPUT',
      /2020-09-10/,
    ],
    [
      'an order that ends before it starts',
      'startOrder',
      () => ({ crn, ...order, endDate: '2020-08-31' }),
      'BAD_USER_INPUT',
      /endDate/,
    ],
    ['an order of no case', 'startOrder', () => ({ crn: 'X200009', ...order }), 'NOT_FOUND', /X200009/],
    [
      'a length without its unit',
      'startOrder',
      () => ({ crn, ...requirement({ type: 'CURFEW', length: 30 }) }),
      'BAD_USER_INPUT',
      /together/,
    ],
    [
      'a unit without its length',
      'startOrder',
      () => ({ crn, ...requirement({ type: 'CURFEW', unit: 'DAYS' }) }),
      'BAD_USER_INPUT',
      /together/,
    ],
    [
      'a length of nothing',
      'startOrder',
      () => ({ crn, ...requirement({ type: 'UNPAID_WORK', length: 0, unit: 'HOURS' }) }),
      'BAD_USER_INPUT',
      /at least 1/,
    ],
    [
      'unpaid work in days',
      'startOrder',
      () => ({ crn, ...requirement({ type: 'UNPAID_WORK', length: 9, unit: 'DAYS' }) }),
      'BAD_USER_INPUT',
      /HOURS/,
    ],
    [
      'an order that is not there',
      'endOrder',
      () => ({ crn, orderId: 'none', endDate: '2020-10-01', reason: 'REVOKED' }),
      'NOT_FOUND',
      /none/,
    ],
    [
      "another person's order",
      'endOrder',
      () => ({ crn: free, orderId: ids.order, endDate: '2020-10-01', reason: 'REVOKED' }),
      'NOT_FOUND',
      /order/,
    ],
    [
      'an order that ended',
      'endOrder',
      () => ({ crn, orderId: ids.endedOrder, endDate: '2020-10-01', reason: 'REVOKED' }),
      'ORDER_ENDED',
      /2021-08-31/,
    ],
    [
      'an end before the order',
      'endOrder',
      () => ({ crn, orderId: ids.order, endDate: '2020-08-01', reason: 'REVOKED' }),
      'BAD_USER_INPUT',
      /2020-09-01/,
    ],
    [
      'early completion after the end',
      'endOrder',
      () => ({ crn, orderId: ids.order, endDate: '2021-09-01', reason: 'COMPLETED_EARLY' }),
      'BAD_USER_INPUT',
      /2021-08-31/,
    ],
    [
      'a second licence in force',
      'activateLicence',
      () => ({ crn, ...licence }),
      'LICENCE_ACTIVE',
      /end it first/,
    ],
    [
      'a licence that ends before it starts',
      'activateLicence',
      () => ({ crn: free, ...licence, endDate: '2020-09-30' }),
      'BAD_USER_INPUT',
      /endDate/,
    ],
    [
      'an unknown condition',
      'activateLicence',
      () => ({ crn: free, ...licence, additionalConditions: [{ code: 'none' }] }),
      'BAD_USER_INPUT',
      /additionalConditions\.0\.code.*none/,
    ],
    [
      'a standard condition as additional',
      'activateLicence',
      () => ({ crn: free, ...licence, additionalConditions: [{ code: standardCode }] }),
      'BAD_USER_INPUT',
      /additional condition/,
    ],
    [
      'a condition with empty text',
      'activateLicence',
      () => ({ crn: free, ...licence, additionalConditions: [{ code: curfewCode, text: '' }] }),
      'BAD_USER_INPUT',
      /text/,
    ],
    [
      'a curfew from 24:00',
      'activateLicence',
      () => ({ crn: free, ...curfew('24:00', '07:00') }),
      'BAD_USER_INPUT',
      /curfew\.0\.from.*24:00/,
    ],
    [
      'a curfew until 7am',
      'activateLicence',
      () => ({ crn: free, ...curfew('19:00', '7:00') }),
      'BAD_USER_INPUT',
      /curfew\.0\.until.*7:00/,
    ],
    [
      'a licence that is not there',
      'endLicence',
      () => ({ crn, licenceId: 'none', endDate: '2020-10-09', status: 'EXPIRED' }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'a licence that ended',
      'endLicence',
      () => ({ crn, licenceId: ids.endedLicence, endDate: '2020-10-09', status: 'EXPIRED' }),
      'LICENCE_ENDED',
      /RECALLED/,
    ],
    [
      'an end that is none',
      'endLicence',
      () => ({ crn, licenceId: ids.licence, endDate: '2020-10-09', status: 'ACTIVE' }),
      'BAD_USER_INPUT',
      /EXPIRED or RECALLED/,
    ],
    [
      'an end before the licence',
      'endLicence',
      () => ({ crn, licenceId: ids.licence, endDate: '2020-09-30', status: 'RECALLED' }),
      'BAD_USER_INPUT',
      /2020-10-01/,
    ],
    [
      'an end after the licence',
      'endLicence',
      () => ({ crn, licenceId: ids.licence, endDate: '2021-01-01', status: 'RECALLED' }),
      'BAD_USER_INPUT',
      /2020-12-31/,
    ],
    [
      'an appointment in no case',
      'bookAppointment',
      () => ({ crn: 'X200009', type: 'COAP', startsAt: '2020-10-01T13:00:00Z' }),
      'NOT_FOUND',
      /X200009/,
    ],
    [
      'an outcome of no appointment',
      'recordAppointmentOutcome',
      () => ({ crn, appointmentId: 'none', outcome: 'ATTC' }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'a referral in no case',
      'makeEteReferral',
      () => ({ crn: 'X200009', madeOn: '2020-10-02', contractReference: 'DN535743' }),
      'NOT_FOUND',
      /X200009/,
    ],
    [
      'a referral under no contract',
      'makeEteReferral',
      () => ({ crn, madeOn: '2020-10-02', contractReference: 'none' }),
      'BAD_USER_INPUT',
      /none/,
    ],
    [
      'a malformed reference number',
      'makeEteReferral',
      () => ({ crn, madeOn: '2020-10-02', contractReference: 'DN535743', referenceNumber: '1' }),
      'BAD_USER_INPUT',
      /referenceNumber/,
    ],
    [
      'a date that does not exist',
      'makeEteReferral',
      () => ({ crn, madeOn: '2020-02-30', contractReference: 'DN535743' }),
      'BAD_USER_INPUT',
      /2020-02-30/,
    ],
  ])('%s', async (_name, mutation, input, code, message) => {
    const before = await probation.agency.events();
    const { answer } = await probation.mutate(mutation, input());
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(await probation.agency.events()).toHaveLength(before.length);
  });
});

it('an outcome may be corrected, and the correction is an event', async () => {
  const appointmentId = await probation.record('bookAppointment', {
    crn: free,
    type: 'COAP',
    startsAt: '2020-10-01T13:00:00Z',
  });
  for (const outcome of ['AFTA', 'ATTC']) {
    const { result } = await probation.mutate(
      'recordAppointmentOutcome',
      { crn: free, appointmentId, outcome },
      '{ outcome }',
    );
    expect(result).toEqual({ outcome });
  }
  const outcomes = (await probation.eventsOf(free)).map(({ payload }) => payload['appointment']);
  expect(outcomes.slice(-2)).toMatchObject([{ outcome: { code: 'AFTA' } }, { outcome: { code: 'ATTC' } }]);
});

describe('a call that is repeated', () => {
  const input = { crn: 'X200005', ...person, ...taken, idempotencyKey: 'repeated' };

  it('returns the first result and writes nothing', async () => {
    const first = await probation.mutate('openCase', input, '{ crn }');
    const again = await probation.mutate('openCase', input, '{ crn }');
    expect(again.result).toEqual({ crn: 'X200005' });
    expect(again.answer).toEqual(first.answer);
    expect(await probation.eventsOf('X200005')).toHaveLength(1);
  });

  it('is refused when the same key comes with another input', async () => {
    const { code } = await probation.mutate('openCase', { ...input, forename: 'Bob' });
    expect(code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('returns the first record even after that changed', async () => {
    const call = { crn: 'X200005', ...order, idempotencyKey: 'order', requirements: [{ type: 'CURFEW' }] };
    const orderId = await probation.record('startOrder', call);
    await probation.mutate('endOrder', {
      crn: 'X200005',
      orderId,
      endDate: '2020-12-01',
      reason: 'REVOKED',
    });
    expect(await probation.record('startOrder', call)).toBe(orderId);
    expect(await probation.read('X200005', '{ orders { endReason } }')).toEqual({
      orders: [{ endReason: 'REVOKED' }],
    });
  });

  it('ten at once count as one', async () => {
    const call = { crn: 'X200005', ...licence, idempotencyKey: 'ten at once' };
    const licenceIds = await Promise.all(
      Array.from({ length: 10 }, () => probation.record('activateLicence', call)),
    );
    expect(new Set(licenceIds).size).toBe(1);
    expect(await probation.read('X200005', '{ licences { id } }')).toEqual({
      licences: [{ id: licenceIds[0] }],
    });
  });
});

it('two licences activated at once: one is refused', async () => {
  await probation.opened('X200006');
  const codes = await Promise.all(
    ['CRD', 'HDC'].map(
      async (kind) => (await probation.mutate('activateLicence', { crn: 'X200006', ...licence, kind })).code,
    ),
  );
  expect(codes.sort()).toEqual(['LICENCE_ACTIVE', undefined]);
});

it('refuses a request that the gateway did not sign', async () => {
  const response = await fetch(probation.agency.running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});
