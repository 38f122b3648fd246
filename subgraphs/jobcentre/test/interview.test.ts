import { eventContracts } from '@throughgate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, person, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

const bookedFor = '2025-10-02T09:00:00Z';
const freshstart = { type: 'FRESHSTART', bookedFor };

/** Registers somebody at the office in Durham, and books an interview with them. */
async function booked(nino: string, given: object = {}): Promise<{ nino: string; interviewId: string }> {
  await jobcentre.mutate('registerClaimant', { ...person, nino, officeCode: 'JCP-DURHAM' });
  return { nino, interviewId: await jobcentre.record('bookInterview', { nino, ...freshstart, ...given }) };
}

async function lastEventOf(nino: string): Promise<{ type: string; interview: unknown; problem: unknown }> {
  const last = (await jobcentre.eventsOf(nino)).at(-1);
  if (!last) throw new Error(`no event of ${nino}`);
  const contract = eventContracts('jobcentre').find(({ type }) => type === last.type);
  return { type: last.type, interview: last.payload['interview'], problem: contract?.problem(last.payload) };
}

describe('an interview that is booked', () => {
  it('says who booked it, when, for where, and which release date counted then', async () => {
    const nino = 'NC400001A';
    await jobcentre.mutate('postAdviser', {
      adviserCode: 'EBA-1',
      name: 'Bob Example',
      officeCode: 'JCP-DURHAM',
      prisonId: 'DMI',
      from: '2025-01-06',
    });
    await jobcentre.mutate('registerClaimant', { ...person, nino, officeCode: 'JCP-DURHAM' });
    const given = {
      endsAt: '2025-10-02T09:30:00Z',
      bookedOn: '2025-09-22',
      bookedBy: 'PRISON_ADVISER',
      adviserCode: 'EBA-1',
      officeCode: 'JCP-PETERLEE',
      releaseDateWhenBooked: '2025-10-01',
    };
    const { result } = await jobcentre.mutate(
      'bookInterview',
      { nino, ...freshstart, ...given },
      `{ id endsAt attended status notHeldReason bookedOn bookedBy adviser { name office { name } } place office { code }
        companion { name } replacedBy { id } releaseDateWhenBooked }`,
    );
    const { id } = result as { id: string };
    expect(result).toEqual({
      id,
      endsAt: '2025-10-02T09:30:00.000Z',
      attended: null,
      status: 'BOOKED',
      notHeldReason: null,
      bookedOn: '2025-09-22',
      bookedBy: 'PRISON_ADVISER',
      adviser: { name: 'Bob Example', office: { name: 'Durham Jobcentre' } },
      place: 'JOBCENTRE_OFFICE',
      office: { code: 'JCP-PETERLEE' },
      companion: null,
      replacedBy: null,
      releaseDateWhenBooked: '2025-10-01',
    });
    const { type, interview, problem } = await lastEventOf(nino);
    expect(problem).toBeUndefined();
    expect({ type, interview }).toMatchObject({
      type: 'jobcentre.interview.booked',
      interview: {
        id,
        endsAt: '2025-10-02T09:30:00.000Z',
        status: { code: 'BOOKED' },
        bookedBy: { code: 'PRISON_ADVISER' },
        adviserCode: 'EBA-1',
        place: { code: 'JOBCENTRE_OFFICE' },
        officeCode: 'JCP-PETERLEE',
        releaseDateWhenBooked: '2025-10-01',
      },
    });
  });

  it('takes the usual time at the person’s own office, today, where nothing else is said', async () => {
    const { nino } = await booked('NC400002A');
    const read = '{ interviews { endsAt bookedOn bookedBy adviser { code } office { code } } }';
    expect(await jobcentre.read(nino, read)).toEqual({
      interviews: [
        {
          endsAt: '2025-10-02T09:40:00.000Z',
          bookedOn: new Date().toISOString().slice(0, 10),
          bookedBy: null,
          adviser: null,
          office: { code: 'JCP-DURHAM' },
        },
      ],
    });
    const review = { nino, type: 'WORK_SEARCH_REVIEW', bookedFor: '2025-10-09T09:00:00Z' };
    const { result } = await jobcentre.mutate('bookInterview', review, '{ endsAt }');
    expect(result).toEqual({ endsAt: '2025-10-09T09:10:00.000Z' });
  });

  it('cannot fall onto another one or onto a signing, but can follow it at once', async () => {
    const { nino } = await booked('NC400003A');
    const at = (time: string) => jobcentre.mutate('bookInterview', { nino, ...freshstart, bookedFor: time });
    const { code, answer } = await at('2025-10-02T09:39:00Z');
    expect(code).toBe('TIME_NOT_FREE');
    expect(answer.errors?.[0]?.message).toMatch(
      /an interview from 2025-10-02T09:00:00.000Z to 2025-10-02T09:40/,
    );
    expect((await at('2025-10-02T09:40:00Z')).code).toBeUndefined();
    const schedule = { nino, officeCode: 'JCP-DURHAM', everyDays: 14, minutes: 10 };
    expect(
      (await jobcentre.mutate('scheduleSigning', { ...schedule, firstAt: '2025-09-18T09:15:00Z' })).code,
    ).toBe('TIME_NOT_FREE');
    await jobcentre.record('scheduleSigning', { ...schedule, firstAt: '2025-09-18T11:00:00Z' });
    expect((await at('2025-10-02T10:55:00Z')).code).toBe('TIME_NOT_FREE');
  });

  it('can be cancelled once, and its time is free then', async () => {
    const { nino, interviewId } = await booked('NC400004A');
    const cancel = { nino, interviewId, reason: 'NOT_RELEASED_YET' };
    const { result } = await jobcentre.mutate('cancelInterview', cancel, '{ status notHeldReason attended }');
    expect(result).toEqual({ status: 'CANCELLED', notHeldReason: 'NOT_RELEASED_YET', attended: null });
    expect(await lastEventOf(nino)).toMatchObject({
      type: 'jobcentre.interview.cancelled',
      interview: { status: { code: 'CANCELLED' }, notHeldReason: { code: 'NOT_RELEASED_YET' } },
      problem: undefined,
    });
    expect((await jobcentre.mutate('cancelInterview', cancel)).code).toBe('INTERVIEW_OVER');
    expect((await jobcentre.mutate('recordInterview', { nino, interviewId, attended: true })).code).toBe(
      'INTERVIEW_OVER',
    );
    expect((await jobcentre.mutate('bookInterview', { nino, ...freshstart })).code).toBeUndefined();
  });
});

describe('an interview that is booked anew', () => {
  it('names the new one, which is as it was but for what is said', async () => {
    const { nino, interviewId } = await booked('NC400010A', {
      endsAt: '2025-10-02T09:20:00Z',
      place: 'PHONE',
    });
    const rebook = {
      nino,
      interviewId,
      bookedFor: '2025-10-02T09:10:00Z',
      reason: 'PROBATION_APPOINTMENT',
      bookedOn: '2025-09-30',
    };
    const { result } = await jobcentre.mutate(
      'rebookInterview',
      rebook,
      '{ id bookedFor endsAt status place office { code } bookedOn notHeldReason }',
    );
    const { id } = result as { id: string };
    expect(result).toEqual({
      id,
      bookedFor: '2025-10-02T09:10:00.000Z',
      endsAt: '2025-10-02T09:30:00.000Z',
      status: 'BOOKED',
      place: 'PHONE',
      office: { code: 'JCP-DURHAM' },
      bookedOn: '2025-09-30',
      notHeldReason: null,
    });
    expect(await jobcentre.read(nino, '{ interviews { status notHeldReason replacedBy { id } } }')).toEqual({
      interviews: [
        { status: 'BOOKED', notHeldReason: null, replacedBy: null },
        { status: 'REBOOKED', notHeldReason: 'PROBATION_APPOINTMENT', replacedBy: { id } },
      ],
    });
    const events = (await jobcentre.eventsOf(nino)).slice(-2);
    expect(events.map(({ type, payload }) => [type, payload['interview']])).toMatchObject([
      ['jobcentre.interview.rebooked', { id: interviewId, status: { code: 'REBOOKED' }, replacedBy: id }],
      ['jobcentre.interview.booked', { id, status: { code: 'BOOKED' } }],
    ]);
    expect((await jobcentre.mutate('rebookInterview', rebook)).code).toBe('INTERVIEW_OVER');
  });

  it('stays missed where the person missed it, and cannot be where the person came', async () => {
    const { nino, interviewId } = await booked('NC400011A');
    const outcome = { nino, interviewId, status: 'FAILED_TO_ATTEND', notHeldReason: 'CURFEW' };
    await jobcentre.record('recordInterviewOutcome', outcome);
    const again = await jobcentre.record('rebookInterview', {
      nino,
      interviewId,
      bookedFor: '2025-10-09T09:00:00Z',
    });
    expect(await jobcentre.read(nino, '{ interviews { status attended notHeldReason } }')).toEqual({
      interviews: [
        { status: 'BOOKED', attended: null, notHeldReason: null },
        { status: 'FAILED_TO_ATTEND', attended: false, notHeldReason: 'CURFEW' },
      ],
    });
    await jobcentre.record('recordInterview', { nino, interviewId: again, attended: true });
    const rebook = { nino, interviewId: again, bookedFor: '2025-10-16T09:00:00Z' };
    expect((await jobcentre.mutate('rebookInterview', rebook)).code).toBe('INTERVIEW_OVER');
  });
});

describe('the outcome of an interview', () => {
  it('says who came along, and is corrected by recording it again', async () => {
    const { nino, interviewId } = await booked('NC400020A');
    const read = '{ status attended companion { kind name } notHeldReason }';
    const outcome = (given: object) =>
      jobcentre.mutate('recordInterviewOutcome', { nino, interviewId, ...given }, read);
    const companion = { kind: 'ADVISER', name: ' Bob Example ' };
    expect((await outcome({ status: 'ATTENDED', companion })).result).toEqual({
      status: 'ATTENDED',
      attended: true,
      companion: { kind: 'ADVISER', name: 'Bob Example' },
      notHeldReason: null,
    });
    expect(await lastEventOf(nino)).toMatchObject({
      type: 'jobcentre.interview.outcome-recorded',
      interview: { companion: { kind: { code: 'ADVISER' }, name: 'Bob Example' }, attended: true },
      problem: undefined,
    });
    expect((await outcome({ status: 'LOST_TO_CUSTODY', notHeldReason: 'RECALLED' })).result).toEqual({
      status: 'LOST_TO_CUSTODY',
      attended: null,
      companion: null,
      notHeldReason: 'RECALLED',
    });
    const { result } = await jobcentre.mutate('recordInterview', { nino, interviewId, attended: true }, read);
    expect(result).toEqual({ status: 'ATTENDED', attended: true, companion: null, notHeldReason: null });
    expect(await lastEventOf(nino)).toMatchObject({
      type: 'jobcentre.interview.recorded',
      problem: undefined,
    });
  });

  it('to come can be lost to custody beforehand, and nothing else', async () => {
    const soon = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const { nino, interviewId } = await booked('NC400021A', { bookedFor: soon });
    const outcome = (status: string) =>
      jobcentre.mutate('recordInterviewOutcome', { nino, interviewId, status }, '{ status }');
    expect((await outcome('FAILED_TO_ATTEND')).code).toBe('BAD_USER_INPUT');
    expect((await outcome('LOST_TO_CUSTODY')).result).toEqual({ status: 'LOST_TO_CUSTODY' });
  });

  const cases: [string, string, object, string, RegExp][] = [
    [
      'is none of these',
      'recordInterviewOutcome',
      { status: 'BOOKED' },
      'BAD_USER_INPUT',
      /status.*ATTENDED, FAILED/,
    ],
    [
      'gives a reason why it was not held that was',
      'recordInterviewOutcome',
      { status: 'ATTENDED', notHeldReason: 'ILL' },
      'BAD_USER_INPUT',
      /notHeldReason/,
    ],
    [
      'has a companion to nobody',
      'recordInterviewOutcome',
      { status: 'FAILED_TO_ATTEND', companion: { kind: 'MENTOR', name: 'Bob' } },
      'BAD_USER_INPUT',
      /companion/,
    ],
    [
      'has a companion without a name',
      'recordInterviewOutcome',
      { status: 'ATTENDED', companion: { kind: 'MENTOR', name: ' ' } },
      'BAD_USER_INPUT',
      /companion.name/,
    ],
    [
      'is of no interview',
      'recordInterviewOutcome',
      { interviewId: 'none', status: 'ATTENDED' },
      'NOT_FOUND',
      /none/,
    ],
    [
      'is a booking that ends before it begins',
      'bookInterview',
      { ...freshstart, endsAt: bookedFor },
      'BAD_USER_INPUT',
      /endsAt/,
    ],
    [
      'is a booking of more than a day',
      'bookInterview',
      { ...freshstart, endsAt: '2025-10-02T17:00:01Z' },
      'BAD_USER_INPUT',
      /endsAt.*8 hours/,
    ],
    [
      'is a booking at no office',
      'bookInterview',
      { ...freshstart, officeCode: 'JCP-NOWHERE' },
      'BAD_USER_INPUT',
      /officeCode.*JCP-NOWHERE/,
    ],
    [
      'is a booking with a malformed adviser',
      'bookInterview',
      { ...freshstart, adviserCode: 'bob' },
      'BAD_USER_INPUT',
      /adviserCode.*bob/,
    ],
    [
      'is a booking made tomorrow',
      'bookInterview',
      { ...freshstart, bookedFor: '2025-11-02T09:00:00Z', bookedOn: '2999-01-01' },
      'BAD_USER_INPUT',
      /bookedOn.*future/,
    ],
    ['cancels no interview', 'cancelInterview', { interviewId: 'none', reason: 'ILL' }, 'NOT_FOUND', /none/],
    ['books none anew', 'rebookInterview', { interviewId: 'none', bookedFor }, 'NOT_FOUND', /none/],
  ];
  let refused: { nino: string; interviewId: string } | undefined;
  it.each(cases)('is refused when it %s', async (_name, mutation, given, code, message) => {
    refused ??= await booked('NC400022A');
    const { nino, interviewId } = refused;
    const input = mutation === 'bookInterview' ? { nino } : { nino, interviewId };
    const { answer } = await jobcentre.mutate(mutation, { ...input, ...given });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(await jobcentre.eventsOf(nino)).toHaveLength(2);
  });
});

describe('an office’s day', () => {
  const from = '2025-11-03T00:00:00Z';
  const to = '2025-11-04T00:00:00Z';
  const people = Array.from({ length: 100 }, (_, index) => `NC41${String(index).padStart(4, '0')}A`);

  it('of a hundred people costs few SQL statements, in the order of the clock, each person once', async () => {
    const recordedAt = '2025-10-01T12:00:00.000Z';
    const minute = (index: number) =>
      `2025-11-03T${String(9 + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00.000Z`;
    await jobcentre.agency.load(
      people.flatMap((nino, index) => [
        {
          mutation: 'registerClaimant',
          input: { idempotencyKey: `${nino} 1`, ...person, nino, officeCode: 'JCP-BOLTON' },
          recordedAt,
        },
        {
          mutation: 'bookInterview',
          input: {
            idempotencyKey: `${nino} 2`,
            nino,
            type: 'FRESHSTART',
            bookedFor: minute(index),
            adviserCode: 'EBA-2',
          },
          recordedAt,
        },
        {
          mutation: 'scheduleSigning',
          input: {
            idempotencyKey: `${nino} 3`,
            nino,
            officeCode: 'JCP-BOLTON',
            firstAt: `2025-11-03T13:00:00.000Z`,
            everyDays: 14,
            minutes: 5,
            arrangedBy: 'OFFICE',
          },
          recordedAt,
        },
      ]),
    );
    await jobcentre.mutate('postAdviser', {
      adviserCode: 'EBA-2',
      name: 'Eve Example',
      officeCode: 'JCP-BOLTON',
      prisonId: 'FHI',
      from: '2025-01-06',
    });
    const before = await jobcentre.agency.sqlStatements();
    const { data, errors } = await jobcentre.agency.ask(
      `query ($from: DateTime!, $to: DateTime!) { jobcentreOffice(code: "JCP-BOLTON") { name
        signings(from: $from, to: $to, first: 100) { totalCount pageInfo { hasNextPage } edges { node { dueAt endsAt status
          claimant { nino name { surname } jobcentre { code } } schedule { everyDays } } } }
        interviews(from: $from, to: $to, first: 100) { totalCount edges { node { type bookedFor endsAt status adviser { name } claimant { nino } } } }
        claimants(first: 100) { totalCount edges { node { nino officeSince } } } } }`,
      { from, to },
    );
    const statements = (await jobcentre.agency.sqlStatements()) - before;
    expect(errors).toBeUndefined();
    const office = data?.['jobcentreOffice'] as Record<
      'signings' | 'interviews' | 'claimants',
      { totalCount: number; edges: { node: Record<string, unknown> }[] }
    >;
    for (const list of [office.signings, office.interviews, office.claimants]) {
      expect(list.totalCount).toBe(100);
      expect(list.edges).toHaveLength(100);
    }
    expect(office.interviews.edges.map(({ node }) => node['bookedFor'])).toEqual(
      people.map((_, index) => minute(index)),
    );
    expect(office.interviews.edges[0]?.node).toMatchObject({ adviser: { name: 'Eve Example' } });
    expect(office.signings.edges[0]?.node).toMatchObject({ schedule: { everyDays: 14 } });
    expect(statements).toBe(9);
  });

  it('can be filtered by type and status, and read page by page', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await jobcentre.agency.ask(
        `query ($after: String) { jobcentreOffice(code: "JCP-BOLTON") { interviews(from: "${from}", to: "${to}", first: 40, after: $after, types: [FRESHSTART]) {
          edges { node { claimant { nino } } } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      );
      const { interviews } = (data?.['jobcentreOffice'] ?? {}) as {
        interviews: {
          edges: { node: { claimant: { nino: string } } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      seen.push(...interviews.edges.map(({ node }) => node.claimant.nino));
      after = interviews.pageInfo.hasNextPage ? interviews.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(people);
    const { data } = await jobcentre.agency.ask(
      `{ jobcentreOffice(code: "JCP-BOLTON") {
        none: interviews(from: "${from}", to: "${to}", types: [NEW_JOBSEEKER]) { totalCount }
        over: interviews(from: "${from}", to: "${to}", statuses: [ATTENDED]) { totalCount }
        signed: signings(from: "${from}", to: "${to}", statuses: [SIGNED]) { totalCount }
        tomorrow: signings(from: "${to}", to: "2025-11-05T00:00:00Z") { totalCount } }
        adviser(code: "EBA-2") { interviews(from: "${from}", to: "${to}", first: 1) { totalCount edges { node { status } } } } }`,
    );
    expect(data).toEqual({
      jobcentreOffice: {
        none: { totalCount: 0 },
        over: { totalCount: 0 },
        signed: { totalCount: 0 },
        tomorrow: { totalCount: 0 },
      },
      adviser: { interviews: { totalCount: 100, edges: [{ node: { status: 'BOOKED' } }] } },
    });
  });
});

describe('a referral to a programme', () => {
  const release = '2013-01-07';
  const workProgramme = { programme: 'WORK_PROGRAMME', mandatory: true, referredOn: '2013-01-14' };
  const read = '{ id basis releasedOn daysFromRelease provider { code } startedOn endedOn standardsGivenOn }';

  /** Registers somebody, aged 32 in 2013, who claims Jobseeker's Allowance from a day on. */
  async function claimingJsa(nino: string, openedOn: string): Promise<string> {
    await jobcentre.mutate('registerClaimant', { ...person, nino, dateOfBirth: '1980-05-01' });
    await jobcentre.record('openClaim', { nino, benefit: 'JSA', openedOn });
    return nino;
  }

  it('follows from the claim and the release, and has a beginning and an end', async () => {
    const nino = await claimingJsa('NC420001A', release);
    const given = { nino, ...workProgramme, releasedOn: release, providerCode: 'ACHIEVE_NW' };
    const { result } = await jobcentre.mutate('referToProgramme', given, read);
    const { id } = result as { id: string };
    const made = {
      id,
      basis: 'DAY_ONE',
      releasedOn: release,
      daysFromRelease: 0,
      provider: { code: 'ACHIEVE_NW' },
    };
    const open = { startedOn: null, endedOn: null, standardsGivenOn: null };
    expect(result).toEqual({ ...made, ...open });
    const start = { nino, referralId: id, startedOn: '2013-01-21', standardsGivenOn: '2013-01-22' };
    const end = { nino, referralId: id, endedOn: '2013-09-30' };
    expect((await jobcentre.mutate('endProgramme', end)).code).toBe('PROGRAMME_NOT_STARTED');
    await jobcentre.record('startProgramme', start);
    expect((await jobcentre.mutate('startProgramme', start)).code).toBe('PROGRAMME_STARTED');
    expect((await jobcentre.mutate('endProgramme', { ...end, endedOn: '2013-01-20' })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await jobcentre.mutate('endProgramme', end, read)).result).toEqual({
      ...made,
      startedOn: '2013-01-21',
      endedOn: '2013-09-30',
      standardsGivenOn: '2013-01-22',
    });
    expect((await jobcentre.mutate('endProgramme', end)).code).toBe('PROGRAMME_ENDED');
    const events = (await jobcentre.eventsOf(nino)).slice(-3);
    expect(events.map(({ type }) => type)).toEqual([
      'jobcentre.programme-referral.made',
      'jobcentre.programme-referral.started',
      'jobcentre.programme-referral.ended',
    ]);
    for (const { type, payload } of events) {
      const contract = eventContracts('jobcentre').find((candidate) => candidate.type === type);
      expect(contract?.problem(payload)).toBeUndefined();
    }
    expect(events[0]?.payload).toMatchObject({
      referral: { basis: { code: 'DAY_ONE' }, daysFromRelease: 0 },
    });
  });

  it.each([
    ['NC420010A', '2013-04-08', { basis: 'WITHIN_13_WEEKS', daysFromRelease: 91 }],
    ['NC420011A', '2013-04-09', { basis: null, daysFromRelease: 92 }],
  ])('of %s, who claims from %s on, has the basis of that day', async (nino, openedOn, expected) => {
    await claimingJsa(nino, openedOn);
    const given = { nino, ...workProgramme, referredOn: '2013-04-10', releasedOn: release };
    expect((await jobcentre.mutate('referToProgramme', given, read)).result).toMatchObject(expected);
  });

  it('without a release follows after twelve months of the claim, and is voluntary where it is not mandatory', async () => {
    const nino = await claimingJsa('NC420012A', '2012-01-02');
    const refer = (given: object) =>
      jobcentre.mutate('referToProgramme', { nino, ...workProgramme, ...given }, '{ basis daysFromRelease }');
    expect((await refer({})).result).toEqual({ basis: 'TWELVE_MONTHS', daysFromRelease: null });
    expect((await refer({ referredOn: '2012-12-31' })).result).toEqual({
      basis: null,
      daysFromRelease: null,
    });
    expect((await refer({ mandatory: false })).result).toEqual({ basis: 'VOLUNTARY', daysFromRelease: null });
    expect((await refer({ mandatory: false, basis: 'EARLY_ACCESS' })).result).toMatchObject({
      basis: 'EARLY_ACCESS',
    });
  });

  const cases: [string, object, RegExp][] = [
    ['before the programme began', { referredOn: '2011-05-31' }, /referredOn.*2011-06-01/],
    ['before the release that it follows', { releasedOn: '2013-01-15' }, /referredOn.*2013-01-15/],
    [
      'that is voluntary although it must be',
      { releasedOn: release, mandatory: false },
      /mandatory.*13 weeks/,
    ],
    ['whose basis does not follow', { releasedOn: release, basis: 'WITHIN_13_WEEKS' }, /basis.*DAY_ONE/],
    ['from day one without a release', { basis: 'DAY_ONE' }, /basis/],
    ['that is mandatory and voluntary', { basis: 'VOLUNTARY' }, /basis.*VOLUNTARY/],
    ['that is neither', { mandatory: false, basis: 'TWELVE_MONTHS' }, /basis.*VOLUNTARY or EARLY_ACCESS/],
    [
      'to another programme from day one',
      { programme: 'RESTART', referredOn: '2022-01-10', basis: 'DAY_ONE' },
      /basis.*Work Programme only/,
    ],
    ['to a provider that does not exist', { providerCode: 'NOBODY' }, /providerCode.*NOBODY/],
  ];
  let claimant: string | undefined;
  it.each(cases)('is refused %s', async (_name, given, message) => {
    claimant ??= await claimingJsa('NC420020A', release);
    const { answer } = await jobcentre.mutate('referToProgramme', {
      nino: claimant,
      ...workProgramme,
      ...given,
    });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(await jobcentre.eventsOf(claimant)).toHaveLength(2);
  });
});

it('information is kept with its form, the latest first', async () => {
  const nino = await jobcentre.registered('NC430001A');
  const leaflet = { nino, kind: ' Advisers in prison ', givenOn: '2025-09-01', format: 'LEAFLET' };
  await jobcentre.record('giveInformation', leaflet);
  await jobcentre.record('giveInformation', { ...leaflet, givenOn: '2025-09-02', format: 'READ_ALOUD' });
  expect(
    await jobcentre.read(nino, '{ informationGiven { kind givenOn format claimant { nino } } }'),
  ).toEqual({
    informationGiven: [
      { kind: 'Advisers in prison', givenOn: '2025-09-02', format: 'READ_ALOUD', claimant: { nino } },
      { kind: 'Advisers in prison', givenOn: '2025-09-01', format: 'LEAFLET', claimant: { nino } },
    ],
  });
  expect((await jobcentre.mutate('giveInformation', { ...leaflet, kind: ' ' })).code).toBe('BAD_USER_INPUT');
  expect((await jobcentre.mutate('giveInformation', { ...leaflet, nino: 'NC430099A' })).code).toBe(
    'NOT_FOUND',
  );
});
