import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

/** Type and claim, request or contact of the last events of a file. */
async function lastEvents(nino: string, count: number) {
  return (await jobcentre.eventsOf(nino)).slice(-count).map(({ type, payload }) => ({ type, payload }));
}

describe('a claim that is made in advance', () => {
  const advance = {
    benefit: 'JSA',
    basis: 'INCOME',
    claimedOn: '2026-02-10',
    releaseExpectedOn: '2026-03-03',
    takenBy: 'EBA0017',
    benefitCentreCode: 'BDC-HULL',
  };
  const state =
    '{ claims { state openedOn claimedOn entitledFrom closedOn closureReason effectiveTo madeAt basis } }';

  it('is due from the release on, and from then on the benefit’s claim of the person', async () => {
    const nino = await jobcentre.registered('NC300001A');
    const claimId = await jobcentre.record('makeAdvanceClaim', { nino, ...advance });
    const made = { claimedOn: '2026-02-10', madeAt: 'PRISON', basis: 'INCOME', closedOn: null };
    expect(await jobcentre.read(nino, state)).toMatchObject({
      claims: [{ ...made, state: 'ADVANCE', openedOn: '2026-02-10', entitledFrom: null }],
    });
    await jobcentre.record('startEntitlement', {
      nino,
      claimId,
      entitledFrom: '2026-03-05',
      dailyRatePence: 1200,
    });
    expect(await jobcentre.read(nino, state)).toMatchObject({
      claims: [{ ...made, state: 'RUNNING', openedOn: '2026-03-05', entitledFrom: '2026-03-05' }],
    });
    expect(await lastEvents(nino, 2)).toMatchObject([
      {
        type: 'jobcentre.claim.made-in-advance',
        payload: { claim: { state: { code: 'ADVANCE' }, entitledFrom: null, takenBy: 'EBA0017' } },
      },
      {
        type: 'jobcentre.claim.entitlement-started',
        payload: {
          claim: { entitledFrom: '2026-03-05', dailyRatePence: 1200, benefitCentreCode: 'BDC-HULL' },
        },
      },
    ]);
  });

  it.each([
    ['PRISON', 'CLOSED'],
    ['CONDITIONS_NOT_MET', 'REJECTED'],
  ])('given up for %s before the release was never due, and is %s', async (reason, expected) => {
    const nino = await jobcentre.registered(reason === 'PRISON' ? 'NC300002A' : 'NC300003A');
    const claimId = await jobcentre.record('makeAdvanceClaim', { nino, ...advance });
    await jobcentre.record('cancelAdvance', { nino, claimId, cancelledOn: '2026-02-20', reason });
    expect(await jobcentre.read(nino, state)).toMatchObject({
      claims: [
        {
          state: expected,
          entitledFrom: null,
          closedOn: '2026-02-20',
          closureReason: reason,
          effectiveTo: null,
        },
      ],
    });
    expect(
      (await jobcentre.mutate('startEntitlement', { nino, claimId, entitledFrom: '2026-03-05' })).code,
    ).toBe('CLAIM_ALREADY_CLOSED');
    // The next claim of the benefit is possible from any day on: this one never was a time of benefit.
    await jobcentre.record('openClaim', { nino, benefit: 'JSA', openedOn: '2026-02-15' });
  });
});

describe('closing for prison', () => {
  it('takes effect from the reception that the request names, and answers the request', async () => {
    const nino = await jobcentre.registered('NC300010A');
    const claimId = await jobcentre.record('openClaim', {
      nino,
      benefit: 'JSA',
      basis: 'INCOME',
      openedOn: '2026-01-05',
      benefitCentreCode: 'BDC-CARDIF',
      dailyRatePence: 1000,
    });
    const contactId = await jobcentre.record('appointJobcentreContact', {
      placeCode: 'BDC-CARDIF',
      role: 'BENEFIT_CLOSURE',
      name: 'Cath Centre',
      phone: '029 2000 0000',
      from: '2026-01-01',
    });
    await jobcentre.record('requestClosure', {
      nino,
      claimId,
      receptionOn: '2026-03-01',
      requestedOn: '2026-03-04',
      requestedBy: 'EBA0017',
      contactId,
      source: 'INDUCTION_INTERVIEW',
    });
    await jobcentre.record('closeClaim', {
      nino,
      claimId,
      closedOn: '2026-03-13',
      reason: 'PRISON',
      paidTo: '2026-03-15',
    });
    const selection =
      '{ claims { state closedOn effectiveTo paidTo benefitCentre { code name } closureRequests { receptionOn answeredOn source contact { name roleName } } } }';
    expect(await jobcentre.read(nino, selection)).toEqual({
      claims: [
        {
          state: 'CLOSED',
          closedOn: '2026-03-13',
          effectiveTo: '2026-03-01',
          paidTo: '2026-03-15',
          benefitCentre: { code: 'BDC-CARDIF', name: 'Cardiff' },
          closureRequests: [
            {
              receptionOn: '2026-03-01',
              answeredOn: '2026-03-13',
              source: 'INDUCTION_INTERVIEW',
              contact: { name: 'Cath Centre', roleName: 'Benefit closure' },
            },
          ],
        },
      ],
    });
    expect(await lastEvents(nino, 3)).toMatchObject([
      { type: 'jobcentre.claim.closure-requested', payload: { request: { claimId, answeredOn: null } } },
      {
        type: 'jobcentre.claim.closed',
        payload: { claim: { closedOn: '2026-03-13', effectiveTo: '2026-03-01', paidTo: '2026-03-15' } },
      },
      { type: 'jobcentre.claim.closure-answered', payload: { request: { answeredOn: '2026-03-13' } } },
    ]);
    // Released on the sixth day, closed on the thirteenth: the new claim begins before the closing of the old.
    await jobcentre.record('openClaim', { nino, benefit: 'JSA', openedOn: '2026-03-07' });
  });

  it('takes effect on the day of the closing where nobody named a reception', async () => {
    const nino = 'NC300011A';
    const claimId = await jobcentre.claiming(nino);
    await jobcentre.record('closeClaim', { nino, claimId, closedOn: '2020-12-01', reason: 'PRISON' });
    expect(await jobcentre.read(nino, '{ claims { effectiveTo } }')).toEqual({
      claims: [{ effectiveTo: '2020-12-01' }],
    });
  });

  it('is no closing where only housing costs go on, until the claim runs in full again', async () => {
    const nino = 'NC300012A';
    const claimId = await jobcentre.claiming(nino);
    const requestId = await jobcentre.record('requestClosure', {
      nino,
      claimId,
      receptionOn: '2026-01-10',
      requestedOn: '2026-01-12',
      source: 'PRISON_RECORD',
    });
    const stay = { receivedOn: '2026-01-10', releaseExpectedOn: '2026-03-11', single: true };
    await jobcentre.record('keepHousingCosts', { nino, claimId, ...stay, decidedOn: '2026-01-14' });
    const selection =
      '{ claims { state closedOn housingCostsFrom housingCostsUntil closureRequests { id answeredOn } } }';
    const kept = { closedOn: null, housingCostsFrom: '2026-01-10', housingCostsUntil: '2026-07-10' };
    expect(await jobcentre.read(nino, selection)).toEqual({
      claims: [
        {
          state: 'HOUSING_COSTS_ONLY',
          ...kept,
          closureRequests: [{ id: requestId, answeredOn: '2026-01-14' }],
        },
      ],
    });
    await jobcentre.record('resumeClaim', { nino, claimId, resumedOn: '2026-03-11' });
    expect(await jobcentre.read(nino, selection)).toMatchObject({ claims: [{ state: 'RUNNING', ...kept }] });
  });
});

it('a claim for which the conditions were never met is rejected', async () => {
  const nino = 'NC300020A';
  const claimId = await jobcentre.claiming(nino);
  const close = { nino, claimId, closedOn: '2020-10-20', reason: 'CONDITIONS_NOT_MET' };
  await jobcentre.record('closeClaim', { ...close, effectiveFrom: '2020-10-01' });
  expect(await jobcentre.read(nino, '{ claims { state effectiveTo } }')).toEqual({
    claims: [{ state: 'REJECTED', effectiveTo: '2020-10-01' }],
  });
});

describe('a benefit centre', () => {
  const placeCode = 'BDC-HULL';

  it('has contacts with the days on which they are some, and is found by its code', async () => {
    const appoint = (name: string, from: string) =>
      jobcentre.record('appointJobcentreContact', {
        placeCode,
        role: 'BENEFIT_CLOSURE',
        name,
        email: 'desk@centre.example',
        from,
      });
    const first = await appoint('Ann First', '2025-01-01');
    await jobcentre.record('endJobcentreContact', { placeCode, contactId: first, to: '2025-06-30' });
    await appoint('Bea Second', '2025-09-01');
    const { data } = await jobcentre.agency.ask(
      `{ benefitCentre(code: "BDC-HULL") {
        name
        all: contacts { name to }
        last: contacts(role: "BENEFIT_CLOSURE", on: "2025-06-30") { name }
        between: contacts(on: "2025-07-15") { name }
      } none: benefitCentre(code: "BDC-NONE") { name } benefitCentres { code } }`,
    );
    expect(data).toMatchObject({
      benefitCentre: {
        name: 'Hull',
        all: [
          { name: 'Bea Second', to: null },
          { name: 'Ann First', to: '2025-06-30' },
        ],
        last: [{ name: 'Ann First' }],
        between: [],
      },
      none: null,
    });
    expect(data?.['benefitCentres']).toContainEqual({ code: placeCode });
    const events = (await jobcentre.agency.events()).filter(
      ({ payload }) => payload['placeCode'] === placeCode,
    );
    expect(events.map(({ type }) => type)).toEqual([
      'jobcentre.contact.appointed',
      'jobcentre.contact.ended',
      'jobcentre.contact.appointed',
    ]);
    expect(events[0]).toMatchObject({
      payload: { at: { kind: 'benefit-centre', code: placeCode, name: 'Hull' }, contact: { id: first } },
    });
  });
});

it('an office has contacts like a benefit centre', async () => {
  const placeCode = 'JCP-DURHAM';
  await jobcentre.record('appointJobcentreContact', {
    placeCode,
    role: 'SINGLE_POINT_OF_CONTACT',
    name: 'Dan Desk',
    phone: '0191 496 0000',
    from: '2025-01-01',
  });
  const { data } = await jobcentre.agency.ask(
    `{ jobcentreOffice(code: "${placeCode}") { contacts(role: "SINGLE_POINT_OF_CONTACT") { name phone } } }`,
  );
  expect(data).toEqual({ jobcentreOffice: { contacts: [{ name: 'Dan Desk', phone: '0191 496 0000' }] } });
  const [event] = (await jobcentre.agency.events()).filter(
    ({ payload }) => payload['placeCode'] === placeCode,
  );
  expect(event?.payload['at']).toEqual({ kind: 'office', code: placeCode, name: 'Durham Jobcentre' });
});

describe('bad input about claims gets a code, and leaves no trace', () => {
  const nino = 'NC300030A';
  const placeCode = 'BDC-LEEDS';
  let running: string;
  let advance: string;
  let answered: string;
  let ended: string;
  beforeAll(async () => {
    running = await jobcentre.claiming(nino);
    advance = await jobcentre.record('makeAdvanceClaim', { nino, benefit: 'JSA', claimedOn: '2026-01-05' });
    answered = await jobcentre.record('requestClosure', {
      nino,
      claimId: running,
      receptionOn: '2026-01-02',
      requestedOn: '2026-01-03',
      source: 'DATA_MATCH',
    });
    await jobcentre.record('answerClosure', { nino, requestId: answered, answeredOn: '2026-01-05' });
    ended = await jobcentre.record('appointJobcentreContact', {
      placeCode,
      role: 'BENEFIT_CLOSURE',
      name: 'Ann Example',
      phone: '1',
      from: '2025-01-01',
    });
    await jobcentre.record('endJobcentreContact', { placeCode, contactId: ended, to: '2025-02-01' });
  });

  const request = { receptionOn: '2026-01-02', requestedOn: '2026-01-03', source: 'DATA_MATCH' };
  const stay = { receivedOn: '2026-01-10', releaseExpectedOn: '2026-03-11', single: true };
  const contact = { placeCode, role: 'BENEFIT_CLOSURE', name: 'Ann', phone: '1', from: '2025-01-01' };
  const cases: [string, string, () => Record<string, unknown>, string, RegExp][] = [
    [
      'a basis of a benefit that has none',
      'openClaim',
      () => ({ nino, benefit: 'IS', basis: 'INCOME', openedOn: '2010-01-04' }),
      'BAD_USER_INPUT',
      /"basis".*JSA and ESA/,
    ],
    [
      'a claim from before the benefit was there',
      'openClaim',
      () => ({ nino, benefit: 'ESA', openedOn: '2008-10-26' }),
      'BAD_USER_INPUT',
      /"openedOn".*2008-10-27/,
    ],
    [
      'a benefit centre that is none',
      'openClaim',
      () => ({ nino, benefit: 'IS', openedOn: '2010-01-04', benefitCentreCode: 'BDC-X' }),
      'BAD_USER_INPUT',
      /benefitCentreCode.*BDC-HULL/,
    ],
    [
      'a daily rate of nothing',
      'openClaim',
      () => ({ nino, benefit: 'IS', openedOn: '2010-01-04', dailyRatePence: 0 }),
      'BAD_USER_INPUT',
      /dailyRatePence.*at least 1/,
    ],
    [
      'a second claim in advance',
      'makeAdvanceClaim',
      () => ({ nino, benefit: 'JSA', claimedOn: '2026-01-06' }),
      'CLAIM_ALREADY_OPEN',
      /JSA/,
    ],
    [
      'a claim for JSA more than five weeks before the release',
      'makeAdvanceClaim',
      () => ({ nino: 'NC300031A', benefit: 'JSA', claimedOn: '2026-01-06', releaseExpectedOn: '2026-02-11' }),
      'BAD_USER_INPUT',
      /"claimedOn".*2026-01-07/,
    ],
    [
      'a claim in advance of a release that was before it',
      'makeAdvanceClaim',
      () => ({ nino: 'NC300031A', benefit: 'JSA', claimedOn: '2026-01-06', releaseExpectedOn: '2026-01-05' }),
      'BAD_USER_INPUT',
      /releaseExpectedOn/,
    ],
    [
      'an entitlement before the claim',
      'startEntitlement',
      () => ({ nino, claimId: advance, entitledFrom: '2026-01-04' }),
      'BAD_USER_INPUT',
      /entitledFrom.*2026-01-05/,
    ],
    [
      'an entitlement of a claim that runs',
      'startEntitlement',
      () => ({ nino, claimId: running, entitledFrom: '2026-01-04' }),
      'CLAIM_STATE',
      /ADVANCE.*RUNNING/,
    ],
    [
      'a giving up of a claim that runs',
      'cancelAdvance',
      () => ({ nino, claimId: running, cancelledOn: '2026-01-04', reason: 'PRISON' }),
      'CLAIM_STATE',
      /ADVANCE.*RUNNING/,
    ],
    [
      'a closing of a claim that waits for the release',
      'closeClaim',
      () => ({ nino, claimId: advance, closedOn: '2026-01-06', reason: 'PRISON' }),
      'CLAIM_IN_ADVANCE',
      /start its entitlement first, or cancel it/,
    ],
    [
      'a payment of a claim that waits for the release',
      'recordFirstPayment',
      () => ({ nino, claimId: advance, paidOn: '2026-01-06', amountPence: 100 }),
      'CLAIM_IN_ADVANCE',
      /no benefit is due/,
    ],
    [
      'a closing that takes effect after it',
      'closeClaim',
      () => ({
        nino,
        claimId: running,
        closedOn: '2026-01-06',
        effectiveFrom: '2026-01-07',
        reason: 'PRISON',
      }),
      'BAD_USER_INPUT',
      /effectiveFrom.*2026-01-06/,
    ],
    [
      'a closing that takes effect before the opening',
      'closeClaim',
      () => ({
        nino,
        claimId: running,
        closedOn: '2026-01-06',
        effectiveFrom: '2020-09-30',
        reason: 'PRISON',
      }),
      'BAD_USER_INPUT',
      /effectiveFrom.*2020-10-01/,
    ],
    [
      'a request before the reception',
      'requestClosure',
      () => ({ nino, claimId: running, ...request, requestedOn: '2026-01-01' }),
      'BAD_USER_INPUT',
      /requestedOn.*2026-01-02/,
    ],
    [
      'a second answer',
      'answerClosure',
      () => ({ nino, requestId: answered, answeredOn: '2026-01-06' }),
      'CLOSURE_ANSWERED',
      /2026-01-05/,
    ],
    [
      'an answer to a request that is not there',
      'answerClosure',
      () => ({ nino, requestId: 'none', answeredOn: '2026-01-06' }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'housing costs of somebody who does not claim alone',
      'keepHousingCosts',
      () => ({ nino, claimId: running, ...stay, single: false }),
      'HOUSING_COSTS_NOT_DUE',
      /alone/,
    ],
    [
      'housing costs for a stay of more than six months',
      'keepHousingCosts',
      () => ({ nino, claimId: running, ...stay, releaseExpectedOn: '2026-07-11' }),
      'HOUSING_COSTS_NOT_DUE',
      /2026-07-10/,
    ],
    [
      'a claim resumed that runs in full',
      'resumeClaim',
      () => ({ nino, claimId: running, resumedOn: '2026-03-11' }),
      'CLAIM_STATE',
      /HOUSING_COSTS_ONLY/,
    ],
    [
      'a contact of no place',
      'appointJobcentreContact',
      () => ({ ...contact, placeCode: 'MDI' }),
      'BAD_USER_INPUT',
      /placeCode.*BDC-HULL/,
    ],
    [
      'a contact in no role',
      'appointJobcentreContact',
      () => ({ ...contact, role: 'FRIEND' }),
      'BAD_USER_INPUT',
      /role.*BENEFIT_CLOSURE/,
    ],
    [
      'a contact who cannot be reached',
      'appointJobcentreContact',
      () => ({ ...contact, phone: null }),
      'BAD_USER_INPUT',
      /email.*phone/,
    ],
    [
      'a second end of a contact',
      'endJobcentreContact',
      () => ({ placeCode, contactId: ended, to: '2025-03-01' }),
      'CONTACT_ENDED',
      /2025-02-01/,
    ],
    [
      'the end of a contact of another place',
      'endJobcentreContact',
      () => ({ placeCode: 'BDC-HULL', contactId: ended, to: '2025-03-01' }),
      'NOT_FOUND',
      /contact/,
    ],
  ];
  it.each(cases)('%s', async (_name, mutation, input, code, message) => {
    if (input()['nino'] === 'NC300031A') await jobcentre.registered('NC300031A');
    const before = (await jobcentre.agency.events()).length;
    const { answer } = await jobcentre.mutate(mutation, input());
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(await jobcentre.agency.events()).toHaveLength(before);
  });
});
