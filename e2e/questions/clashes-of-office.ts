import { makeCrn, makeNino, makeReferenceNumber } from '@throughgate/domain';
import { beforeAll, expect, it } from 'vitest';
import { answerTo, askWithoutProbation, soon, write } from './hub.ts';

// Whose signing or interview collides with a curfew or with probation? Asked for a fortnight in which the clocks change.

const query = `query ClashesNextFortnight($office: ID!, $from: DateTime!, $to: DateTime!) {
  clashes(filter: { officeCodes: [$office], from: $from, to: $to, travelMinutes: 30 }, first: 200) {
    totalCount
    edges { node {
      kind startsAt minutes travelMinutes
      offender {
        id identifiers { crns ninos }
        probation { manager { name deliveryUnit { name contacts(role: "SINGLE_POINT_OF_CONTACT") { name phone } } } }
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
  readonly clashes: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: Node }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const office = 'JCP-DURHAM';
/** The same for a caller of the Jobcentre: until callers sign in, an argument says who asks. */
const queryOfJobcentre = query.replace('travelMinutes: 30', 'travelMinutes: 30, audience: "jobcentre"');
const variables = { office, from: '2026-10-19T00:00:00.000+01:00', to: '2026-11-02T00:00:00.000Z' };
const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const daily = (from: string, until: string) => days.map((day) => ({ day, from, until }));
const shifts = days.slice(0, 5).map((day) => ({ day, from: '06:00', until: '14:00' }));
const curfewCondition = '52faefcf-15f0-42c5-b908-621b4a7ecdb9';

/** The people by their letters in the question. */
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] as const;
type Letter = (typeof letters)[number];
const numberOf = (letter: Letter) => 93_000 + letters.indexOf(letter);
const ninoOf = (letter: Letter) => makeNino(numberOf(letter));
const crnOf = (letter: Letter) => makeCrn(numberOf(letter));
const referenceOf = (letter: Letter) => makeReferenceNumber(numberOf(letter), 'ED');
const tuesday = (time: string) => `2026-10-20T${time}:00.000+01:00`;

async function register(letter: Letter): Promise<void> {
  const person = { forename: 'Sam', surname: `Clash ${letter}`, dateOfBirth: '1990-02-03', sex: 'M' };
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

const sign = (letter: Letter, firstAt: string) =>
  write('jobcentre', 'scheduleSigning', { nino: ninoOf(letter), officeCode: office, firstAt, minutes: 10 });

const order = (letter: Letter) =>
  write('probation', 'startOrder', {
    crn: crnOf(letter),
    type: 'COMMUNITY_ORDER',
    startDate: '2026-10-01',
    endDate: '2027-03-31',
    requirements: [{ type: 'CURFEW', windows: daily('21:00', '09:15') }],
  });

const licence = (letter: Letter, kind: string, from: string, until: string) =>
  write('probation', 'activateLicence', {
    crn: crnOf(letter),
    kind,
    startDate: '2026-10-01',
    endDate: '2027-03-31',
    additionalConditions: [{ code: curfewCondition, curfew: daily(from, until) }],
  });

const appointment = (letter: Letter, type: string, startsAt: string, endsAt: string) =>
  write('probation', 'bookAppointment', { crn: crnOf(letter), type, startsAt, endsAt });

const refer = async (letter: Letter) => {
  await write('providers', 'sendReferral', {
    referenceNumber: referenceOf(letter),
    crn: crnOf(letter),
    forename: 'Sam',
    surname: `Clash ${letter}`,
    dateOfBirth: '1990-02-03',
    sex: 'M',
    contractReference: 'DN535743',
    referredOn: '2026-09-07',
  });
};

/** Records what the agencies know of the people. */
async function record(): Promise<void> {
  await write('jobcentre', 'appointJobcentreContact', {
    placeCode: office,
    role: 'SINGLE_POINT_OF_CONTACT',
    name: 'Kim Example',
    phone: '0191 000 0000',
    from: '2026-01-05',
  });
  await write('probation', 'appointUnitContact', {
    deliveryUnitCode: 'N54DUR',
    role: 'SINGLE_POINT_OF_CONTACT',
    name: 'Lee Example',
    phone: '0191 000 0001',
    from: '2026-01-05',
  });
  await Promise.all(letters.map((letter) => register(letter)));
  // (a) order with a curfew; signs within it.
  await order('a');
  await sign('a', tuesday('09:00'));
  // (b) home detention until 7:00; signs two hours later.
  await licence('b', 'HDC', '19:00', '07:00');
  await sign('b', tuesday('09:00'));
  // (c) the same; signs at 7:10 on the first working morning after the clocks change.
  await licence('c', 'HDC', '19:00', '07:00');
  await sign('c', '2026-10-26T07:10:00.000Z');
  // (d) signs during an appointment, (e) during one that was withdrawn.
  for (const letter of ['d', 'e'] as const) {
    await sign(letter, tuesday('11:00'));
    const appointmentId = await appointment(letter, 'COAP', tuesday('10:45'), tuesday('11:30'));
    if (letter === 'e') {
      await write('probation', 'recordAppointmentOutcome', {
        crn: crnOf(letter),
        appointmentId,
        outcome: 'APPW',
      });
    }
  }
  // (f) an assessment that probation and the provider both record.
  await refer('f');
  await write('providers', 'bookInitialAssessment', {
    referenceNumber: referenceOf('f'),
    bookedFor: tuesday('14:00'),
    endsAt: tuesday('15:00'),
  });
  await appointment('f', 'CRSSAA', tuesday('14:00'), tuesday('15:00'));
  // (g) the hours of (a) by a licence, recalled the day before.
  const licenceId = await licence('g', 'CRD', '21:00', '09:15');
  await sign('g', tuesday('09:00'));
  await write('probation', 'endLicence', {
    crn: crnOf('g'),
    licenceId,
    endDate: '2026-10-19',
    endedAt: '2026-10-19T12:00:00.000+01:00',
    status: 'RECALLED',
  });
  // (h) as (a), with leave for the morning.
  await order('h');
  await sign('h', tuesday('09:00'));
  await write('probation', 'grantPermission', {
    crn: crnOf('h'),
    restrictionId: await curfewOf('h'),
    from: tuesday('08:30'),
    until: tuesday('10:00'),
    reason: 'Signing on',
    grantedBy: 'Pat Officer',
  });
  // (i) a job from 6:00, and home detention until 7:00.
  await licence('i', 'HDC', '19:00', '07:00');
  await refer('i');
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
      shifts,
    },
  });
}

/** Id of the restriction of an order's curfew. */
async function curfewOf(letter: Letter): Promise<string> {
  const found = await answerTo<{ probationCase: { restrictions: { id: string; kind: string }[] } }>(
    `{ probationCase(crn: "${crnOf(letter)}") { restrictions { id kind } } }`,
  );
  return found.probationCase.restrictions.find(({ kind }) => kind === 'CURFEW')?.id ?? '';
}

/** What is said of each person, by their letters. */
function byPerson({ edges }: Clashes['clashes']): Partial<Record<Letter, readonly Node[]>> {
  return Object.groupBy(
    edges.map(({ node }) => node),
    ({ offender }) => letters.find((letter) => offender.identifiers.ninos.includes(ninoOf(letter))) ?? 'a',
  );
}

/** What is asked, of the letter's person. */
const offenderOf = (letter: Letter) => ({
  id: expect.any(String),
  identifiers: { crns: [crnOf(letter)], ninos: [ninoOf(letter)] },
  probation: [
    {
      manager: {
        name: 'Pat Officer',
        deliveryUnit: {
          name: 'County Durham and Darlington',
          contacts: [{ name: 'Lee Example', phone: '0191 000 0001' }],
        },
      },
    },
  ],
});

const signingAt = (dueAt: string, endsAt: string) => ({
  __typename: 'Signing',
  dueAt,
  endsAt,
  office: { contacts: [{ name: 'Kim Example', phone: '0191 000 0000' }] },
});

/** Whose signing or interview collides with a curfew or with probation? */
export function clashesOfOffice(): void {
  beforeAll(record, 120_000);

  it(
    'finds those of a, c, d and i, and of nobody else',
    soon(async () => {
      const { clashes } = await answerTo<Clashes>(query, variables);
      expect(clashes.totalCount).toBe(13);
      expect(clashes.edges).toHaveLength(13);
      expect(clashes.pageInfo).toEqual({ hasNextPage: false, endCursor: expect.any(String) });
      const { a, c, d, i, ...others } = byPerson(clashes);
      expect(others).toEqual({});
      expect(a).toEqual([
        {
          kind: 'SIGNING_IN_CURFEW',
          startsAt: '2026-10-20T08:00:00.000Z',
          minutes: 10,
          travelMinutes: 35,
          offender: offenderOf('a'),
          first: signingAt('2026-10-20T08:00:00.000Z', '2026-10-20T08:10:00.000Z'),
          second: null,
          restriction: {
            kind: 'CURFEW',
            source: { __typename: 'Order' },
            windows: daily('21:00', '09:15'),
            permissions: [],
          },
          freeSlots: expect.any(Array),
        },
      ]);
      expect(c).toEqual([
        {
          kind: 'SIGNING_IN_CURFEW',
          startsAt: '2026-10-26T07:10:00.000Z',
          minutes: 0,
          travelMinutes: 20,
          offender: offenderOf('c'),
          first: signingAt('2026-10-26T07:10:00.000Z', '2026-10-26T07:20:00.000Z'),
          second: null,
          restriction: {
            kind: 'CURFEW',
            source: { __typename: 'Licence' },
            windows: daily('19:00', '07:00'),
            permissions: [],
          },
          freeSlots: expect.any(Array),
        },
      ]);
      expect(d).toEqual([
        {
          kind: 'SIGNING_AGAINST_APPOINTMENT',
          startsAt: '2026-10-20T10:00:00.000Z',
          minutes: 10,
          travelMinutes: 35,
          offender: offenderOf('d'),
          first: signingAt('2026-10-20T10:00:00.000Z', '2026-10-20T10:10:00.000Z'),
          second: {
            __typename: 'Appointment',
            appointment: 'COAP',
            startsAt: '2026-10-20T09:45:00.000Z',
            endsAt: '2026-10-20T10:30:00.000Z',
          },
          restriction: null,
          freeSlots: expect.any(Array),
        },
      ]);
      expect(i?.map(({ startsAt }) => startsAt)).toEqual([
        ...[19, 20, 21, 22, 23].map((day) => `2026-10-${day}T05:00:00.000Z`),
        ...[26, 27, 28, 29, 30].map((day) => `2026-10-${day}T06:00:00.000Z`),
      ]);
      for (const node of i ?? []) {
        expect(node).toMatchObject({
          kind: 'SHIFT_IN_CURFEW',
          minutes: 60,
          travelMinutes: 30,
          offender: offenderOf('i'),
          first: { __typename: 'Outcome', job: { shifts } },
          second: null,
          restriction: { kind: 'CURFEW', source: { __typename: 'Licence' } },
        });
      }
    }),
  );

  it(
    'offers times that are free, within opening hours and clear of the curfew and the journey',
    soon(async () => {
      const { a = [], d = [] } = byPerson((await answerTo<Clashes>(query, variables)).clashes);
      expect(a[0]?.freeSlots[0]).toEqual({
        startsAt: '2026-10-20T08:45:00.000Z',
        endsAt: '2026-10-20T16:00:00.000Z',
      });
      expect(d[0]?.freeSlots.slice(0, 2)).toEqual([
        { startsAt: '2026-10-20T08:00:00.000Z', endsAt: '2026-10-20T09:15:00.000Z' },
        { startsAt: '2026-10-20T11:00:00.000Z', endsAt: '2026-10-20T16:00:00.000Z' },
      ]);
    }),
  );

  it(
    'does not tell the Jobcentre what restricts a person, without a form',
    soon(async () => {
      const { clashes } = await answerTo<Clashes>(queryOfJobcentre, variables);
      expect(clashes.totalCount).toBe(3);
      const { a, c, d, ...others } = byPerson(clashes);
      expect(others).toEqual({});
      const unknown = { kind: 'SIGNING_WHEN_NOT_AVAILABLE', restriction: null };
      expect(a).toMatchObject([{ ...unknown, minutes: 10, travelMinutes: 35 }]);
      expect(c).toMatchObject([{ ...unknown, minutes: 0, travelMinutes: 20 }]);
      expect(d).toMatchObject([
        { kind: 'SIGNING_AGAINST_APPOINTMENT', minutes: 10, travelMinutes: 35, restriction: null },
      ]);
    }),
  );

  it('finds them while probation does not answer, whose part is then missing with the reason', async () => {
    const { data, errors } = await askWithoutProbation<Clashes>(query, variables);
    if (!data) expect.fail(JSON.stringify(errors));
    expect(data.clashes.totalCount).toBe(13);
    const found = byPerson(data.clashes);
    expect(found.a).toMatchObject([{ kind: 'SIGNING_IN_CURFEW', minutes: 10, restriction: null }]);
    expect(found.d).toMatchObject([{ kind: 'SIGNING_AGAINST_APPOINTMENT', second: null }]);
    expect([...new Set(errors?.map(({ extensions }) => extensions.code))]).toEqual(['SUBGRAPH_UNREACHABLE']);
  });
}
