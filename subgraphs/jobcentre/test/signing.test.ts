import { eventContracts } from '@throughgate/contracts';
import { partId } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, person, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

const fortnightly = {
  officeCode: 'JCP-DURHAM',
  firstAt: '2025-10-14T08:10:00Z',
  everyDays: 14,
  minutes: 10,
};

async function signingsOf(nino: string, selection = '{ dueAt status }'): Promise<Record<string, unknown>[]> {
  const found = (await jobcentre.read(
    nino,
    `{ signings(from: "2025-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z") ${selection} }`,
  )) as { signings: Record<string, unknown>[] };
  return found.signings;
}

async function lastEventOf(nino: string): Promise<{ type: string; payload: Record<string, unknown> }> {
  const last = (await jobcentre.eventsOf(nino)).at(-1);
  if (!last) throw new Error(`no event of ${nino}`);
  return last;
}

describe('offices', () => {
  it('are found by code, district and delivery unit, each in its district', async () => {
    const { data, errors } = await jobcentre.agency.ask(`{
      jobcentreOffice(code: "JCP-DURHAM") { code name town district { code name offices { code } } deliveryUnits { code } }
      unknown: jobcentreOffice(code: "JCP-NOWHERE") { code }
      split: jobcentreOffices(deliveryUnitCode: "N54DUR") { totalCount edges { node { code district { code } } } }
      both: jobcentreOffices(deliveryUnitCode: "N54DUR", districtCode: "JCD-TEES") { edges { node { code } } }
      page: jobcentreOffices(first: 2) { totalCount edges { node { code } } pageInfo { hasNextPage } }
      jobcentreDistricts { code }
      _entities(representations: [{ __typename: "JobcentreOffice", code: "JCP-LEEDS" }, { __typename: "JobcentreDistrict", code: "JCD-HUM" },
        { __typename: "JobcentreOffice", code: "JCP-NOWHERE" }]) {
        ... on JobcentreOffice { name } ... on JobcentreDistrict { name } } }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      jobcentreOffice: {
        code: 'JCP-DURHAM',
        name: 'Durham Jobcentre',
        town: 'Durham',
        district: {
          code: 'JCD-STW',
          name: 'South Tyne and Wear',
          offices: expect.arrayContaining([{ code: 'JCP-SUNDERLA' }]),
        },
        deliveryUnits: [{ code: 'N54DUR' }],
      },
      unknown: null,
      split: {
        totalCount: 5,
        edges: expect.arrayContaining([{ node: { code: 'JCP-DARLINGT', district: { code: 'JCD-TEES' } } }]),
      },
      both: { edges: [{ node: { code: 'JCP-DARLINGT' } }] },
      page: { totalCount: 241, pageInfo: { hasNextPage: true } },
      _entities: [{ name: 'Leeds Jobcentre' }, { name: 'Humberside' }, null],
    });
    expect(data?.['jobcentreDistricts']).toHaveLength(37);
  });

  it('are known of a claimant by code or by a name of the register, and otherwise only as it was written', async () => {
    const { office: _, ...nameless } = person;
    const read = '{ office jobcentre { code } }';
    const register = (nino: string, given: object) =>
      jobcentre.mutate('registerClaimant', { ...nameless, nino, ...given }, read);
    expect((await register('NC300001A', { officeCode: 'JCP-LEEDS' })).result).toEqual({
      office: 'Leeds Jobcentre',
      jobcentre: { code: 'JCP-LEEDS' },
    });
    expect(
      (await register('NC300002A', { office: 'County Durham and Darlington Jobcentre' })).result,
    ).toEqual({
      office: 'County Durham and Darlington Jobcentre',
      jobcentre: { code: 'JCP-DURHAM' },
    });
    expect((await register('NC300003A', { office: 'The old baths' })).result).toEqual({
      office: 'The old baths',
      jobcentre: null,
    });
    expect((await register('NC300004A', {})).answer.errors?.[0]?.message).toMatch(/"officeCode" or "office"/);
    expect((await register('NC300004A', { officeCode: 'JCP-X' })).answer.errors?.[0]?.message).toMatch(
      /JCP-X/,
    );
    expect((await jobcentre.eventsOf('NC300002A'))[0]?.payload).toMatchObject({ officeCode: 'JCP-DURHAM' });
    expect((await jobcentre.eventsOf('NC300003A'))[0]?.payload).toMatchObject({ officeCode: null });
  });

  it('change with a move, from its day on', async () => {
    const nino = await jobcentre.registered('NC300005A');
    const today = new Date().toISOString().slice(0, 10);
    const move = { nino, officeCode: 'JCP-YORK', from: today };
    const { result } = await jobcentre.mutate(
      'moveClaimant',
      move,
      '{ office officeSince jobcentre { claimants { totalCount edges { node { nino } } } } }',
    );
    expect(result).toEqual({
      office: 'York Jobcentre',
      officeSince: today,
      jobcentre: { claimants: { totalCount: 1, edges: [{ node: { nino } }] } },
    });
    const [, event] = await jobcentre.eventsOf(nino);
    expect(event).toMatchObject({
      type: 'jobcentre.claimant.moved',
      payload: { claimant: { nino, office: 'York Jobcentre', officeCode: 'JCP-YORK', from: today } },
    });
    expect((await jobcentre.mutate('moveClaimant', { ...move, from: '2020-01-01' })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await jobcentre.mutate('moveClaimant', { ...move, from: '2999-01-01' })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await jobcentre.mutate('moveClaimant', { ...move, nino: 'NC300099A' })).code).toBe('NOT_FOUND');
  });
});

describe('an arrangement to sign on', () => {
  it('writes every signing of 26 weeks at London’s time, those of bank holidays on the working day before', async () => {
    const nino = await jobcentre.registered('NC300010A');
    const { result } = await jobcentre.mutate(
      'scheduleSigning',
      { nino, ...fortnightly, firstAt: '2025-10-17T08:10:00Z', arrangedBy: 'PRISON_ADVISER' },
      '{ id office { code } everyDays minutes until endedOn arrangedBy claimant { nino } signings(first: 2) { totalCount edges { node { dueAt endsAt schedule { id } } } } }',
    );
    const { id } = result as { id: string };
    expect(result).toEqual({
      id,
      office: { code: 'JCP-DURHAM' },
      everyDays: 14,
      minutes: 10,
      until: null,
      endedOn: null,
      arrangedBy: 'PRISON_ADVISER',
      claimant: { nino },
      signings: {
        totalCount: 14,
        edges: [
          {
            node: { dueAt: '2025-10-17T08:10:00.000Z', endsAt: '2025-10-17T08:20:00.000Z', schedule: { id } },
          },
          {
            node: { dueAt: '2025-10-31T09:10:00.000Z', endsAt: '2025-10-31T09:20:00.000Z', schedule: { id } },
          },
        ],
      },
    });
    const due = (await signingsOf(nino)).map(({ dueAt }) => dueAt);
    // Boxing Day and Good Friday are Fridays.
    expect(due).toContain('2025-12-24T09:10:00.000Z');
    expect(due.slice(-3)).toEqual([
      '2026-03-20T09:10:00.000Z',
      '2026-04-02T08:10:00.000Z',
      '2026-04-17T08:10:00.000Z',
    ]);
    const { payload } = await lastEventOf(nino);
    expect(payload).toMatchObject({
      schedule: { id, arrangedBy: { code: 'PRISON_ADVISER' }, officeCode: 'JCP-DURHAM', endedOn: null },
    });
    const signings = payload['signings'] as { id: string }[];
    expect(signings).toHaveLength(14);
    expect(signings[0]?.id).toBe(partId(id, '2025-10-17'));
  });

  it('is continued by the same again, and each signing is told of once', async () => {
    const nino = await jobcentre.registered('NC300011A');
    const first = await jobcentre.record('scheduleSigning', { nino, ...fortnightly });
    const again = await jobcentre.record('scheduleSigning', {
      nino,
      ...fortnightly,
      firstAt: '2026-01-06T09:10:00Z',
    });
    expect(again).toBe(first);
    const told = (await jobcentre.eventsOf(nino))
      .slice(1)
      .map(({ payload }) => (payload['signings'] as { id: string }[]).map(({ id }) => id));
    expect(told.map((ids) => ids.length)).toEqual([14, 6]);
    expect(new Set(told.flat()).size).toBe(20);
    expect(await signingsOf(nino)).toHaveLength(20);
    const other = { nino, ...fortnightly, firstAt: '2026-01-06T09:20:00Z' };
    expect((await jobcentre.mutate('scheduleSigning', other)).code).toBe('SIGNING_ARRANGED');
    expect((await jobcentre.mutate('scheduleSigning', { ...other, officeCode: 'JCP-LEEDS' })).code).toBe(
      'SIGNING_ARRANGED',
    );
  });

  it('ends on a day, from which on what was due is cancelled, and another can begin', async () => {
    const nino = await jobcentre.registered('NC300012A');
    const scheduleId = await jobcentre.record('scheduleSigning', {
      nino,
      ...fortnightly,
      until: '2025-12-09',
    });
    const { result } = await jobcentre.mutate(
      'endSigningSchedule',
      { nino, scheduleId, endedOn: '2025-11-25' },
      '{ endedOn until }',
    );
    expect(result).toEqual({ endedOn: '2025-11-25', until: '2025-12-09' });
    expect((await signingsOf(nino)).map(({ status }) => status)).toEqual([
      'DUE',
      'DUE',
      'DUE',
      'CANCELLED',
      'CANCELLED',
    ]);
    const { type, payload } = await lastEventOf(nino);
    expect(payload['cancelled']).toEqual([
      partId(scheduleId, '2025-11-25'),
      partId(scheduleId, '2025-12-09'),
    ]);
    expect(
      eventContracts('jobcentre')
        .find((contract) => contract.type === type)
        ?.problem(payload),
    ).toBeUndefined();
    expect(
      (await jobcentre.mutate('endSigningSchedule', { nino, scheduleId, endedOn: '2025-11-25' })).code,
    ).toBe('SIGNING_ENDED');
    const signingId = partId(scheduleId, '2025-12-09');
    expect((await jobcentre.mutate('recordSigning', { nino, signingId, status: 'SIGNED' })).code).toBe(
      'SIGNING_OVER',
    );
    expect(
      (await jobcentre.mutate('moveSigning', { nino, signingId, dueAt: '2025-12-10T09:00:00Z', reason: 'x' }))
        .code,
    ).toBe('SIGNING_OVER');
    const next = await jobcentre.record('scheduleSigning', {
      nino,
      ...fortnightly,
      everyDays: 7,
      firstAt: '2025-11-26T09:00:00Z',
    });
    expect(await jobcentre.read(nino, '{ signingSchedules { id } }')).toEqual({
      signingSchedules: [{ id: next }, { id: scheduleId }],
    });
  });

  const stranger = 'NC300098A';
  const cases: [string, object, string, RegExp][] = [
    ['of somebody who is not registered', { nino: stranger }, 'NOT_FOUND', /NC300098A/],
    [
      'at an office that does not exist',
      { officeCode: 'JCP-NOWHERE' },
      'BAD_USER_INPUT',
      /officeCode.*JCP-NOWHERE/,
    ],
    ['every 0 days', { everyDays: 0 }, 'BAD_USER_INPUT', /everyDays.*1 to 182.*0/],
    ['of 0 minutes', { minutes: 0 }, 'BAD_USER_INPUT', /minutes.*1 to 240/],
    ['between two minutes', { firstAt: '2025-10-14T08:10:30Z' }, 'BAD_USER_INPUT', /firstAt.*whole minute/],
    ['that ends before it begins', { until: '2025-10-13' }, 'BAD_USER_INPUT', /until.*2025-10-14/],
  ];
  it.each(cases)('is refused %s', async (_name, given, code, message) => {
    const nino = 'NC300013A';
    await jobcentre.mutate('registerClaimant', { nino, ...person, idempotencyKey: 'refused signing' });
    const { answer } = await jobcentre.mutate('scheduleSigning', { nino, ...fortnightly, ...given });
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(await jobcentre.eventsOf(nino)).toHaveLength(1);
  });
});

describe('a signing', () => {
  const nino = 'NC300020A';
  let first: string;
  beforeAll(async () => {
    await jobcentre.registered(nino);
    const schedule = await jobcentre.record('scheduleSigning', { nino, ...fortnightly });
    first = partId(schedule, '2025-10-14');
  });

  it('that is moved stays due, at its new time, and says where it was', async () => {
    const { result } = await jobcentre.mutate(
      'moveSigning',
      { nino, signingId: first, dueAt: '2025-10-15T10:00:00Z', reason: 'An appointment' },
      '{ id dueAt endsAt status movedFrom moveReason claimant { nino } }',
    );
    expect(result).toEqual({
      id: first,
      dueAt: '2025-10-15T10:00:00.000Z',
      endsAt: '2025-10-15T10:10:00.000Z',
      status: 'DUE',
      movedFrom: '2025-10-14T08:10:00.000Z',
      moveReason: 'An appointment',
      claimant: { nino },
    });
    const taken = { nino, signingId: first, dueAt: '2025-10-28T09:15:00Z', reason: 'x' };
    const { answer, code } = await jobcentre.mutate('moveSigning', taken);
    expect(code).toBe('TIME_NOT_FREE');
    expect(answer.errors?.[0]?.message).toMatch(/a signing from 2025-10-28T09:10:00.000Z/);
    // Half of its own time.
    const near = { nino, signingId: first, dueAt: '2025-10-15T10:05:00Z', reason: 'x' };
    expect((await jobcentre.mutate('moveSigning', near)).code).toBeUndefined();
  });

  it('is recorded, and corrected by recording it again', async () => {
    await jobcentre.record('recordSigning', { nino, signingId: first, status: 'FAILED_TO_SIGN' });
    const { result } = await jobcentre.mutate(
      'recordSigning',
      { nino, signingId: first, status: 'SIGNED' },
      '{ status }',
    );
    expect(result).toEqual({ status: 'SIGNED' });
    const { type, payload } = await lastEventOf(nino);
    expect(type).toBe('jobcentre.signing.recorded');
    expect(payload['signing']).toMatchObject({ id: first, status: { code: 'SIGNED', title: 'signed' } });
    const moved = { nino, signingId: first, dueAt: '2025-10-16T10:00:00Z', reason: 'x' };
    expect((await jobcentre.mutate('moveSigning', moved)).code).toBe('SIGNING_OVER');
    expect((await jobcentre.mutate('recordSigning', { nino, signingId: first, status: 'DUE' })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect(
      (await jobcentre.mutate('recordSigning', { nino, signingId: 'none', status: 'SIGNED' })).code,
    ).toBe('NOT_FOUND');
  });

  it('to come cannot have been signed, but somebody can be excused beforehand', async () => {
    const soon = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    const coming = await jobcentre.registered('NC300021A');
    const scheduleId = await jobcentre.record('scheduleSigning', {
      nino: coming,
      ...fortnightly,
      firstAt: `${soon}T12:00:00Z`,
    });
    const signingId = partId(scheduleId, soon);
    const record = (status: string) =>
      jobcentre.mutate('recordSigning', { nino: coming, signingId, status }, '{ status }');
    expect((await record('SIGNED')).code).toBe('BAD_USER_INPUT');
    expect((await record('EXCUSED')).result).toEqual({ status: 'EXCUSED' });
  });

  it('is found by its id', async () => {
    const { data } = await jobcentre.agency.ask(
      `{ _entities(representations: [{ __typename: "Signing", id: "${first}" }]) { ... on Signing { office { name } } } }`,
    );
    expect(data).toEqual({ _entities: [{ office: { name: 'Durham Jobcentre' } }] });
  });
});
