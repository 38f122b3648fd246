import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCrn, makeNino, makeReferenceNumber } from '@throughgate/domain';
import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AgencyRecords, agencyRecords } from './support/agency-records.ts';
import { type Answer, ask, type HubProcess, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';

// Whose signing or interview collides with a curfew or with probation? Asked of the whole hub, for a fortnight in which the clocks
// change, with people whose answers can be counted by hand.

const query = `query ClashesNextFortnight($office: ID!, $from: DateTime!, $to: DateTime!, $audience: ID) {
  clashes(filter: { officeCodes: [$office], from: $from, to: $to, travelMinutes: 30, audience: $audience }, first: 200) {
    totalCount
    edges { node {
      kind startsAt minutes travelMinutes
      offender {
        id identifiers { crns ninos }
        probation { manager { name deliveryUnit { name } } }
      }
      first {
        __typename
        ... on Signing { dueAt endsAt office { contacts(role: "SINGLE_POINT_OF_CONTACT") { name phone } } }
        ... on Interview { interview: type bookedFor endsAt }
        ... on Outcome { job { shifts { day from until } } }
      }
      second {
        __typename
        ... on Appointment { appointment: type startsAt endsAt }
        ... on Session { bookedFor endsAt }
        ... on InitialAssessment { bookedFor endsAt }
      }
      restriction { kind source { __typename } windows { day from until } permissions { from until } }
      freeSlots(days: 7) { startsAt endsAt }
    } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Node {
  readonly kind: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly travelMinutes: number;
  readonly offender: { readonly identifiers: { readonly ninos: readonly string[] } };
  readonly first: Record<string, unknown> | null;
  readonly second: Record<string, unknown> | null;
  readonly restriction: Record<string, unknown> | null;
  readonly freeSlots: readonly { readonly startsAt: string; readonly endsAt: string }[];
}

interface Clashes {
  readonly clashes: { readonly totalCount: number; readonly edges: readonly { readonly node: Node }[] };
}

const office = 'JCP-DURHAM';
const variables = { office, from: '2026-10-19T00:00:00.000+01:00', to: '2026-11-02T00:00:00.000Z' };
const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const daily = (from: string, until: string) => days.map((day) => ({ day, from, until }));
const curfewCondition = '52faefcf-15f0-42c5-b908-621b4a7ecdb9';
const data = await preparedDirectory();
const serviceKey = 'a key that only this test of clashes has';
let hub: HubProcess;
let url: string;

/** The people by their letters in the question. */
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] as const;
type Letter = (typeof letters)[number];
const numberOf = (letter: Letter) => 93_000 + letters.indexOf(letter);
const ninoOf = (letter: Letter) => makeNino(numberOf(letter));
const crnOf = (letter: Letter) => makeCrn(numberOf(letter));
const referenceOf = (letter: Letter) => makeReferenceNumber(numberOf(letter), 'ED');
const tuesday = (time: string) => `2026-10-20T${time}:00.000+01:00`;

async function register({ write }: AgencyRecords, letter: Letter): Promise<void> {
  const person = { forename: 'Sam', surname: `Example ${letter}`, dateOfBirth: '1990-02-03', sex: 'M' };
  await write('jobcentre', 'registerClaimant', { nino: ninoOf(letter), officeCode: office, ...person });
  await write('probation', 'openCase', {
    crn: crnOf(letter),
    nino: ninoOf(letter),
    openedOn: '2026-09-01',
    deliveryUnitCode: 'N54DUR',
    ...person,
  });
  await write('probation', 'allocateManager', {
    crn: crnOf(letter),
    staffCode: 'N54A001',
    name: 'Pat Officer',
    deliveryUnitCode: 'N54DUR',
    allocatedOn: '2026-09-01',
  });
}

const sign = ({ write }: AgencyRecords, letter: Letter, firstAt: string) =>
  write('jobcentre', 'scheduleSigning', { nino: ninoOf(letter), officeCode: office, firstAt, minutes: 10 });

const order = ({ write }: AgencyRecords, letter: Letter) =>
  write('probation', 'startOrder', {
    crn: crnOf(letter),
    type: 'COMMUNITY_ORDER',
    startDate: '2026-10-01',
    endDate: '2027-03-31',
    requirements: [{ type: 'CURFEW', windows: daily('21:00', '09:15') }],
  });

const licence = ({ write }: AgencyRecords, letter: Letter, kind: string, from: string, until: string) =>
  write('probation', 'activateLicence', {
    crn: crnOf(letter),
    kind,
    startDate: '2026-10-01',
    endDate: '2027-03-31',
    additionalConditions: [{ code: curfewCondition, curfew: daily(from, until) }],
  });

const appointment = (
  { write }: AgencyRecords,
  letter: Letter,
  type: string,
  startsAt: string,
  endsAt: string,
) => write('probation', 'bookAppointment', { crn: crnOf(letter), type, startsAt, endsAt });

const refer = async ({ write }: AgencyRecords, letter: Letter) => {
  await write('providers', 'sendReferral', {
    referenceNumber: referenceOf(letter),
    crn: crnOf(letter),
    forename: 'Sam',
    surname: `Example ${letter}`,
    dateOfBirth: '1990-02-03',
    sex: 'M',
    contractReference: 'DN535743',
    referredOn: '2026-09-07',
  });
};

beforeAll(async () => {
  hub = startHubProcess(['up'], { HUB_DATA: data.path, HUB_PEOPLE: '0', HUB_SERVICE_KEY: serviceKey });
  url = await hub.ready;
  const records = agencyRecords(url);
  const { write } = records;
  await write('jobcentre', 'appointJobcentreContact', {
    placeCode: office,
    role: 'SINGLE_POINT_OF_CONTACT',
    name: 'Kim Example',
    phone: '0191 000 0000',
    from: '2026-01-05',
  });
  for (const letter of letters) await register(records, letter);
  // (a) order with a curfew; signs within it.
  await order(records, 'a');
  await sign(records, 'a', tuesday('09:00'));
  // (b) home detention until 7:00; signs two hours later.
  await licence(records, 'b', 'HDC', '19:00', '07:00');
  await sign(records, 'b', tuesday('09:00'));
  // (c) the same; signs at 7:10 on the first working morning after the clocks change.
  await licence(records, 'c', 'HDC', '19:00', '07:00');
  await sign(records, 'c', '2026-10-26T07:10:00.000Z');
  // (d) signs during an appointment, (e) during one that was withdrawn.
  for (const letter of ['d', 'e'] as const) {
    await sign(records, letter, tuesday('11:00'));
    const appointmentId = await appointment(records, letter, 'COAP', tuesday('10:45'), tuesday('11:30'));
    if (letter === 'e') {
      await write('probation', 'recordAppointmentOutcome', {
        crn: crnOf(letter),
        appointmentId,
        outcome: 'APPW',
      });
    }
  }
  // (f) an assessment that probation and the provider both record.
  await refer(records, 'f');
  await write('providers', 'bookInitialAssessment', {
    referenceNumber: referenceOf('f'),
    bookedFor: tuesday('14:00'),
    endsAt: tuesday('15:00'),
  });
  await appointment(records, 'f', 'CRSSAA', tuesday('14:00'), tuesday('15:00'));
  // (g) the hours of (a) by a licence, recalled the day before.
  const licenceId = await licence(records, 'g', 'CRD', '21:00', '09:15');
  await sign(records, 'g', tuesday('09:00'));
  await write('probation', 'endLicence', {
    crn: crnOf('g'),
    licenceId,
    endDate: '2026-10-19',
    endedAt: '2026-10-19T12:00:00.000+01:00',
    status: 'RECALLED',
  });
  // (h) as (a), with leave for the morning.
  await order(records, 'h');
  await sign(records, 'h', tuesday('09:00'));
  await write('probation', 'grantPermission', {
    crn: crnOf('h'),
    restrictionId: await curfewOf('h'),
    from: tuesday('08:30'),
    until: tuesday('10:00'),
    reason: 'Signing on',
    grantedBy: 'Pat Officer',
  });
  // (i) a job from 6:00, and home detention until 7:00.
  await licence(records, 'i', 'HDC', '19:00', '07:00');
  await refer(records, 'i');
  await write('providers', 'bookInitialAssessment', {
    referenceNumber: referenceOf('i'),
    bookedFor: '2026-09-14T09:00:00.000Z',
  });
  await write('providers', 'recordInitialAssessment', { referenceNumber: referenceOf('i'), attended: 'YES' });
  await write('providers', 'approveActionPlan', {
    referenceNumber: referenceOf('i'),
    approvedOn: '2026-09-21',
  });
  await write('providers', 'recordOutcome', {
    referenceNumber: referenceOf('i'),
    type: 'EMPLOYMENT',
    achievedOn: '2026-10-05',
    job: {
      employer: 'Example Bakery',
      shifts: days.slice(0, 5).map((day) => ({ day, from: '06:00', until: '14:00' })),
    },
  });
}, 120_000);
afterAll(async () => {
  await hub.stop();
  data[Symbol.dispose]();
});

/** Id of the restriction of an order's curfew, as soon as the person can be asked for. */
async function curfewOf(letter: Letter): Promise<string> {
  return vi.waitFor(
    async () => {
      const { data: found } = await ask<{
        offender: { probation: { restrictions: { id: string; kind: string }[] }[] } | null;
      }>(url, `{ offender(identifier: "${crnOf(letter)}") { probation { restrictions { id kind } } } }`);
      const curfew = found?.offender?.probation[0]?.restrictions.find(({ kind }) => kind === 'CURFEW');
      if (!curfew) throw new Error(`no curfew of ${crnOf(letter)} shows`);
      return curfew.id;
    },
    { timeout: 20_000 },
  );
}

/** Asks until everything that was written shows. */
async function answered(audience?: string): Promise<Clashes['clashes']> {
  let answer: Answer<Clashes> = {};
  await expect
    .poll(
      async () => {
        answer = await ask<Clashes>(url, query, { ...variables, audience });
        return answer.errors ?? answer.data?.clashes.totalCount;
      },
      { timeout: 20_000 },
    )
    .toBe(audience === 'jobcentre' ? 3 : 13);
  if (!answer.data) expect.fail(JSON.stringify(answer.errors));
  return answer.data.clashes;
}

/** What is said of each person, by their letters. */
function byPerson({ edges }: Clashes['clashes']): Partial<Record<Letter, readonly Node[]>> {
  return Object.groupBy(
    edges.map(({ node }) => node),
    ({ offender }) => letters.find((letter) => offender.identifiers.ninos.includes(ninoOf(letter))) ?? 'a',
  );
}

describe('the clashes of an office in the fortnight in which the clocks change', () => {
  it('are those of a, c, d and i, and of nobody else', async () => {
    const found = byPerson(await answered());
    expect(Object.keys(found).sort()).toEqual(['a', 'c', 'd', 'i']);
    expect(found.a).toMatchObject([
      {
        kind: 'SIGNING_IN_CURFEW',
        startsAt: '2026-10-20T08:00:00.000Z',
        minutes: 10,
        travelMinutes: 35,
        offender: {
          probation: [
            { manager: { name: 'Pat Officer', deliveryUnit: { name: 'County Durham and Darlington' } } },
          ],
        },
        first: {
          __typename: 'Signing',
          dueAt: '2026-10-20T08:00:00.000Z',
          endsAt: '2026-10-20T08:10:00.000Z',
          office: { contacts: [{ name: 'Kim Example', phone: '0191 000 0000' }] },
        },
        second: null,
        restriction: { kind: 'CURFEW', source: { __typename: 'Order' }, permissions: [] },
      },
    ]);
    expect(found.c).toMatchObject([
      {
        kind: 'SIGNING_IN_CURFEW',
        startsAt: '2026-10-26T07:10:00.000Z',
        minutes: 0,
        travelMinutes: 20,
        restriction: { kind: 'CURFEW', source: { __typename: 'Licence' } },
      },
    ]);
    expect(found.d).toMatchObject([
      {
        kind: 'SIGNING_AGAINST_APPOINTMENT',
        minutes: 10,
        travelMinutes: 35,
        second: {
          __typename: 'Appointment',
          appointment: 'COAP',
          startsAt: '2026-10-20T09:45:00.000Z',
          endsAt: '2026-10-20T10:30:00.000Z',
        },
        restriction: null,
      },
    ]);
    expect(found.i).toHaveLength(10);
    for (const node of found.i ?? []) {
      expect(node).toMatchObject({
        kind: 'SHIFT_IN_CURFEW',
        minutes: 60,
        travelMinutes: 30,
        first: { __typename: 'Outcome', job: { shifts: expect.any(Array) } },
      });
    }
  });

  it('come with times that are free, within opening hours and clear of the curfew and the journey', async () => {
    const { a = [], d = [] } = byPerson(await answered());
    expect(a[0]?.freeSlots[0]).toEqual({
      startsAt: '2026-10-20T08:45:00.000Z',
      endsAt: '2026-10-20T16:00:00.000Z',
    });
    expect(d[0]?.freeSlots.slice(0, 2)).toEqual([
      { startsAt: '2026-10-20T08:00:00.000Z', endsAt: '2026-10-20T09:15:00.000Z' },
      { startsAt: '2026-10-20T11:00:00.000Z', endsAt: '2026-10-20T16:00:00.000Z' },
    ]);
  });

  it('do not tell the Jobcentre what restricts a person, without a form', async () => {
    const found = byPerson(await answered('jobcentre'));
    expect(found).toMatchObject({
      a: [{ kind: 'SIGNING_WHEN_NOT_AVAILABLE', minutes: 10, travelMinutes: 35, restriction: null }],
      c: [{ kind: 'SIGNING_WHEN_NOT_AVAILABLE', minutes: 0, travelMinutes: 20, restriction: null }],
      d: [{ kind: 'SIGNING_AGAINST_APPOINTMENT', minutes: 10, travelMinutes: 35, restriction: null }],
    });
    expect(found.i).toBeUndefined();
  });

  it('are found while probation does not answer, whose part is then missing with the reason', async () => {
    await answered();
    const { services } = JSON.parse(readFileSync(join(data.path, 'run.json'), 'utf8')) as {
      services: { name: string; url: string }[];
    };
    const nobody = `http://127.0.0.1:${await getPort({ host: '127.0.0.1' })}/graphql`;
    const addresses = services
      .filter(({ name }) => name !== 'gateway' && name !== 'registry')
      .map(({ name, url: address }) => `${name}=${name === 'probation' ? nobody : address}`);
    const other = startHubProcess(['start', 'gateway'], {
      HUB_DATA: join(data.path, 'other'),
      HUB_SERVICE_KEY: serviceKey,
      HUB_SUBGRAPH_URLS: addresses.join(','),
    });
    try {
      const answer = await ask<Clashes>(await other.ready, query, variables);
      expect(answer.data?.clashes.totalCount).toBe(13);
      const found = byPerson(answer.data?.clashes ?? { totalCount: 0, edges: [] });
      expect(found.a).toMatchObject([{ kind: 'SIGNING_IN_CURFEW', minutes: 10, restriction: null }]);
      expect(found.d).toMatchObject([{ kind: 'SIGNING_AGAINST_APPOINTMENT', second: null }]);
      expect([...new Set(answer.errors?.map(({ extensions }) => extensions.code))]).toEqual([
        'SUBGRAPH_UNREACHABLE',
      ]);
    } finally {
      await other.stop();
    }
  });
});
