import { eventContracts } from '@throughgate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, person, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

const ann = { name: 'Ann Example', officeCode: 'JCP-CARDIFF' };
const cardiff = { ...ann, prisonId: 'CFI', from: '2025-03-03' };

describe('an adviser', () => {
  it('is known by the first posting, and found at the prison on the days of it', async () => {
    const adviserCode = 'EBA-0001';
    const closing = { adviserCode, ...cardiff, focus: 'BENEFIT_CLOSURE' };
    const postingId = await jobcentre.record('postAdviser', closing);
    const { result } = await jobcentre.mutate(
      'endPosting',
      { adviserCode, postingId, to: '2025-08-29' },
      '{ from to focus adviser { code name office { code } } prison { id } }',
    );
    expect(result).toEqual({
      from: '2025-03-03',
      to: '2025-08-29',
      focus: 'BENEFIT_CLOSURE',
      adviser: { code: adviserCode, name: 'Ann Example', office: { code: 'JCP-CARDIFF' } },
      prison: { id: 'CFI' },
    });
    const later = { ...closing, name: 'Ann Sample', from: '2025-09-01', focus: 'EMPLOYMENT' };
    await jobcentre.record('postAdviser', later);
    const { data, errors } = await jobcentre.agency.ask(`{
      adviser(code: "${adviserCode}") { name postings { focus from to } }
      unknown: adviser(code: "EBA-NONE") { name }
      _entities(representations: [{ __typename: "Prison", id: "CFI" }, { __typename: "Adviser", code: "${adviserCode}" },
        { __typename: "Prison", id: "XXX" }]) {
        ... on Prison { all: advisers { adviser { name } } onLastDay: advisers(on: "2025-08-29") { focus } between: advisers(on: "2025-08-30") { focus } }
        ... on Adviser { name } } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      adviser: {
        name: 'Ann Sample',
        postings: [
          { focus: 'EMPLOYMENT', from: '2025-09-01', to: null },
          { focus: 'BENEFIT_CLOSURE', from: '2025-03-03', to: '2025-08-29' },
        ],
      },
      unknown: null,
      _entities: [
        {
          all: [{ adviser: { name: 'Ann Sample' } }, { adviser: { name: 'Ann Sample' } }],
          onLastDay: [{ focus: 'BENEFIT_CLOSURE' }],
          between: [],
        },
        { name: 'Ann Sample' },
        null,
      ],
    });
    const events = await jobcentre.eventsOf(`adviser/${adviserCode}`);
    expect(events.map(({ type }) => type)).toEqual([
      'jobcentre.adviser.posted',
      'jobcentre.adviser.posting-ended',
      'jobcentre.adviser.posted',
    ]);
    for (const { type, payload } of events) {
      const contract = eventContracts('jobcentre').find((candidate) => candidate.type === type);
      expect(contract?.problem(payload)).toBeUndefined();
    }
    expect(events[1]?.payload).toMatchObject({
      posting: { adviserCode, adviserName: 'Ann Example', prisonId: 'CFI', to: '2025-08-29' },
    });
  });

  const adviserCode = 'EBA-0002';
  const cases: [string, string, object, string, RegExp][] = [
    [
      'does the same at the prison',
      'postAdviser',
      { from: '2025-04-01' },
      'ADVISER_POSTED',
      /CFI from 2025-03-03/,
    ],
    ['is posted to no prison', 'postAdviser', { prisonId: 'XXX' }, 'BAD_USER_INPUT', /prisonId.*XXX/],
    ['works from no office', 'postAdviser', { officeCode: 'JCP-NOWHERE' }, 'BAD_USER_INPUT', /officeCode/],
    ['has no name', 'postAdviser', { prisonId: 'SWI', name: ' ' }, 'BAD_USER_INPUT', /name/],
    ['has a malformed code', 'postAdviser', { adviserCode: 'ann' }, 'BAD_USER_INPUT', /adviserCode.*ann/],
    ['ends no posting', 'endPosting', { postingId: 'none', to: '2025-08-29' }, 'NOT_FOUND', /none/],
    [
      'ends a posting before it begins',
      'endPosting',
      { to: '2025-03-02' },
      'BAD_USER_INPUT',
      /to.*2025-03-03/,
    ],
  ];
  let postingId: string | undefined;
  it.each(cases)('who %s is refused', async (_name, mutation, given, code, message) => {
    postingId ??= await jobcentre.record('postAdviser', { adviserCode, ...cardiff });
    const input = mutation === 'postAdviser' ? { adviserCode, ...cardiff } : { adviserCode, postingId };
    const { answer } = await jobcentre.mutate(mutation, { ...input, ...given });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(await jobcentre.eventsOf(`adviser/${adviserCode}`)).toHaveLength(1);
  });

  it('whose last day is known has it once', async () => {
    const code = 'EBA-0003';
    const posting = await jobcentre.record('postAdviser', { adviserCode: code, ...cardiff });
    const end = { adviserCode: code, postingId: posting, to: '2025-08-29' };
    await jobcentre.record('endPosting', end);
    expect((await jobcentre.mutate('endPosting', end)).code).toBe('POSTING_ENDED');
  });
});

describe('a rota', () => {
  const adviserCode = 'EBA-0010';
  let postingId: string;
  beforeAll(async () => {
    postingId = await jobcentre.record('postAdviser', { adviserCode, ...cardiff });
  });
  const monday = {
    at: 'PRISON',
    prisonId: 'CFI',
    startsAt: '2025-09-01T08:00:00Z',
    endsAt: '2025-09-01T15:00:00Z',
  };
  const office = { at: 'JOBCENTRE_OFFICE', startsAt: '2025-09-02T08:00:00Z', endsAt: '2025-09-02T15:00:00Z' };
  const plan = (given: object) => jobcentre.mutate('planRotaSlot', { adviserCode, ...monday, ...given });
  const rota = async (from: string, to: string) => {
    const { data } = await jobcentre.agency.ask(
      `{ adviser(code: "${adviserCode}") { rota(from: "${from}", to: "${to}") { at prison { id } startsAt cancelled adviser { code } } } }`,
    );
    return (data?.['adviser'] as { rota: { startsAt: string; cancelled: boolean }[] } | undefined)?.rota;
  };

  it('says where an adviser is on which day of London', async () => {
    await jobcentre.record('planRotaSlot', { adviserCode, ...office });
    await jobcentre.record('planRotaSlot', { adviserCode, ...monday });
    expect(await rota('2025-09-01', '2025-09-02')).toEqual([
      {
        at: 'PRISON',
        prison: { id: 'CFI' },
        startsAt: '2025-09-01T08:00:00.000Z',
        cancelled: false,
        adviser: { code: adviserCode },
      },
      expect.objectContaining({ at: 'JOBCENTRE_OFFICE', prison: null }),
    ]);
    expect(await rota('2025-09-02', '2025-09-02')).toHaveLength(1);
    expect(await rota('2025-09-03', '2025-09-30')).toEqual([]);
  });

  it.each([
    ['with an end before its beginning', { endsAt: '2025-09-08T07:00:00Z' }, 'BAD_USER_INPUT'],
    ['of more than a day', { endsAt: '2025-09-09T08:00:01Z' }, 'BAD_USER_INPUT'],
    ['in no prison', { prisonId: null }, 'BAD_USER_INPUT'],
    ['in a prison and an office', { at: 'JOBCENTRE_OFFICE' }, 'BAD_USER_INPUT'],
    ['in a prison that is not there', { prisonId: 'XXX' }, 'BAD_USER_INPUT'],
    ['in a prison without a posting', { prisonId: 'SWI' }, 'NOT_POSTED'],
    [
      'before the posting',
      { startsAt: '2025-02-24T08:00:00Z', endsAt: '2025-02-24T15:00:00Z' },
      'NOT_POSTED',
    ],
    ['of an adviser who was never posted', { adviserCode: 'EBA-0099' }, 'NOT_FOUND'],
    [
      'that overlaps another one',
      { startsAt: '2025-09-01T14:59:00Z', endsAt: '2025-09-01T16:00:00Z' },
      'ROTA_TAKEN',
    ],
  ])('is refused a time %s', async (_name, given, code) => {
    const next = { startsAt: '2025-09-08T08:00:00Z', endsAt: '2025-09-08T15:00:00Z' };
    expect((await plan({ ...next, ...given })).code).toBe(code);
  });

  it('loses a time once, and what lies behind the end of the posting', async () => {
    const at = (day: string) => ({ startsAt: `${day}T08:00:00Z`, endsAt: `${day}T15:00:00Z` });
    const slotId = await jobcentre.record('planRotaSlot', { adviserCode, ...monday, ...at('2025-10-06') });
    await jobcentre.record('planRotaSlot', { adviserCode, ...monday, ...at('2025-10-13') });
    await jobcentre.record('planRotaSlot', { adviserCode, ...monday, ...at('2025-10-20') });
    await jobcentre.record('planRotaSlot', { adviserCode, ...office, ...at('2025-10-21') });
    await jobcentre.record('cancelRotaSlot', { adviserCode, slotId });
    expect((await jobcentre.mutate('cancelRotaSlot', { adviserCode, slotId })).code).toBe('ROTA_CANCELLED');
    expect((await jobcentre.mutate('cancelRotaSlot', { adviserCode, slotId: 'none' })).code).toBe(
      'NOT_FOUND',
    );
    await jobcentre.record('endPosting', { adviserCode, postingId, to: '2025-10-13' });
    expect(
      (await rota('2025-10-01', '2025-10-31'))?.map(({ startsAt, cancelled }) => [
        startsAt.slice(0, 10),
        cancelled,
      ]),
    ).toEqual([
      ['2025-10-06', true],
      ['2025-10-13', false],
      ['2025-10-20', true],
      ['2025-10-21', false],
    ]);
    for (const { type, payload } of await jobcentre.eventsOf(`adviser/${adviserCode}`)) {
      const contract = eventContracts('jobcentre').find((candidate) => candidate.type === type);
      expect(contract?.problem(payload)).toBeUndefined();
    }
  });
});

describe('a caseload', () => {
  it('counts who is on it on a day, who of them is ready for work, and who came that week', async () => {
    const adviserCode = 'EBA-0020';
    await jobcentre.record('postAdviser', { adviserCode, ...cardiff });
    const take = async (nino: string, jobReady: boolean, from: string) => {
      await jobcentre.mutate('registerClaimant', { ...person, nino });
      return jobcentre.record('takeOntoCaseload', { nino, adviserCode, jobReady, from });
    };
    // 6 October 2025 is a Monday.
    const early = await take('NC450001A', true, '2025-10-05');
    await take('NC450002A', false, '2025-10-06');
    await take('NC450003A', true, '2025-10-12');
    await jobcentre.record('leaveCaseload', { nino: 'NC450001A', entryId: early, to: '2025-10-10' });
    const count = async (on: string) => {
      const { data } = await jobcentre.agency.ask(
        `{ adviser(code: "${adviserCode}") { caseload(on: "${on}") { on people jobReady inductionsThatWeek } } }`,
      );
      return data?.['adviser'] && (data['adviser'] as { caseload: unknown }).caseload;
    };
    expect(await count('2025-10-10')).toEqual({
      on: '2025-10-10',
      people: 2,
      jobReady: 1,
      inductionsThatWeek: 2,
    });
    expect(await count('2025-10-12')).toEqual({
      on: '2025-10-12',
      people: 2,
      jobReady: 1,
      inductionsThatWeek: 2,
    });
    expect(await count('2025-10-05')).toEqual({
      on: '2025-10-05',
      people: 1,
      jobReady: 1,
      inductionsThatWeek: 1,
    });
    expect(await count('2025-01-01')).toEqual({
      on: '2025-01-01',
      people: 0,
      jobReady: 0,
      inductionsThatWeek: 0,
    });
    expect(
      await jobcentre.read('NC450001A', '{ caseloadEntries { from to jobReady adviser { name } } }'),
    ).toEqual({
      caseloadEntries: [
        { from: '2025-10-05', to: '2025-10-10', jobReady: true, adviser: { name: 'Ann Example' } },
      ],
    });
    const again = { nino: 'NC450003A', adviserCode, jobReady: true, from: '2025-10-13' };
    expect((await jobcentre.mutate('takeOntoCaseload', again)).code).toBe('ON_CASELOAD');
    const leave = { nino: 'NC450001A', entryId: early, to: '2025-10-11' };
    expect((await jobcentre.mutate('leaveCaseload', leave)).code).toBe('CASELOAD_LEFT');
    expect((await jobcentre.mutate('leaveCaseload', { ...leave, entryId: 'none' })).code).toBe('NOT_FOUND');
    for (const { type, payload } of await jobcentre.eventsOf('NC450001A')) {
      const contract = eventContracts('jobcentre').find((candidate) => candidate.type === type);
      expect(contract?.problem(payload)).toBeUndefined();
    }
  });
});

describe('an audit of facilities', () => {
  it('of before stays, of a prison that closed too, and what is installed and not used is no broadband', async () => {
    const audit = {
      prisonId: 'WOI',
      auditedOn: '2011-03-01',
      room: 'PUBLIC_AREA',
      network: 'DIAL_UP',
      phone: 'NONE',
    };
    await jobcentre.record('auditFacilities', audit);
    const later = {
      auditedOn: '2011-06-01',
      network: 'INSTALLED_NOT_USED',
      barrier: 'SECURITY',
      costPence: 250_000,
    };
    await jobcentre.record('auditFacilities', { ...audit, ...later });
    const { data } = await jobcentre.agency.ask(
      `{ _entities(representations: [{ __typename: "Prison", id: "WOI" }]) { ... on Prison {
        facilityAudits { auditedOn room network phone barrier costPence prison { id } } } } }`,
    );
    const common = { room: 'PUBLIC_AREA', phone: 'NONE', prison: { id: 'WOI' } };
    expect(data?.['_entities']).toEqual([
      {
        facilityAudits: [
          { ...common, ...later },
          { ...common, auditedOn: '2011-03-01', network: 'DIAL_UP', barrier: null, costPence: null },
        ],
      },
    ]);
    const [, event] = await jobcentre.eventsOf('prison/WOI');
    expect(event?.payload).toMatchObject({
      prisonId: 'WOI',
      audit: { network: { code: 'INSTALLED_NOT_USED' } },
    });
    expect((await jobcentre.mutate('auditFacilities', { ...audit, costPence: -1 })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await jobcentre.mutate('auditFacilities', { ...audit, prisonId: 'XXX' })).code).toBe(
      'BAD_USER_INPUT',
    );
  });
});
