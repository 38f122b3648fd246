import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, person, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

const failure = { failure: 'SIGNING', level: 'LOW' };

describe('a sanction', () => {
  it('is proposed, decided and overturned, and has ended when its time is over', async () => {
    const nino = 'NC500001A';
    const claimId = await jobcentre.claiming(nino);
    const propose = (failedOn: string) =>
      jobcentre.record('proposeSanction', {
        nino,
        claimId,
        ...failure,
        failedOn,
        proposedOn: '2021-03-10',
        to: '2021-04-01',
        amountPence: 20_000,
        explainedOn: '2020-10-01',
      });
    const applied = await propose('2021-03-01');
    const overturned = await propose('2021-03-02');
    const excused = await propose('2021-03-03');
    await propose('2021-03-04');
    for (const sanctionId of [applied, overturned]) {
      await jobcentre.record('decideSanction', { nino, sanctionId, decidedOn: '2021-03-15' });
    }
    await jobcentre.record('decideSanction', {
      nino,
      sanctionId: excused,
      decidedOn: '2021-03-15',
      goodReason: 'In hospital',
    });
    await jobcentre.record('overturnSanction', {
      nino,
      sanctionId: overturned,
      overturnedOn: '2021-05-01',
      goodReason: 'On a curfew',
    });
    expect(
      await jobcentre.read(
        nino,
        '{ sanctions { failedOn from to status goodReason decidedOn explainedOn amountPence claim { id } } }',
      ),
    ).toEqual({
      sanctions: [
        ['2021-03-04', '2021-03-05', 'PROPOSED', null, null],
        ['2021-03-03', '2021-03-04', 'GOOD_REASON', 'In hospital', '2021-03-15'],
        ['2021-03-02', '2021-03-03', 'OVERTURNED', 'On a curfew', '2021-05-01'],
        ['2021-03-01', '2021-03-02', 'ENDED', null, '2021-03-15'],
      ].map(([failedOn, from, status, goodReason, decidedOn]) => ({
        failedOn,
        from,
        to: '2021-04-01',
        status,
        goodReason,
        decidedOn,
        explainedOn: '2020-10-01',
        amountPence: 20_000,
        claim: { id: claimId },
      })),
    });
    const events = (await jobcentre.eventsOf(nino)).slice(-3);
    expect(
      events.map(({ type, payload }) => [
        type,
        (payload['sanction'] as { status: { code: string } }).status.code,
      ]),
    ).toEqual([
      ['jobcentre.sanction.decided', 'APPLIED'],
      ['jobcentre.sanction.decided', 'GOOD_REASON'],
      ['jobcentre.sanction.overturned', 'OVERTURNED'],
    ]);
  });

  const propose = async (nino: string, claimId: string, failedOn: string) => {
    const { answer } = await jobcentre.mutate('proposeSanction', { nino, claimId, ...failure, failedOn });
    return answer.errors?.[0]?.extensions.code ?? answer.errors?.[0]?.message ?? 'proposed';
  };

  it('cannot follow from a day between a reception that somebody asked about and the release that came after it', async () => {
    const nino = 'NC500002A';
    const claimId = await jobcentre.claiming(nino);
    const request = { receptionOn: '2021-02-01', requestedOn: '2021-02-10', source: 'DATA_MATCH' };
    const requestId = await jobcentre.record('requestClosure', { nino, claimId, ...request });
    expect(await propose(nino, claimId, '2021-01-31')).toBe('proposed');
    const { answer } = await jobcentre.mutate('proposeSanction', {
      nino,
      claimId,
      ...failure,
      failedOn: '2021-02-01',
    });
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringMatching(/2021-02-10.*reception into prison on 2021-02-01/),
      extensions: { code: 'SANCTION_IN_CUSTODY' },
    });
    // The centre answered and the claim ran on: the person was out by then.
    await jobcentre.record('answerClosure', { nino, requestId, answeredOn: '2021-02-12' });
    expect(await propose(nino, claimId, '2021-02-20')).toBe('proposed');
  });

  it('cannot follow from a day on which only housing costs went on in custody', async () => {
    const nino = 'NC500003A';
    const claimId = await jobcentre.claiming(nino);
    const stay = { receivedOn: '2021-01-10', releaseExpectedOn: '2021-03-11', single: true };
    await jobcentre.record('keepHousingCosts', { nino, claimId, ...stay });
    expect(await propose(nino, claimId, '2021-01-09')).toBe('proposed');
    expect(await propose(nino, claimId, '2021-02-01')).toBe('SANCTION_IN_CUSTODY');
    await jobcentre.record('resumeClaim', { nino, claimId, resumedOn: '2021-03-08' });
    expect(await propose(nino, claimId, '2021-02-01')).toBe('SANCTION_IN_CUSTODY');
    expect(await propose(nino, claimId, '2021-03-08')).toBe('proposed');
  });

  it('cannot follow from a day before the release for which another claim was made in prison', async () => {
    const nino = 'NC500004A';
    const claimId = await jobcentre.claiming(nino);
    const advance = await jobcentre.record('makeAdvanceClaim', {
      nino,
      benefit: 'JSA',
      claimedOn: '2021-03-01',
    });
    expect(await propose(nino, claimId, '2021-03-05')).toBe('SANCTION_IN_CUSTODY');
    await jobcentre.record('startEntitlement', { nino, claimId: advance, entitledFrom: '2021-03-20' });
    expect(await propose(nino, claimId, '2021-03-19')).toBe('SANCTION_IN_CUSTODY');
    expect(await propose(nino, claimId, '2021-03-20')).toBe('proposed');
  });

  it('cannot follow from a day after a claim was closed for prison, until the next claim', async () => {
    const nino = 'NC500005A';
    const claimId = await jobcentre.claiming(nino);
    const esa = await jobcentre.record('openClaim', { nino, benefit: 'ESA', openedOn: '2020-10-01' });
    await jobcentre.record('closeClaim', {
      nino,
      claimId,
      closedOn: '2021-01-20',
      effectiveFrom: '2021-01-10',
      reason: 'PRISON',
    });
    expect(await propose(nino, esa, '2021-01-10')).toBe('SANCTION_IN_CUSTODY');
    await jobcentre.record('openClaim', { nino, benefit: 'UC', openedOn: '2021-06-01' });
    expect(await propose(nino, esa, '2021-06-01')).toBe('proposed');
  });
});

it('complaints are listed with the person and with the office, those of advocates apart', async () => {
  const nino = await jobcentre.registered('NC500010A');
  const make = (madeOn: string, madeBy: string, more: object) =>
    jobcentre.record('makeComplaint', { nino, madeOn, madeBy, ...more });
  const officeCode = 'JCP-DURHAM';
  const first = await make('2026-01-05', 'PERSON', { officeCode });
  await make('2026-01-06', 'ADVOCATE', { officeCode, standard: 'Seen within two weeks' });
  await make('2026-01-07', 'ADVOCATE', { providerCode: 'ACHIEVE_NW' });
  await jobcentre.record('resolveComplaint', {
    nino,
    complaintId: first,
    resolvedOn: '2026-02-01',
    upheld: true,
  });
  expect(
    await jobcentre.read(
      nino,
      '{ complaints { madeOn madeBy upheld provider { code } office { code } standard } }',
    ),
  ).toEqual({
    complaints: [
      {
        madeOn: '2026-01-07',
        madeBy: 'ADVOCATE',
        upheld: null,
        provider: { code: 'ACHIEVE_NW' },
        office: null,
        standard: null,
      },
      {
        madeOn: '2026-01-06',
        madeBy: 'ADVOCATE',
        upheld: null,
        provider: null,
        office: { code: officeCode },
        standard: 'Seen within two weeks',
      },
      {
        madeOn: '2026-01-05',
        madeBy: 'PERSON',
        upheld: true,
        provider: null,
        office: { code: officeCode },
        standard: null,
      },
    ],
  });
  const { data } = await jobcentre.agency.ask(`{ jobcentreOffice(code: "${officeCode}") {
    all: complaints { totalCount }
    advocates: complaints(madeBy: [ADVOCATE]) { totalCount edges { node { madeOn } } }
    earlier: complaints(to: "2026-01-06") { edges { node { madeOn } } } } }`);
  expect(data).toEqual({
    jobcentreOffice: {
      all: { totalCount: 2 },
      advocates: { totalCount: 1, edges: [{ node: { madeOn: '2026-01-06' } }] },
      earlier: { edges: [{ node: { madeOn: '2026-01-05' } }] },
    },
  });
});

it('the commitment is what was agreed last', async () => {
  const nino = await jobcentre.registered('NC500011A');
  const commitment = '{ commitment { agreedOn hoursPerWeek restrictionsKnown } }';
  expect(await jobcentre.read(nino, commitment)).toEqual({ commitment: null });
  await jobcentre.record('agreeCommitment', {
    nino,
    agreedOn: '2026-02-01',
    hoursPerWeek: 17.5,
    restrictionsKnown: true,
  });
  await jobcentre.record('agreeCommitment', {
    nino,
    agreedOn: '2026-01-01',
    hoursPerWeek: 35,
    restrictionsKnown: false,
  });
  expect(await jobcentre.read(nino, commitment)).toEqual({
    commitment: { agreedOn: '2026-02-01', hoursPerWeek: 17.5, restrictionsKnown: true },
  });
  const [event] = (await jobcentre.eventsOf(nino)).slice(-1);
  expect(event).toMatchObject({
    type: 'jobcentre.commitment.agreed',
    payload: { commitment: { hoursPerWeek: 35 } },
  });
});

it('a data-sharing form is received, and probation is told what came of it', async () => {
  const nino = 'NC500012A';
  await jobcentre.mutate('registerClaimant', { nino, ...person, prisonerNumber: 'A1234BC' });
  await jobcentre.record('acknowledgeSharingForm', { nino, formId: 'form-1', receivedOn: '2026-01-05' });
  await jobcentre.record('acknowledgeSharingForm', { nino, formId: 'form-2', receivedOn: '2026-01-20' });
  await jobcentre.record('giveFeedback', { nino, formId: 'form-1', feedbackOn: '2026-02-10' });
  expect(
    await jobcentre.read(
      nino,
      '{ prisonerNumber sharingForms { formId receivedOn feedbackDueOn feedbackOn } }',
    ),
  ).toEqual({
    prisonerNumber: 'A1234BC',
    sharingForms: [
      { formId: 'form-2', receivedOn: '2026-01-20', feedbackDueOn: '2026-02-17', feedbackOn: null },
      { formId: 'form-1', receivedOn: '2026-01-05', feedbackDueOn: '2026-02-02', feedbackOn: '2026-02-10' },
    ],
  });
  expect((await jobcentre.eventsOf(nino)).slice(1)).toMatchObject([
    { type: 'jobcentre.sharing-form.received', payload: { receipt: { formId: 'form-1', feedbackOn: null } } },
    { type: 'jobcentre.sharing-form.received', payload: { receipt: { formId: 'form-2' } } },
    {
      type: 'jobcentre.sharing-form.feedback-given',
      payload: { receipt: { formId: 'form-1', feedbackOn: '2026-02-10' } },
    },
  ]);
});

describe('a benefit centre’s lists', () => {
  const centre = 'BDC-WREXHA';
  const people = Array.from({ length: 101 }, (_, index) => `NC51${String(index).padStart(4, '0')}A`);
  beforeAll(async () => {
    const recordedAt = '2026-04-01T09:00:00.000Z';
    await jobcentre.agency.load(
      people.flatMap((nino) => {
        const key = (name: string) => `${nino} ${name}`;
        return [
          {
            mutation: 'registerClaimant',
            input: { idempotencyKey: key('register'), nino, ...person },
            recordedAt,
          },
          {
            mutation: 'openClaim',
            input: {
              idempotencyKey: key('open'),
              nino,
              benefit: 'UC',
              openedOn: '2026-01-05',
              benefitCentreCode: centre,
              takenBy: 'EBA0017',
            },
            recordedAt,
          },
        ];
      }),
    );
    const { rows } = await jobcentre.agency.pool.query<{ id: string; nino: string }>(
      'SELECT id, nino FROM "Claim" WHERE "benefitCentreCode" = $1 ORDER BY nino',
      [centre],
    );
    for (const { id: claimId, nino } of rows.slice(0, 3)) {
      await jobcentre.record('requestClosure', {
        nino,
        claimId,
        receptionOn: '2026-02-01',
        requestedOn: nino === people[0] ? '2026-02-03' : '2026-02-05',
        source: 'PRISON_RECORD',
        requestedBy: 'EBA0017',
      });
    }
    const [first] = rows;
    await jobcentre.record('closeClaim', {
      nino: first?.nino,
      claimId: first?.id,
      closedOn: '2026-02-10',
      reason: 'PRISON',
    });
  });

  it('tell the requests to close claims that nobody has answered', async () => {
    const { data, errors } = await jobcentre.agency.ask(`{ benefitCentre(code: "${centre}") {
      open: closureRequests(answered: false) { totalCount edges { node { claimant { nino } claim { state } } } }
      answered: closureRequests(answered: true, from: "2026-02-03", to: "2026-02-04") { totalCount edges { node { answeredOn claim { effectiveTo } } } }
      later: closureRequests(from: "2026-02-06") { totalCount }
      closed: claims(states: [CLOSED]) { totalCount edges { node { claimant { nino } } } }
      running: claims(states: [RUNNING], from: "2026-01-05", to: "2026-01-06", first: 1) { totalCount pageInfo { hasNextPage } }
    } }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      benefitCentre: {
        open: { totalCount: 2 },
        answered: {
          totalCount: 1,
          edges: [{ node: { answeredOn: '2026-02-10', claim: { effectiveTo: '2026-02-01' } } }],
        },
        later: { totalCount: 0 },
        closed: { totalCount: 1, edges: [{ node: { claimant: { nino: people[0] } } }] },
        running: { totalCount: 100, pageInfo: { hasNextPage: true } },
      },
    });
  });

  it('cost as many SQL statements for a hundred claims as for one, and at most twelve', async () => {
    const statements = async (first: number) => {
      const before = await jobcentre.agency.sqlStatements();
      const { data, errors } = await jobcentre.agency.ask(
        `query ($first: Int!) { benefitCentre(code: "${centre}") { name contacts { name } claims(first: $first) { totalCount edges { node {
          state dailyRatePence claimant { nino name { surname } } takenBy { name } advance { amountPence }
          closureRequests { requestedOn answeredOn source requestedBy { name } contact { name } }
          overpayments { amountPence } missedPayments { dueOn } payments(first: 1) { edges { node { paidOn } } } } } } } }`,
        { first },
      );
      expect(errors).toBeUndefined();
      const { claims } = (data?.['benefitCentre'] ?? {}) as { claims: { edges: unknown[] } };
      expect(claims.edges).toHaveLength(first);
      return (await jobcentre.agency.sqlStatements()) - before;
    };
    await statements(3);
    expect(await statements(100)).toBeLessThanOrEqual(12);
  });
});

describe('bad input about conditionality gets a code, and leaves no trace', () => {
  const nino = 'NC500030A';
  let claimId: string;
  let closed: string;
  let advance: string;
  let proposed: string;
  let resolved: string;
  beforeAll(async () => {
    claimId = await jobcentre.claiming(nino);
    closed = await jobcentre.record('openClaim', { nino, benefit: 'ESA', openedOn: '2020-10-01' });
    await jobcentre.record('closeClaim', {
      nino,
      claimId: closed,
      closedOn: '2020-12-01',
      reason: 'WITHDRAWN',
    });
    advance = await jobcentre.record('makeAdvanceClaim', {
      nino,
      benefit: 'JSA',
      claimedOn: '2026-01-05',
      madeAt: 'PHONE',
    });
    proposed = await jobcentre.record('proposeSanction', {
      nino,
      claimId,
      ...failure,
      failedOn: '2021-03-01',
      proposedOn: '2021-03-10',
    });
    resolved = await jobcentre.record('makeComplaint', {
      nino,
      madeOn: '2026-01-05',
      madeBy: 'PERSON',
      officeCode: 'JCP-DURHAM',
    });
    await jobcentre.record('resolveComplaint', {
      nino,
      complaintId: resolved,
      resolvedOn: '2026-01-06',
      upheld: false,
    });
    await jobcentre.record('acknowledgeSharingForm', { nino, formId: 'form-9', receivedOn: '2026-01-05' });
    await jobcentre.record('giveFeedback', { nino, formId: 'form-9', feedbackOn: '2026-01-06' });
  });

  const complaint = { madeOn: '2026-01-05', madeBy: 'ADVOCATE' };
  const cases: [string, string, () => Record<string, unknown>, string, RegExp][] = [
    [
      'a sanction of a claim that is not there',
      'proposeSanction',
      () => ({ claimId: 'none', ...failure, failedOn: '2021-03-01' }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'a sanction where nothing is due',
      'proposeSanction',
      () => ({ claimId: advance, ...failure, failedOn: '2026-01-06' }),
      'CLAIM_IN_ADVANCE',
      /no benefit is due/,
    ],
    [
      'a failure before the claim',
      'proposeSanction',
      () => ({ claimId, ...failure, failedOn: '2020-09-30' }),
      'BAD_USER_INPUT',
      /failedOn.*2020-10-01/,
    ],
    [
      'a failure after the claim ended',
      'proposeSanction',
      () => ({ claimId: closed, ...failure, failedOn: '2020-12-01' }),
      'BAD_USER_INPUT',
      /failedOn.*before 2020-12-01/,
    ],
    [
      'a cut of no day',
      'proposeSanction',
      () => ({ claimId, ...failure, failedOn: '2021-03-01', to: '2021-03-02' }),
      'BAD_USER_INPUT',
      /"to" must be after 2021-03-02/,
    ],
    [
      'a proposal before the failure',
      'proposeSanction',
      () => ({ claimId, ...failure, failedOn: '2021-03-01', proposedOn: '2021-02-28' }),
      'BAD_USER_INPUT',
      /proposedOn/,
    ],
    [
      'a cut of less than nothing',
      'proposeSanction',
      () => ({ claimId, ...failure, failedOn: '2021-03-01', amountPence: -1 }),
      'BAD_USER_INPUT',
      /amountPence/,
    ],
    [
      'an overturning of what is not applied',
      'overturnSanction',
      () => ({ sanctionId: proposed, overturnedOn: '2021-03-12' }),
      'SANCTION_STATUS',
      /APPLIED.*PROPOSED/,
    ],
    [
      'a decision before the proposal',
      'decideSanction',
      () => ({ sanctionId: proposed, decidedOn: '2021-03-09' }),
      'BAD_USER_INPUT',
      /decidedOn.*2021-03-10/,
    ],
    [
      'a good reason that says nothing',
      'decideSanction',
      () => ({ sanctionId: proposed, decidedOn: '2021-03-12', goodReason: ' ' }),
      'BAD_USER_INPUT',
      /goodReason/,
    ],
    [
      'a decision on what is not there',
      'decideSanction',
      () => ({ sanctionId: 'none', decidedOn: '2021-03-12' }),
      'NOT_FOUND',
      /none/,
    ],
    [
      'a complaint about nobody',
      'makeComplaint',
      () => complaint,
      'BAD_USER_INPUT',
      /officeCode.*providerCode/,
    ],
    [
      'a complaint about a provider that does not exist',
      'makeComplaint',
      () => ({ ...complaint, providerCode: 'NOBODY' }),
      'BAD_USER_INPUT',
      /providerCode.*ACHIEVE_NW/,
    ],
    [
      'a complaint about an office that does not exist',
      'makeComplaint',
      () => ({ ...complaint, officeCode: 'JCP-NOWHERE' }),
      'BAD_USER_INPUT',
      /officeCode/,
    ],
    [
      'a complaint resolved twice',
      'resolveComplaint',
      () => ({ complaintId: resolved, resolvedOn: '2026-01-07', upheld: true }),
      'COMPLAINT_RESOLVED',
      /2026-01-06/,
    ],
    [
      'a commitment of more hours than a week of work has',
      'agreeCommitment',
      () => ({ agreedOn: '2026-01-05', hoursPerWeek: 40.5, restrictionsKnown: true }),
      'BAD_USER_INPUT',
      /hoursPerWeek.*40/,
    ],
    [
      'a form received twice',
      'acknowledgeSharingForm',
      () => ({ formId: 'form-9', receivedOn: '2026-01-07' }),
      'SHARING_FORM_RECEIVED',
      /2026-01-05/,
    ],
    [
      'feedback given twice',
      'giveFeedback',
      () => ({ formId: 'form-9', feedbackOn: '2026-01-07' }),
      'FEEDBACK_GIVEN',
      /2026-01-06/,
    ],
    [
      'feedback on a form that nobody received',
      'giveFeedback',
      () => ({ formId: 'none', feedbackOn: '2026-01-07' }),
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
