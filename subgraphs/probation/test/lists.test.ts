import { eventContracts } from '@throughgate/contracts';
import { recordId } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProbationUnderTest, person, startProbation, taken } from './support/probation-under-test.ts';

let probation: ProbationUnderTest;
beforeAll(async () => {
  probation = await startProbation();
});
afterAll(() => probation[Symbol.asyncDispose]());

const recordedAt = '2020-12-01T15:00:00.000Z';
const crns = Array.from({ length: 120 }, (_, index) => `Y${String(200_000 + index)}`);

/** A case of Manchester North with a practitioner, a licence and an appointment on a morning of its own minute. */
function steps(crn: string, index: number) {
  let count = 0;
  const step = (mutation: string, input: Record<string, unknown>) => ({
    mutation,
    input: { idempotencyKey: `${crn}-${mutation}-${count++}`, crn, ...input },
    recordedAt,
  });
  const minute = String(index % 60).padStart(2, '0');
  const hour = 9 + Math.floor(index / 60);
  return [
    step('openCase', { ...person, ...taken }),
    step('allocateManager', {
      staffCode: index < 100 ? 'N50A123' : 'N50A999',
      name: index < 100 ? 'Sam Officer' : 'Kim Officer',
      deliveryUnitCode: 'N50MANC',
      allocatedOn: '2020-09-02',
    }),
    step('activateLicence', {
      kind: 'HDC',
      startDate: '2020-09-20',
      endDate: '2020-12-31',
      additionalConditions: [
        {
          code: '52faefcf-15f0-42c5-b908-621b4a7ecdb9',
          curfew: [{ day: 'MONDAY', from: '19:00', until: '07:00' }],
        },
      ],
    }),
    step('bookAppointment', {
      type: index % 2 === 0 ? 'COAP' : 'CHVS',
      startsAt: `2020-10-05T${String(hour).padStart(2, '0')}:${minute}:00.000Z`,
      endsAt: `2020-10-05T${String(hour + 1).padStart(2, '0')}:${minute}:00.000Z`,
      place: 'Room 2',
    }),
    ...(index === 0
      ? [
          step('recordAppointmentOutcome', {
            appointmentId: recordId('probation', `${crn}-bookAppointment-3`),
            outcome: 'RSSR',
          }),
        ]
      : []),
  ];
}

interface Page {
  readonly totalCount: number;
  readonly edges: { readonly node: Record<string, unknown> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const day = 'from: "2020-10-05T00:00:00Z", to: "2020-10-06T00:00:00Z"';

/** What the practitioners of a unit ask of a day. */
const practitioner = `query ($first: Int!) { deliveryUnit(code: "N50MANC") {
  name contacts(role: "SINGLE_POINT_OF_CONTACT", on: "2020-10-05") { name phone }
  appointments(${day}, first: $first) { totalCount edges { node {
    startsAt endsAt place typeTitle outcomeTitle deliveryUnit { name }
    case { crn name { surname } manager { name } licence { kind conditions { code } }
      restrictions(at: "2020-10-05T09:00:00Z") { kind windows { day from until } permissions { from until }
        source { __typename ... on Licence { kind } } } } } } }
  cases(on: "2020-10-05", first: $first) { totalCount edges { node { crn supervisedUntil } } } } }`;

async function unit(selection: string): Promise<Record<string, Page>> {
  const { data, errors } = await probation.agency.ask(`{ deliveryUnit(code: "N50MANC") { ${selection} } }`);
  expect(errors).toBeUndefined();
  return data?.['deliveryUnit'] as Record<string, Page>;
}

describe('the lists of a delivery unit and of a practitioner', () => {
  beforeAll(async () => {
    await probation.agency.load(crns.flatMap(steps));
  });

  it('cost twelve statements at most for a page of a hundred, and as many for one', async () => {
    const statements = async (first: number) => {
      const before = await probation.agency.sqlStatements();
      const { data, errors } = await probation.agency.ask(practitioner, { first });
      expect(errors).toBeUndefined();
      const { appointments, cases } = (data?.['deliveryUnit'] ?? {}) as { appointments: Page; cases: Page };
      expect([appointments.edges.length, cases.edges.length]).toEqual([first, first]);
      expect([appointments.totalCount, cases.totalCount]).toEqual([120, 120]);
      return (await probation.agency.sqlStatements()) - before;
    };
    const page = await statements(100);
    // Contacts, appointments and their count, cases and managers, licences and their conditions, restrictions, their
    // permissions and sources, the unit's cases and their count.
    expect(page).toBeLessThanOrEqual(12);
    expect(await statements(1)).toBe(page);
  });

  it('give appointments from the earliest, each once, of a period, of some types, without those called off', async () => {
    const seen: string[] = [];
    for (let after = 'null', more = true; more; ) {
      const { appointments } = await unit(
        `appointments(${day}, first: 50, after: ${after}) { edges { node { startsAt } } pageInfo { hasNextPage endCursor } }`,
      );
      seen.push(...(appointments?.edges ?? []).map(({ node }) => String(node['startsAt'])));
      more = appointments?.pageInfo.hasNextPage === true;
      after = JSON.stringify(appointments?.pageInfo.endCursor);
    }
    expect(seen).toHaveLength(120);
    expect(seen).toEqual([...seen].sort());
    const counted = await unit(`
      homes: appointments(${day}, types: ["CHVS"]) { totalCount }
      kept: appointments(${day}, notCalledOff: true) { totalCount }
      until: appointments(from: "2020-10-05T09:00:00Z", to: "2020-10-05T09:10:00Z") { totalCount }
      none: appointments(from: "2020-10-06T00:00:00Z", to: "2020-10-07T00:00:00Z") { totalCount }`);
    const totals = Object.entries(counted).map(([name, { totalCount }]) => [name, totalCount]);
    expect(Object.fromEntries(totals)).toEqual({ homes: 60, kept: 119, until: 10, none: 0 });
  });

  it.each([
    [
      'a period that ends before it begins',
      'from: "2020-10-06T00:00:00Z", to: "2020-10-05T00:00:00Z"',
      /"to" must be after/,
    ],
    ['a type that is none', `${day}, types: ["ZZZZ"]`, /"types" must be of COAI/],
    ['a page that is none', `${day}, first: 0`, /"first"/],
  ])('refuse %s', async (_name, page, message) => {
    const { errors } = await probation.agency.ask(
      `{ deliveryUnit(code: "N50MANC") { appointments(${page}) { totalCount } } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toMatch(message);
  });

  it('give the caseload of a day: what was allocated and open then', async () => {
    const ask = async (code: string, on: string) => {
      const { data } = await probation.agency.ask(
        `query ($code: ID!, $on: Date!) { communityManager(code: $code) {
          name deliveryUnit { code } cases(on: $on, first: 2) { totalCount edges { node { crn } } } } }`,
        { code, on },
      );
      return data?.['communityManager'];
    };
    expect(await ask('N50A123', '2020-10-05')).toEqual({
      name: 'Sam Officer',
      deliveryUnit: { code: 'N50MANC' },
      cases: { totalCount: 100, edges: [{ node: { crn: 'Y200000' } }, { node: { crn: 'Y200001' } }] },
    });
    expect(await ask('N50A999', '2020-10-05')).toMatchObject({ cases: { totalCount: 20 } });
    // Before the allocation, and after the licence.
    expect(await ask('N50A123', '2020-09-01')).toMatchObject({ cases: { totalCount: 0 } });
    expect(await ask('N50A123', '2021-01-01')).toMatchObject({ cases: { totalCount: 0 } });
    expect(await ask('NOBODY', '2020-10-05')).toBeNull();
  });

  it('follow an allocation to somebody else, whose day is theirs, and keep who was before', async () => {
    const crn = 'Y200000';
    await probation.mutate('allocateManager', {
      crn,
      staffCode: 'N50A999',
      name: 'Kim Officer',
      deliveryUnitCode: 'N50BOLT',
      allocatedOn: '2020-10-20',
    });
    expect(await probation.read(crn, '{ managers { name allocatedOn to } manager { name to } }')).toEqual({
      managers: [
        { name: 'Kim Officer', allocatedOn: '2020-10-20', to: null },
        { name: 'Sam Officer', allocatedOn: '2020-09-02', to: '2020-10-20' },
      ],
      manager: { name: 'Kim Officer', to: null },
    });
    const { data } = await probation.agency.ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on CommunityManager {
        name before: cases(on: "2020-10-19") { totalCount } later: cases(on: "2020-10-20") { totalCount } } } }`,
      {
        of: [
          { __typename: 'CommunityManager', code: 'N50A123' },
          { __typename: 'CommunityManager', code: 'N50A999' },
          { __typename: 'CommunityManager', code: 'NOBODY' },
        ],
      },
    );
    expect(data?.['_entities']).toEqual([
      { name: 'Sam Officer', before: { totalCount: 100 }, later: { totalCount: 99 } },
      { name: 'Kim Officer', before: { totalCount: 20 }, later: { totalCount: 21 } },
      null,
    ]);
    expect((await unit('cases(on: "2020-10-20") { totalCount }'))['cases']?.totalCount).toBe(119);
  });

  it('keep a recalled person to the day planned, whose supervision goes on', async () => {
    const crn = 'Y200001';
    const licenceId = recordId('probation', `${crn}-activateLicence-2`);
    await probation.mutate('endLicence', { crn, licenceId, endDate: '2020-10-20', status: 'RECALLED' });
    expect(await probation.read(crn, '{ supervisedUntil }')).toEqual({ supervisedUntil: '2020-12-31' });
  });
});

describe('appointments with both ends', () => {
  const crn = 'X600001';
  const at = { type: 'COAP', startsAt: '2020-11-02T10:00:00.000Z', endsAt: '2020-11-02T11:00:00.000Z' };
  let first: string;
  beforeAll(async () => {
    await probation.opened(crn);
    first = await probation.record('bookAppointment', {
      crn,
      ...at,
      place: ' Room 1 ',
      deliveryUnitCode: 'N50BOLT',
    });
  });

  it('say where, whose they are, and what the provider holds of them, in events too', async () => {
    const meeting = {
      type: 'CRSSAA',
      startsAt: '2020-11-03T10:00:00.000Z',
      referenceNumber: 'AC1234ED',
      assessmentId: 'a1',
    };
    const id = await probation.record('bookAppointment', { crn, ...meeting });
    const { data } = await probation.agency.ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Appointment {
        endsAt place deliveryUnit { code } type typeTitle outcomeTitle
        referral { referenceNumber } assessment { id } session { id } } } }`,
      { of: [first, id].map((one) => ({ __typename: 'Appointment', id: one })) },
    );
    expect(data?.['_entities']).toEqual([
      {
        endsAt: at.endsAt,
        place: 'Room 1',
        deliveryUnit: { code: 'N50BOLT' },
        type: 'COAP',
        typeTitle: 'office visit',
        outcomeTitle: null,
        referral: null,
        assessment: null,
        session: null,
      },
      {
        endsAt: null,
        place: null,
        deliveryUnit: { code: 'N50MANC' },
        type: 'CRSSAA',
        typeTitle: 'supplier assessment',
        outcomeTitle: null,
        referral: { referenceNumber: 'AC1234ED' },
        assessment: { id: 'a1' },
        session: null,
      },
    ]);
    const booked = (await probation.eventsOf(crn)).at(-1)?.payload['appointment'] ?? {};
    const { id: _, ...told } = booked as { id: string };
    expect(told).toEqual({
      startsAt: meeting.startsAt,
      endsAt: null,
      place: null,
      deliveryUnitCode: 'N50MANC',
      type: { code: 'CRSSAA', title: 'supplier assessment' },
      outcome: null,
      referenceNumber: 'AC1234ED',
      assessmentId: 'a1',
      sessionId: null,
    });
  });

  it('cannot overlap unless one is called off, and may follow each other', async () => {
    const half = { ...at, startsAt: '2020-11-02T10:30:00.000Z', endsAt: '2020-11-02T11:30:00.000Z' };
    const { answer } = await probation.mutate('bookAppointment', { crn, ...half });
    expect(answer.errors?.[0]?.extensions.code).toBe('APPOINTMENT_OVERLAPS');
    expect(answer.errors?.[0]?.message).toMatch(/from 2020-11-02T10:00:00.000Z to 2020-11-02T11:00:00.000Z/);
    const next = { ...half, startsAt: at.endsAt };
    expect((await probation.mutate('bookAppointment', { crn, ...next })).code).toBeUndefined();
    await probation.mutate('recordAppointmentOutcome', { crn, appointmentId: first, outcome: 'APPW' });
    expect((await probation.mutate('bookAppointment', { crn, ...at })).code).toBeUndefined();
    // Its time is taken: that it was called off cannot be taken back.
    const back = await probation.mutate('recordAppointmentOutcome', {
      crn,
      appointmentId: first,
      outcome: 'ATTC',
    });
    expect(back.code).toBe('APPOINTMENT_OVERLAPS');
  });

  it.each<[string, object, RegExp]>([
    ['an end before the beginning', { endsAt: at.startsAt }, /"endsAt" must be after "startsAt"/],
    ['an end days later', { endsAt: '2020-11-03T10:00:01Z' }, /by at most a day/],
    ['no place', { place: ' ' }, /"place" must not be empty/],
    ['a unit that does not exist', { deliveryUnitCode: 'N50XXXX' }, /N50XXXX/],
    [
      'an assessment that is none',
      { assessmentId: 'a1' },
      /"assessmentId" must be left out, or "type" be CRSSAA/,
    ],
    ['a session that is none', { sessionId: 's1' }, /"type" be CRSAPT/],
    ['a malformed reference number', { referenceNumber: '1' }, /"referenceNumber"/],
  ])('with %s are refused', async (_name, change, message) => {
    const { answer } = await probation.mutate('bookAppointment', { crn, ...at, ...change });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(message);
  });
});

describe('a data-sharing form', () => {
  const crn = 'X600010';
  const form = { form: 'ETE_MAY_2011', signedOn: '2020-10-01', restrictionsShared: true };
  const fields =
    '{ sharingForms { form signedOn sentOn withdrawnOn restrictionsShared recipient { code } case { crn } } }';
  beforeAll(() => probation.opened(crn));

  it('is signed, sent to an office, and withdrawn, each told', async () => {
    const formId = await probation.record('signSharingForm', { crn, ...form });
    await probation.record('sendSharingForm', {
      crn,
      formId,
      sentOn: '2020-10-02',
      officeCode: 'JCP-DURHAM',
    });
    expect(
      (
        await probation.mutate('sendSharingForm', {
          crn,
          formId,
          sentOn: '2020-10-03',
          officeCode: 'JCP-DURHAM',
        })
      ).code,
    ).toBe('FORM_SENT');
    await probation.record('withdrawConsent', { crn, formId, withdrawnOn: '2020-10-09' });
    expect((await probation.mutate('withdrawConsent', { crn, formId, withdrawnOn: '2020-10-10' })).code).toBe(
      'CONSENT_WITHDRAWN',
    );
    expect(await probation.read(crn, fields)).toEqual({
      sharingForms: [
        {
          ...form,
          sentOn: '2020-10-02',
          withdrawnOn: '2020-10-09',
          recipient: { code: 'JCP-DURHAM' },
          case: { crn },
        },
      ],
    });
    const told = (await probation.eventsOf(crn)).slice(-3);
    const contracts = new Map(eventContracts('probation').map((contract) => [contract.type, contract]));
    expect(
      told.map(({ type, payload }) => [type, contracts.get(type)?.problem(payload), payload['form']]),
    ).toMatchObject([
      ['probation.sharing-form.signed', undefined, { id: formId, sentOn: null, restrictionsShared: true }],
      ['probation.sharing-form.sent', undefined, { recipientOfficeCode: 'JCP-DURHAM', withdrawnOn: null }],
      ['probation.sharing-form.withdrawn', undefined, { withdrawnOn: '2020-10-09' }],
    ]);
    const sign = contracts.get('probation.sharing-form.signed');
    expect(sign?.title(told[0]?.payload ?? {})).toBe('Signed: ETE data-sharing form of May 2011');
  });

  it.each<[string, string, object, string, RegExp]>([
    [
      'of May 2011 before that',
      'signSharingForm',
      { signedOn: '2011-04-30' },
      'BAD_USER_INPUT',
      /2011-05-01/,
    ],
    [
      'DP1A that carries restrictions',
      'signSharingForm',
      { form: 'DP1A' },
      'BAD_USER_INPUT',
      /DP1A consent does not carry/,
    ],
    [
      'of 2010 that carries them',
      'signSharingForm',
      { form: 'ETE_2010' },
      'BAD_USER_INPUT',
      /form of May 2011 does/,
    ],
    ['in the future', 'signSharingForm', { signedOn: '2199-01-01' }, 'BAD_USER_INPUT', /future/],
    ['that is none', 'sendSharingForm', { formId: 'none' }, 'NOT_FOUND', /none/],
  ])('%s is refused', async (_name, mutation, change, code, message) => {
    const rest = mutation === 'signSharingForm' ? form : { sentOn: '2020-10-02', officeCode: 'JCP-DURHAM' };
    const { answer } = await probation.mutate(mutation, { crn, ...rest, ...change });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
  });

  it('is sent to an office that there is, and not before it was signed', async () => {
    const formId = await probation.record('signSharingForm', { crn, ...form, restrictionsShared: null });
    const send = async (change: object) =>
      (
        await probation.mutate('sendSharingForm', {
          crn,
          formId,
          sentOn: '2020-10-02',
          officeCode: 'JCP-DURHAM',
          ...change,
        })
      ).answer.errors?.[0]?.message;
    expect(await send({ officeCode: 'JCP-NOWHERE' })).toMatch(/"officeCode".*JCP-NOWHERE/);
    expect(await send({ sentOn: '2020-09-30' })).toMatch(/"sentOn" must not be before/);
  });
});

describe('contacts of a delivery unit', () => {
  const contact = {
    deliveryUnitCode: 'N50SATR',
    role: 'SINGLE_POINT_OF_CONTACT',
    name: 'Kim Officer',
    phone: '0161 000 0000',
    from: '2020-09-01',
  };

  it('are appointed and ended in the register of the unit, and asked for by role and day', async () => {
    const contactId = await probation.record('appointUnitContact', contact);
    await probation.record('endUnitContact', { deliveryUnitCode: 'N50SATR', contactId, to: '2020-10-31' });
    expect(
      (await probation.mutate('endUnitContact', { deliveryUnitCode: 'N50SATR', contactId, to: '2020-11-01' }))
        .code,
    ).toBe('CONTACT_ENDED');
    await probation.record('appointUnitContact', {
      ...contact,
      name: 'Jo Officer',
      role: 'OFFENDER_CHAMPION',
      email: 'jo@example.invalid',
    });
    const { data } = await probation.agency.ask(`{ deliveryUnit(code: "N50SATR") {
      all: contacts { name } atFirst: contacts(role: "SINGLE_POINT_OF_CONTACT", on: "2020-10-31") { roleName name email phone from to }
      now: contacts(role: "SINGLE_POINT_OF_CONTACT", on: "2020-11-01") { name } } }`);
    expect(data?.['deliveryUnit']).toEqual({
      all: expect.arrayContaining([{ name: 'Kim Officer' }, { name: 'Jo Officer' }]),
      atFirst: [
        {
          roleName: 'Single point of contact',
          name: 'Kim Officer',
          email: null,
          phone: contact.phone,
          from: '2020-09-01',
          to: '2020-10-31',
        },
      ],
      now: [],
    });
    const told = await probation.eventsOf('unit/N50SATR');
    const contracts = new Map(eventContracts('probation').map((known) => [known.type, known]));
    expect(told.map(({ type, payload }) => [type, contracts.get(type)?.problem(payload)])).toEqual([
      ['probation.contact.appointed', undefined],
      ['probation.contact.ended', undefined],
      ['probation.contact.appointed', undefined],
    ]);
  });

  it.each<[string, object, RegExp]>([
    ['no such unit', { deliveryUnitCode: 'N50' }, /delivery unit/],
    ['no such role', { role: 'JUGGLER' }, /"role" must be one of SINGLE_POINT_OF_CONTACT/],
    ['no name', { name: ' ' }, /"name" must not be empty/],
    ['no way to be reached', { phone: null }, /"email" or "phone" must be given/],
  ])('with %s are refused', async (_name, change, message) => {
    const { answer } = await probation.mutate('appointUnitContact', { ...contact, ...change });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(message);
  });
});
