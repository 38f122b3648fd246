import { recordId, weekdays } from '@throughgate/domain';
import type { ChangeEvent } from '@throughgate/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobcentreMeeting } from '../src/measures/episodes/jobcentre-meeting.ts';
import { derive } from './support/derive.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

// Signings, interviews and shifts that fall into a curfew or onto an appointment, told by the events of agencies that do not know of
// each other.

const office = 'JCP-TESTED';
const period = { from: '2026-10-19T00:00:00.000+01:00', to: '2026-11-02T00:00:00.000Z' };

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

let people = 0;

/** A person whom the Jobcentre and probation know, by a prisoner number that both have. */
async function person(officeCode = office) {
  people += 1;
  const number = String(7500 + people);
  const prisonerNumber = `A${number}CL`;
  const jobcentre = testFile('jobcentre', `NC7500${String(people).padStart(2, '0')}A`);
  const probation = testFile('probation', `X75${String(people).padStart(4, '0')}`);
  const providers = testFile('providers', `BC${number}ED`);
  await outcomes.publish(
    jobcentre.describe({ prisonerNumber }, { data: { officeCode } }),
    probation.describe({ prisonerNumber }),
    providers.describe({ crn: probation.key }),
  );
  return { jobcentre, probation, providers };
}

const idOf = (file: TestFile, name: string) => recordId(file.key, name);

function signs(file: TestFile, dueAt: string, endsAt: string, name = 's'): ChangeEvent {
  return file.event('jobcentre.signing.scheduled', {
    data: {
      schedule: { id: idOf(file, `plan${name}`), officeCode: office },
      signings: [{ id: idOf(file, name), dueAt, endsAt }],
    },
  });
}

function appointment(file: TestFile, changes: Record<string, unknown>, type = 'booked'): ChangeEvent {
  return file.event(`probation.appointment.${type}`, {
    data: {
      appointment: {
        id: idOf(file, 'a'),
        type: { code: 'COAP', title: 'office visit' },
        outcome: null,
        ...changes,
      },
    },
  });
}

interface Answer {
  readonly clashes: {
    readonly totalCount: number;
    readonly edges: { readonly cursor: string; readonly node: Record<string, unknown> }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

async function clashes(
  filter: Record<string, unknown> = {},
  page: { first?: number; after?: string | null } = {},
): Promise<Answer['clashes']> {
  const answer = await outcomes.read<Answer>(
    `query ($filter: ClashFilter!, $first: Int, $after: String) {
      clashes(filter: $filter, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        edges { cursor node {
          id kind startsAt minutes travelMinutes
          first { __typename ... on Signing { id } ... on Interview { id } ... on Outcome { id } }
          second { __typename ... on Appointment { id } ... on Session { id } ... on InitialAssessment { id } }
          restriction { id } offender { id }
        } }
      }
    }`,
    { filter: { officeCodes: [office], ...period, travelMinutes: 30, ...filter }, ...page },
  );
  return answer.clashes;
}

const ofPerson = async (file: TestFile, filter: Record<string, unknown> = {}) => {
  const { offender } = await outcomes.read<{ offender: { id: string } }>(
    `{ offender(identifier: "${file.key}") { id } }`,
  );
  const { edges } = await clashes(filter, { first: 500 });
  return edges
    .map(({ node }) => node)
    .filter(({ offender: of }) => (of as { id: string }).id === offender.id);
};

const day = (time: string) => `2026-10-20T${time}:00.000+01:00`;

describe('a signing at the time of an appointment', () => {
  it('is told with the minutes that both share, and those that the journey adds', async () => {
    const { jobcentre, probation } = await person();
    await outcomes.publish(
      signs(jobcentre, day('11:00'), day('11:10')),
      appointment(probation, { startsAt: day('10:45'), endsAt: day('11:30') }),
    );
    expect(await ofPerson(jobcentre)).toMatchObject([
      {
        kind: 'SIGNING_AGAINST_APPOINTMENT',
        startsAt: '2026-10-20T10:00:00.000Z',
        minutes: 10,
        travelMinutes: 35,
        first: { __typename: 'Signing', id: idOf(jobcentre, 's') },
        second: { __typename: 'Appointment', id: idOf(probation, 'a') },
        restriction: null,
      },
    ]);
    expect(await ofPerson(jobcentre, { travelMinutes: 0 })).toMatchObject([
      { minutes: 10, travelMinutes: 0 },
    ]);
    expect(await ofPerson(jobcentre, { kinds: ['INTERVIEW_AGAINST_APPOINTMENT'] })).toEqual([]);
    expect(await ofPerson(jobcentre, { officeCodes: ['JCP-OTHER'] })).toEqual([]);
    expect(await ofPerson(jobcentre, { to: day('11:00') })).toEqual([]);
  });

  it('is none when the appointment or the signing is called off, before or after the other is known', async () => {
    const { jobcentre, probation } = await person();
    await outcomes.publish(
      signs(jobcentre, day('11:00'), day('11:10')),
      appointment(probation, { startsAt: day('10:45') }),
    );
    expect(await ofPerson(jobcentre)).toHaveLength(1);
    const withdrawn = { startsAt: day('10:45'), outcome: { code: 'APPW', title: 'withdrawn' } };
    await outcomes.publish(appointment(probation, withdrawn, 'outcome-recorded'));
    expect(await ofPerson(jobcentre)).toEqual([]);
    await outcomes.publish(
      appointment(
        probation,
        { startsAt: day('10:45'), outcome: { code: 'AFTA', title: 'failed to attend' } },
        'outcome-recorded',
      ),
    );
    expect(await ofPerson(jobcentre)).toHaveLength(1);
    await outcomes.publish(
      jobcentre.event('jobcentre.signing.schedule-ended', {
        data: {
          schedule: { id: idOf(jobcentre, 'plans'), officeCode: office },
          cancelled: [idOf(jobcentre, 's')],
        },
      }),
    );
    expect(await ofPerson(jobcentre)).toEqual([]);
  });

  it('moves with the signing', async () => {
    const { jobcentre, probation } = await person();
    await outcomes.publish(
      signs(jobcentre, day('11:00'), day('11:10')),
      appointment(probation, { startsAt: day('10:45') }),
      jobcentre.event('jobcentre.signing.moved', {
        data: {
          signing: {
            id: idOf(jobcentre, 's'),
            officeCode: office,
            dueAt: day('14:00'),
            endsAt: day('14:10'),
          },
        },
      }),
    );
    expect(await ofPerson(jobcentre)).toEqual([]);
  });

  it('counts a meeting once that probation and the provider both record', async () => {
    const { jobcentre, probation, providers } = await person();
    await outcomes.publish(
      signs(jobcentre, day('14:20'), day('14:30')),
      appointment(probation, {
        startsAt: day('14:00'),
        endsAt: day('15:00'),
        type: { code: 'CRSSAA', title: 'supplier assessment' },
      }),
      providers.event('intervention.initial-assessment-appointment.scheduled', {
        data: {
          assessment: {
            id: idOf(providers, 'i'),
            bookedFor: day('14:00'),
            endsAt: day('15:00'),
            attended: null,
          },
        },
      }),
    );
    expect(await ofPerson(jobcentre)).toMatchObject([{ second: { __typename: 'Appointment' }, minutes: 10 }]);
  });
});

const daily = (from: string, until: string) => weekdays.map((one) => ({ day: one, from, until }));

function restriction(
  file: TestFile,
  changes: Record<string, unknown> = {},
  type = 'started',
  version?: number,
): ChangeEvent {
  return file.event(`probation.restriction.${type}`, {
    ...(version !== undefined && { version }),
    data: {
      restriction: {
        id: idOf(file, 'r'),
        from: '2026-10-01',
        to: '2027-03-31',
        endedAt: null,
        windows: daily('21:00', '09:15'),
        permissions: [],
        ...changes,
      },
    },
  });
}

const leave = (from: string, until: string) => ({
  id: recordId('test', from),
  from: day(from),
  until: day(until),
  reason: 'signing on',
  grantedBy: 'Pat Officer',
});

describe('a signing in a curfew', () => {
  it('is told with the restriction, and is none while an absence is permitted', async () => {
    const { jobcentre, probation } = await person();
    await outcomes.publish(restriction(probation), signs(jobcentre, day('09:00'), day('09:10')));
    const expected = {
      kind: 'SIGNING_IN_CURFEW',
      minutes: 10,
      travelMinutes: 35,
      second: null,
      restriction: { id: idOf(probation, 'r') },
    };
    expect(await ofPerson(jobcentre)).toMatchObject([expected]);
    await outcomes.publish(
      restriction(probation, { permissions: [leave('08:30', '10:00')] }, 'permission-granted'),
    );
    expect(await ofPerson(jobcentre)).toEqual([]);
    // Leave that does not reach to the journey back.
    await outcomes.publish(
      restriction(probation, { permissions: [leave('08:30', '09:05')] }, 'permission-granted'),
    );
    expect(await ofPerson(jobcentre)).toMatchObject([{ ...expected, minutes: 5, travelMinutes: 5 }]);
    await outcomes.publish(restriction(probation, {}, 'permission-withdrawn'));
    expect(await ofPerson(jobcentre)).toMatchObject([expected]);
  });

  it('counts two curfews of one night once, of which leave of one opens that one', async () => {
    const { jobcentre, probation } = await person();
    const other = { id: idOf(probation, 'other'), windows: daily('19:00', '09:05') };
    await outcomes.publish(
      restriction(probation, { permissions: [leave('08:00', '10:00')] }),
      restriction(probation, other),
      signs(jobcentre, day('09:00'), day('09:10')),
    );
    expect(await ofPerson(jobcentre)).toMatchObject([
      { minutes: 5, travelMinutes: 30, restriction: { id: other.id } },
    ]);
  });

  it('is none after a recall the day before, whichever event comes first', async () => {
    const { jobcentre, probation } = await person();
    const ended = restriction(probation, { endedAt: '2026-10-19T11:00:00.000Z' }, 'ended', 9);
    await outcomes.publish(ended, signs(jobcentre, day('09:00'), day('09:10')));
    expect(await ofPerson(jobcentre)).toEqual([]);
    await outcomes.publish(restriction(probation, {}, 'started', 4));
    expect(await ofPerson(jobcentre)).toEqual([]);
  });

  it('is none once home detention is over, and before it begins', async () => {
    const { jobcentre, probation } = await person();
    await outcomes.publish(
      restriction(probation, { to: '2026-10-19' }),
      restriction(probation, { id: idOf(probation, 'later'), from: '2026-10-20' }),
      signs(jobcentre, day('09:00'), day('09:10')),
    );
    expect(await ofPerson(jobcentre)).toEqual([]);
  });

  it('is as long as the clocks say on the first working morning after they went back', async () => {
    const { jobcentre, probation } = await person();
    await outcomes.publish(
      restriction(probation, { windows: daily('19:00', '07:00') }),
      signs(jobcentre, '2026-10-26T07:10:00.000Z', '2026-10-26T07:20:00.000Z'),
    );
    expect(await ofPerson(jobcentre)).toMatchObject([{ minutes: 0, travelMinutes: 20 }]);
  });

  it('of a licence is told by events of before too, until the licence ends', async () => {
    const { jobcentre, probation } = await person();
    const licence = (type: string, endDate: string) =>
      probation.event(`create-and-vary-a-licence.licence.${type}`, {
        data: {
          licence: {
            id: idOf(probation, 'l'),
            startDate: '2026-10-01',
            endDate,
            additionalConditions: [
              { code: 'c', category: 'Curfew', text: 'At home.', curfew: daily('21:00', '09:15') },
            ],
          },
        },
      });
    await outcomes.publish(licence('activated', '2026-12-31'), signs(jobcentre, day('09:00'), day('09:10')));
    expect(await ofPerson(jobcentre)).toMatchObject([{ kind: 'SIGNING_IN_CURFEW', minutes: 10 }]);
    await outcomes.publish(licence('inactivated', '2026-10-18'));
    expect(await ofPerson(jobcentre)).toEqual([]);
  });

  it('is none of somebody who is in custody then: the signing is lost', async () => {
    const { jobcentre, probation } = await person();
    const prisons = testFile('prisons', `A${jobcentre.key.slice(2, 6)}CX`);
    await outcomes.publish(
      prisons.describe({ nino: jobcentre.key }),
      restriction(probation),
      signs(jobcentre, day('09:00'), day('09:10')),
    );
    expect(await ofPerson(jobcentre)).toHaveLength(1);
    const at = '2026-10-18T09:00:00.000Z';
    await outcomes.publish(
      prisons.event('prisoner-offender-search.prisoner.received', {
        data: {
          movement: { id: idOf(prisons, 'm'), at },
          booking: { id: idOf(prisons, 'b'), startedAt: at, endedAt: null },
        },
      }),
    );
    expect(await ofPerson(jobcentre)).toEqual([]);
  });
});

describe('a shift in a curfew', () => {
  it('is told of each day on which it is worked', async () => {
    const { jobcentre, probation, providers } = await person();
    await outcomes.publish(
      restriction(probation, { windows: daily('19:00', '07:00') }),
      providers.event('providers.outcome.achieved', {
        data: {
          outcome: {
            id: idOf(providers, 'o'),
            achievedOn: '2026-10-05',
            job: {
              endedOn: '2026-10-27',
              shifts: weekdays.slice(0, 5).map((one) => ({ day: one, from: '06:00', until: '14:00' })),
            },
          },
        },
      }),
    );
    const found = await ofPerson(jobcentre);
    expect(found).toHaveLength(7);
    expect(found[0]).toMatchObject({
      kind: 'SHIFT_IN_CURFEW',
      startsAt: '2026-10-19T05:00:00.000Z',
      minutes: 60,
      travelMinutes: 30,
      first: { __typename: 'Outcome', id: idOf(providers, 'o') },
    });
    // After the change of the clocks the shift begins an hour later by UTC.
    expect(found.at(-1)).toMatchObject({ startsAt: '2026-10-27T06:00:00.000Z', minutes: 60 });
    expect(await ofPerson(jobcentre, { audience: 'jobcentre' })).toEqual([]);
  });
});

describe('whoever may not know restrictions', () => {
  it('learns that the time is not available, and not why, not by asking for a kind either', async () => {
    const { jobcentre, probation } = await person();
    await outcomes.publish(restriction(probation), signs(jobcentre, day('09:00'), day('09:10')));
    const asked = { audience: 'jobcentre' };
    const [told] = await ofPerson(jobcentre, asked);
    expect(told).toMatchObject({ kind: 'SIGNING_WHEN_NOT_AVAILABLE', minutes: 10, restriction: null });
    expect(JSON.stringify(told)).not.toContain('CURFEW');
    expect(await ofPerson(jobcentre, { ...asked, kinds: ['SIGNING_IN_CURFEW'] })).toEqual([]);
    expect(await ofPerson(jobcentre, { audience: 'probation' })).toMatchObject([
      { kind: 'SIGNING_IN_CURFEW' },
    ]);
  });
});

describe('a form that carries restrictions', () => {
  it('opens them to the Jobcentre when it is received, and hides them at once when it is withdrawn', async () => {
    const { jobcentre, probation } = await person();
    const form = (type: string, changes: Record<string, unknown> = {}) =>
      probation.event(`probation.sharing-form.${type}`, {
        data: {
          form: { id: idOf(probation, 'f'), restrictionsShared: true, withdrawnOn: null, ...changes },
        },
      });
    const kinds = async () => (await ofPerson(jobcentre, { audience: 'jobcentre' })).map(({ kind }) => kind);
    await outcomes.publish(
      restriction(probation),
      signs(jobcentre, day('09:00'), day('09:10')),
      form('signed'),
      form('sent'),
    );
    // It was sent, and nobody knows whether it arrived.
    expect(await kinds()).toEqual(['SIGNING_WHEN_NOT_AVAILABLE']);
    await outcomes.publish(
      jobcentre.event('jobcentre.sharing-form.received', {
        data: { receipt: { id: idOf(jobcentre, 'receipt'), formId: idOf(probation, 'f') } },
      }),
    );
    expect(await ofPerson(jobcentre, { audience: 'jobcentre' })).toMatchObject([
      { kind: 'SIGNING_IN_CURFEW', restriction: { id: idOf(probation, 'r') } },
    ]);
    await outcomes.publish(form('withdrawn', { withdrawnOn: '2026-10-01' }));
    expect(await kinds()).toEqual(['SIGNING_WHEN_NOT_AVAILABLE']);
  });
});

describe('the time of a person', () => {
  it('is free where no curfew, appointment, shift or stay in custody takes it', async () => {
    const { jobcentre, probation } = await person();
    await outcomes.publish(
      restriction(probation, { windows: daily('19:00', '07:00') }),
      appointment(probation, { startsAt: day('10:45'), endsAt: day('11:30') }),
      signs(jobcentre, day('14:00'), day('14:10')),
    );
    const asked = `{ offender(identifier: "${jobcentre.key}") {
      availability(from: "${day('00:00')}", to: "2026-10-21T00:00:00+01:00") { startsAt endsAt }
      clashes(from: "${day('00:00')}", to: "2026-10-21T00:00:00+01:00", travelMinutes: 200) { kind minutes travelMinutes }
    } }`;
    expect(await outcomes.read(asked)).toEqual({
      offender: {
        availability: [
          { startsAt: '2026-10-20T06:00:00.000Z', endsAt: '2026-10-20T09:45:00.000Z' },
          { startsAt: '2026-10-20T10:30:00.000Z', endsAt: '2026-10-20T13:00:00.000Z' },
          { startsAt: '2026-10-20T13:10:00.000Z', endsAt: '2026-10-20T18:00:00.000Z' },
        ],
        clashes: [{ kind: 'SIGNING_AGAINST_APPOINTMENT', minutes: 0, travelMinutes: 45 }],
      },
    });
  });

  it('is asked for at most 92 days', async () => {
    const { jobcentre } = await person();
    const { errors } = await outcomes.ask(
      `{ offender(identifier: "${jobcentre.key}") { availability(from: "2026-01-01T00:00:00Z", to: "2026-12-01T00:00:00Z") { startsAt } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'to' } }]);
  });
});

it('people of a delivery unit have their clashes there while it has their case', async () => {
  const { jobcentre, probation } = await person('JCP-UNITED');
  const allocated = (code: string, on: string) =>
    probation.event('person.community.manager.allocated', {
      data: { manager: { code: `N${on.slice(8)}`, allocatedOn: on }, deliveryUnit: { code, name: code } },
    });
  await outcomes.publish(
    allocated('N54TST', '2026-09-01'),
    restriction(probation),
    signs(jobcentre, day('09:00'), day('09:10')),
  );
  const ofUnit = (code: string) => clashes({ officeCodes: undefined, deliveryUnitCodes: [code] });
  expect((await ofUnit('N54TST')).totalCount).toBe(1);
  await outcomes.publish(allocated('N54NEW', '2026-09-15'));
  expect((await ofUnit('N54TST')).totalCount).toBe(0);
  expect((await ofUnit('N54NEW')).totalCount).toBe(1);
});

describe('the list of clashes', () => {
  it('begins with the earliest, and continues where a page ended', async () => {
    const place = { officeCodes: [office], from: '2027-03-01T00:00:00.000Z', to: '2027-03-08T00:00:00.000Z' };
    for (const hour of ['12', '10', '11', '10']) {
      const { jobcentre, probation } = await person();
      const at = (minutes: string) => `2027-03-02T${hour}:${minutes}:00.000Z`;
      await outcomes.publish(
        signs(jobcentre, at('00'), at('10')),
        appointment(probation, { startsAt: at('05'), endsAt: at('35') }),
      );
    }
    const all = await clashes(place);
    expect(all.totalCount).toBe(4);
    expect(all.edges.map(({ node }) => String(node['startsAt']).slice(11, 13))).toEqual([
      '10',
      '10',
      '11',
      '12',
    ]);
    const first = await clashes(place, { first: 1 });
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const rest = await clashes(place, { after: first.pageInfo.endCursor });
    expect(rest.pageInfo.hasNextPage).toBe(false);
    expect([...first.edges, ...rest.edges]).toEqual(all.edges);
  });

  it.each([
    [{ officeCodes: [] }, 'must name at least one place'],
    [{ to: '2027-12-01T00:00:00.000Z' }, 'at most 92 days'],
    [{ to: '2026-10-01T00:00:00.000Z' }, 'must be after "from"'],
    [{ travelMinutes: 500 }, 'from 0 to 240'],
    [{ audience: 'jobcenter' }, 'must be one of probation, prisons, jobcentre, providers'],
  ])('refuses %j', async (filter, message) => {
    const { errors } = await outcomes.ask(
      'query ($filter: ClashFilter!) { clashes(filter: $filter) { totalCount } }',
      { filter: { officeCodes: [office], ...period, ...filter } },
    );
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('costs as many statements for many clashes as for one', async () => {
    const query = `query ($filter: ClashFilter!) { clashes(filter: $filter, first: 100) { totalCount
      edges { node { kind startsAt offender { id identifiers { crns } } freeSlots { startsAt } } } } }`;
    const before = await outcomes.sqlStatements();
    await outcomes.read(query, { filter: { officeCodes: [office], ...period } });
    expect((await outcomes.sqlStatements()) - before).toBeLessThanOrEqual(12);
  });
});

describe('signings and interviews as measures count them', () => {
  it('clash where the list says so, without a journey, and are read by as many statements for many as for one', async () => {
    const { edges } = await clashes({ travelMinutes: 0 }, { first: 500 });
    const listed = edges.flatMap(({ node }) => {
      const { __typename, id } = node['first'] as { __typename: string; id: string };
      return __typename === 'Outcome' ? [] : [id];
    });
    const { episodes, statements } = await derive(outcomes.pool, jobcentreMeeting);
    const here = episodes.filter(({ office_code, due_on }) => {
      const day = String(due_on);
      return office_code === office && day >= '2026-10-19' && day <= '2026-11-01';
    });
    const clashing = here.filter((one) => one['clashes'] === true).map(({ id }) => id);
    expect(clashing.length).toBeGreaterThan(3);
    expect(here.length).toBeGreaterThan(clashing.length);
    expect(clashing.sort()).toEqual(
      [...new Set(listed)].filter((id) => here.some((one) => one.id === id)).sort(),
    );
    expect(statements).toBe(4);
  });
});
