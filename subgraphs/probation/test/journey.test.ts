import { eventContracts } from '@throughgate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProbationUnderTest, person, startProbation } from './support/probation-under-test.ts';

let probation: ProbationUnderTest;
beforeAll(async () => {
  probation = await startProbation();
});
afterAll(() => probation[Symbol.asyncDispose]());

const curfewCode = '52faefcf-15f0-42c5-b908-621b4a7ecdb9';
const visitsCode = '9ae2a336-3491-4667-aaed-dd852b09b4b9';

describe('a case from the first order to a recall', () => {
  const crn = 'X100001';
  const windows = [
    { day: 'MONDAY', from: '19:00', until: '07:00' },
    { day: 'SATURDAY', from: '00:00', until: '00:00' },
  ];
  const fields = `crn name { forename surname } dateOfBirth sex pncNumber prisonerNumber openedOn
    region { code name } deliveryUnit { code name region { code } }
    manager { code name deliveryUnit { code } allocatedOn }
    orders { id type startDate endDate endReason requirements { type length unit } case { crn } }
    licence { id kind status startDate endDate conditions { code kind category text curfew { day from until } } }
    licences { id }
    appointments { edges { node { id startsAt type outcome } } pageInfo { hasNextPage hasPreviousPage } }
    eteReferrals { id madeOn contractReference referenceNumber }`;
  let ids: Record<'order' | 'licence' | 'appointment' | 'referral', string>;

  it('is answered by query and by reference, the way the gateway asks', async () => {
    await probation.mutate('openCase', {
      crn,
      ...person,
      pncNumber: '79/163001b',
      croNumber: null,
      prisonerNumber: 'a1234bc',
      nino: 'AB 12 34 56 C',
      openedOn: '2020-09-01',
      deliveryUnitCode: 'N50BOLT',
    });
    await probation.mutate('allocateManager', {
      crn,
      staffCode: 'N50A123',
      name: 'Sam Officer',
      deliveryUnitCode: 'N50MANC',
      allocatedOn: '2020-09-03',
    });
    ids = {
      order: await probation.record('startOrder', {
        crn,
        type: 'COMMUNITY_ORDER',
        startDate: '2020-09-01',
        endDate: '2021-08-31',
        requirements: [
          { type: 'UNPAID_WORK', length: 80, unit: 'HOURS' },
          { type: 'REHABILITATION_ACTIVITY', length: 20, unit: 'DAYS' },
          { type: 'RESIDENCE' },
        ],
      }),
      licence: await probation.record('activateLicence', {
        crn,
        kind: 'HDC',
        startDate: '2020-10-01',
        endDate: '2020-12-31',
        additionalConditions: [
          { code: curfewCode, text: 'Stay at home from 7pm to 7am.', curfew: windows },
          { code: visitsCode },
        ],
      }),
      appointment: await probation.record('bookAppointment', {
        crn,
        type: 'COAI',
        startsAt: '2020-10-01T14:00:00+01:00',
      }),
      referral: await probation.record('makeEteReferral', {
        crn,
        madeOn: '2020-10-02',
        contractReference: 'DN535743',
        referenceNumber: 'ac1234ed',
      }),
    };
    const { data } = await probation.agency.ask(
      `query ($crn: ID!, $people: [_Any!]!) {
        probationCase(crn: $crn) { ${fields} }
        _entities(representations: $people) { ... on Offender { probation { ${fields} } } }
      }`,
      {
        crn,
        people: [{ __typename: 'Offender', id: 'x', joinIdentifiers: { crns: ['Z999999', crn] } }],
      },
    );
    const found = data?.['probationCase'] as { licence: { conditions: { kind: string }[] } };
    expect(found).toEqual({
      crn,
      name: { forename: 'Ann', surname: 'Example' },
      dateOfBirth: '1990-02-03',
      sex: 'F',
      pncNumber: '1979/0163001B',
      prisonerNumber: 'A1234BC',
      openedOn: '2020-09-01',
      region: { code: 'N50', name: 'Greater Manchester' },
      deliveryUnit: { code: 'N50MANC', name: 'Manchester North', region: { code: 'N50' } },
      manager: {
        code: 'N50A123',
        name: 'Sam Officer',
        deliveryUnit: { code: 'N50MANC' },
        allocatedOn: '2020-09-03',
      },
      orders: [
        {
          id: ids.order,
          type: 'COMMUNITY_ORDER',
          startDate: '2020-09-01',
          endDate: '2021-08-31',
          endReason: null,
          requirements: [
            { type: 'UNPAID_WORK', length: 80, unit: 'HOURS' },
            { type: 'REHABILITATION_ACTIVITY', length: 20, unit: 'DAYS' },
            { type: 'RESIDENCE', length: null, unit: null },
          ],
          case: { crn },
        },
      ],
      licence: expect.objectContaining({
        id: ids.licence,
        kind: 'HDC',
        status: 'ACTIVE',
        startDate: '2020-10-01',
        endDate: '2020-12-31',
      }),
      licences: [{ id: ids.licence }],
      appointments: {
        edges: [
          {
            node: {
              id: ids.appointment,
              startsAt: '2020-10-01T13:00:00.000Z',
              type: 'COAI',
              outcome: null,
            },
          },
        ],
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      },
      eteReferrals: [
        {
          id: ids.referral,
          madeOn: '2020-10-02',
          contractReference: 'DN535743',
          referenceNumber: 'AC1234ED',
        },
      ],
    });
    expect(found.licence.conditions.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 8 }, () => 'STANDARD'),
      'ADDITIONAL',
      'ADDITIONAL',
    ]);
    expect(found.licence.conditions.slice(8)).toEqual([
      {
        code: curfewCode,
        kind: 'ADDITIONAL',
        category: 'Curfew arrangement',
        text: 'Stay at home from 7pm to 7am.',
        curfew: windows,
      },
      {
        code: visitsCode,
        kind: 'ADDITIONAL',
        category: 'Making or maintaining contact with a person',
        text: 'Receive home visits from a Mental Health Worker.',
        curfew: [],
      },
    ]);
    expect(data?.['_entities']).toEqual([{ probation: [found] }]);
  });

  it('has each record found by its key, the way the gateway resolves the subject of an event', async () => {
    const { data } = await probation.agency.ask(
      `query ($references: [_Any!]!) { _entities(representations: $references) {
        ... on ProbationCase { crn } ... on Order { id case { crn } } ... on Licence { id case { crn } }
        ... on Appointment { id case { crn } } ... on EteReferral { id case { crn } }
        ... on DeliveryUnit { code name } ... on ProbationRegion { code name } } }`,
      {
        references: [
          { __typename: 'ProbationCase', crn },
          { __typename: 'Order', id: ids.order },
          { __typename: 'Licence', id: ids.licence },
          { __typename: 'Appointment', id: ids.appointment },
          { __typename: 'EteReferral', id: ids.referral },
          { __typename: 'DeliveryUnit', code: 'N50MANC' },
          { __typename: 'ProbationRegion', code: 'N50' },
          { __typename: 'Order', id: 'none' },
        ],
      },
    );
    expect(data?.['_entities']).toEqual([
      { crn },
      { id: ids.order, case: { crn } },
      { id: ids.licence, case: { crn } },
      { id: ids.appointment, case: { crn } },
      { id: ids.referral, case: { crn } },
      { code: 'N50MANC', name: 'Manchester North' },
      { code: 'N50', name: 'Greater Manchester' },
      null,
    ]);
  });

  it('goes on: an appointment kept, an order completed early, a recall', async () => {
    await probation.mutate('recordAppointmentOutcome', {
      crn,
      appointmentId: ids.appointment,
      outcome: 'ATTC',
    });
    await probation.mutate('endOrder', {
      crn,
      orderId: ids.order,
      endDate: '2021-03-31',
      reason: 'COMPLETED_EARLY',
    });
    await probation.mutate('endLicence', {
      crn,
      licenceId: ids.licence,
      endDate: '2020-10-15',
      status: 'RECALLED',
    });
    expect(
      await probation.read(
        crn,
        `{ orders { endDate endReason requirements { type } } licence { status endDate }
           appointments { edges { node { outcome } } } }`,
      ),
    ).toEqual({
      orders: [
        {
          endDate: '2021-03-31',
          endReason: 'COMPLETED_EARLY',
          requirements: [{ type: 'UNPAID_WORK' }, { type: 'REHABILITATION_ACTIVITY' }, { type: 'RESIDENCE' }],
        },
      ],
      licence: { status: 'RECALLED', endDate: '2020-10-15' },
      appointments: { edges: [{ node: { outcome: 'ATTC' } }] },
    });
  });

  it('has one event for each change, its version counting up, its state after the change in it', async () => {
    const events = await probation.eventsOf(crn);
    expect(events.map(({ version }) => Number(version))).toEqual(events.map((_event, index) => index + 1));
    expect(events.map(({ type }) => type)).toEqual([
      'probation-case.engagement.created',
      'person.community.manager.allocated',
      'probation.order.started',
      // Where to live, by the order.
      'probation.restriction.started',
      'create-and-vary-a-licence.licence.activated',
      // Approval of work, and the curfew.
      'probation.restriction.started',
      'probation.restriction.started',
      'probation.appointment.booked',
      'probation.ete-referral.made',
      'probation.appointment.outcome-recorded',
      'probation.order.ended',
      'probation.restriction.ended',
      'create-and-vary-a-licence.licence.inactivated',
      'probation.restriction.ended',
      'probation.restriction.ended',
    ]);
    const told = events.filter(({ type }) => !type.startsWith('probation.restriction.'));
    expect(told.map(({ payload }) => payload)).toMatchObject([
      {
        crn,
        version: 1,
        person: {
          surname: 'Example',
          identifiers: {
            crn,
            pnc: '1979/0163001B',
            cro: null,
            prisonerNumber: 'A1234BC',
            nino: 'AB123456C',
          },
        },
        deliveryUnit: { code: 'N50BOLT' },
      },
      { manager: { name: 'Sam Officer' }, deliveryUnit: { code: 'N50MANC' }, region: { code: 'N50' } },
      { order: { endReason: null, requirements: [{ length: 80 }, { length: 20 }, { length: null }] } },
      {
        licence: { status: { code: 'ACTIVE' }, additionalConditions: [{ curfew: windows }, { curfew: [] }] },
      },
      { appointment: { startsAt: '2020-10-01T13:00:00.000Z', outcome: null } },
      { referral: { referenceNumber: 'AC1234ED' }, contract: { title: 'GM - ETE' } },
      { appointment: { outcome: { code: 'ATTC', title: 'attended, complied' } } },
      { order: { endDate: '2021-03-31', endReason: { code: 'COMPLETED_EARLY' } } },
      {
        licence: {
          status: { code: 'RECALLED' },
          additionalConditions: [{ code: curfewCode }, { code: visitsCode }],
        },
      },
    ]);
  });

  it('has events that keep their contracts and tell a journey of titles and periods of supervision', async () => {
    const contracts = new Map(eventContracts('probation').map((contract) => [contract.type, contract]));
    const told = (await probation.eventsOf(crn)).map(({ type, payload }) => {
      const contract = contracts.get(type);
      if (!contract) expect.fail(`${type} has no contract`);
      expect(contract.problem(payload)).toBeUndefined();
      return { title: contract.title(payload), spells: contract.spells(payload) };
    });
    expect(told.map(({ title }) => title)).toEqual([
      'Probation case opened at Bolton',
      'Allocated to Sam Officer, Manchester North',
      'Order started: community order until 31 August 2021',
      'Restriction started: where to live',
      'Licence in force until 31 December 2020: home detention curfew',
      'Restriction started: work',
      'Restriction started: curfew',
      'Appointment (initial office visit) booked for 1 October 2020 at 14:00',
      'Referred for employment support: GM - ETE',
      'Appointment (initial office visit): attended, complied',
      'Order ended: community order, completed early',
      'Restriction ended: where to live',
      'Licence ended: recalled to custody',
      'Restriction ended: work',
      'Restriction ended: curfew',
    ]);
    const kind = 'SUPERVISION';
    expect(told.flatMap(({ spells }) => spells)).toEqual([
      { id: ids.order, kind, from: '2020-09-01', to: '2021-08-31' },
      { id: ids.licence, kind, from: '2020-10-01', to: '2020-12-31' },
      { id: ids.order, kind, from: '2020-09-01', to: '2021-03-31' },
      { id: ids.licence, kind, from: '2020-10-01', to: '2020-10-15' },
    ]);
  });
});

it('a new manager moves the case to another delivery unit, and one of the same day counts as the later', async () => {
  const crn = await probation.opened('X100002');
  const allocate = (name: string, deliveryUnitCode: string) =>
    probation.mutate(
      'allocateManager',
      { crn, staffCode: name.toUpperCase(), name, deliveryUnitCode, allocatedOn: '2020-09-03' },
      '{ manager { name } deliveryUnit { code } region { code } }',
    );
  await allocate('First', 'N50MANC');
  expect((await allocate('Second', 'N53DRBY')).result).toEqual({
    manager: { name: 'Second' },
    deliveryUnit: { code: 'N53DRBY' },
    region: { code: 'N53' },
  });
});

it('the licence is the one in force, else the latest', async () => {
  const crn = await probation.opened('X100003');
  const licence = () => probation.read(crn, '{ licence { kind status } licences { kind } manager { name } }');
  expect(await licence()).toEqual({ licence: null, licences: [], manager: null });
  const dates = { startDate: '2020-06-01', endDate: '2020-12-01', additionalConditions: [] };
  const first = await probation.record('activateLicence', { crn, kind: 'CRD', ...dates });
  await probation.mutate('endLicence', {
    crn,
    licenceId: first,
    endDate: '2020-07-01',
    status: 'RECALLED',
  });
  expect(await licence()).toMatchObject({ licence: { kind: 'CRD', status: 'RECALLED' } });
  const again = { ...dates, startDate: '2020-05-01' };
  const second = await probation.record('activateLicence', { crn, kind: 'PRRD', ...again });
  expect(await licence()).toMatchObject({
    licence: { kind: 'PRRD', status: 'ACTIVE' },
    licences: [{ kind: 'CRD' }, { kind: 'PRRD' }],
  });
  await probation.mutate('endLicence', {
    crn,
    licenceId: second,
    endDate: '2020-12-01',
    status: 'EXPIRED',
  });
  expect(await licence()).toMatchObject({ licence: { kind: 'CRD' } });
});

it('an appointment called off happened when that was recorded, one kept or missed when it was', async () => {
  const crn = await probation.opened('X100004');
  const past = '2020-10-01T13:00:00.000Z';
  for (const [startsAt, outcome] of [
    ['2099-10-01T13:00:00.000Z', 'RSSR'],
    [past, 'AFTA'],
  ]) {
    const appointmentId = await probation.record('bookAppointment', { crn, type: 'COAP', startsAt });
    await probation.mutate('recordAppointmentOutcome', { crn, appointmentId, outcome });
  }
  const rows = (await probation.agency.eventsOf(crn)).filter(
    ({ type }) => type === 'probation.appointment.outcome-recorded',
  );
  expect(rows[0]?.occurred_at).toEqual(rows[0]?.recorded_at);
  expect(rows[1]?.occurred_at).toEqual(new Date(past));
});

it('regions and delivery units are reference data', async () => {
  const { data } = await probation.agency.ask(`{
    probationRegions { code } probationRegion(code: "N50") { name deliveryUnits { code } }
    deliveryUnit(code: "N50MANC") { name region { name } }
    noRegion: probationRegion(code: "N00") { name } noUnit: deliveryUnit(code: "N00") { name }
  }`);
  const regions = (data?.['probationRegions'] ?? []) as { code: string }[];
  const codes = regions.map(({ code }) => code);
  expect(codes).toEqual([...codes].sort());
  expect(codes).toContain('N50');
  expect(data).toMatchObject({
    probationRegion: {
      name: 'Greater Manchester',
      deliveryUnits: ['BOLT', 'GMS', 'MANC', 'OLD', 'ROBO', 'SATR', 'STTR', 'TAST', 'WIBO'].map((unit) => ({
        code: `N50${unit}`,
      })),
    },
    deliveryUnit: { name: 'Manchester North', region: { name: 'Greater Manchester' } },
    noRegion: null,
    noUnit: null,
  });
});
