import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProviderSystem, startProviderSystem } from './support/provider-system.ts';

let system: ProviderSystem;
beforeAll(async () => {
  system = await startProviderSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const job = {
  employer: 'Northern Rail Works Ltd',
  soc: '5241',
  hoursPerWeek: 37.5,
  shifts: [{ day: 'MONDAY', from: '22:00', until: '06:00' }],
  payPence: 1221,
  payPer: 'HOUR',
};

/** Data of the latest event of a file. */
async function latest(referenceNumber: string) {
  const event = (await system.eventsOf(referenceNumber)).at(-1);
  return { type: event?.type, payload: event?.payload as Record<string, unknown> };
}

describe('a job', () => {
  const onFile = { referenceNumber: 'BE1001ED' };
  let outcomeId: string;
  const fields = `{ id type achievedOn course evidence verifiedOn
    job { employer soc hoursPerWeek shifts { day from until } payPence payPer endedOn endReason firstWage { paidOn amountPence } }
    sustained { weeks checkedOn inWork } }`;
  const read = async () => {
    const { referral } = await system.read<{ referral: { outcomes: Record<string, unknown>[] } }>(
      `{ referral(referenceNumber: "BE1001ED") { outcomes ${fields} } }`,
    );
    return referral.outcomes[0];
  };
  const started = { ...job, endedOn: null, endReason: null, firstWage: null };

  beforeAll(async () => {
    await system.assessed('BE1001ED');
    outcomeId = await system.record('recordOutcome', {
      ...onFile,
      type: 'EMPLOYMENT',
      achievedOn: '2020-11-02',
      evidence: 'contract of employment',
      verifiedOn: '2020-11-03',
      job,
    });
  });

  it('starts with its shifts, hours and pay, in the graph and in its event', async () => {
    const outcome = {
      id: outcomeId,
      achievedOn: '2020-11-02',
      course: null,
      evidence: 'contract of employment',
      verifiedOn: '2020-11-03',
    };
    expect(await read()).toEqual({ ...outcome, type: 'EMPLOYMENT', job: started, sustained: [] });
    expect((await latest('BE1001ED')).payload).toMatchObject({
      outcome: {
        ...outcome,
        type: { code: 'EMPLOYMENT' },
        job: { ...started, payPer: { code: 'HOUR', title: 'an hour' } },
      },
      employment: { id: outcomeId, from: '2020-11-02', to: null },
    });
  });

  it('is proven by the first wage, which is recorded once', async () => {
    const wage = { ...onFile, outcomeId, paidOn: '2020-11-27' };
    expect((await system.mutate('recordFirstWage', { ...wage, paidOn: '2020-11-01' })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await system.mutate('recordFirstWage', { ...wage, amountPence: 0 })).code).toBe('BAD_USER_INPUT');
    await system.record('recordFirstWage', { ...wage, amountPence: 98_000 });
    expect(await latest('BE1001ED')).toMatchObject({
      type: 'providers.first-wage.paid',
      payload: {
        outcome: { job: { firstWage: { paidOn: '2020-11-27', amountPence: 98_000 }, endedOn: null } },
      },
    });
    expect((await system.mutate('recordFirstWage', wage)).code).toBe('ALREADY_PAID');
  });

  it('is checked after some weeks, once for each number of weeks', async () => {
    const check = { ...onFile, outcomeId, weeks: 6, checkedOn: '2020-12-14', inWork: true };
    const early = await system.mutate('checkSustainment', { ...check, checkedOn: '2020-12-13' });
    expect(early.answer.errors?.[0]?.message).toMatch(/6 weeks after the outcome, 2020-12-14/);
    await system.record('checkSustainment', check);
    await system.record('checkSustainment', { ...check, weeks: 13, checkedOn: '2021-02-03', inWork: false });
    expect(await latest('BE1001ED')).toMatchObject({
      type: 'providers.outcome.sustained',
      payload: { sustainment: { weeks: 13, inWork: false }, outcome: { id: outcomeId } },
    });
    expect((await system.mutate('checkSustainment', check)).code).toBe('ALREADY_CHECKED');
    expect(await read()).toMatchObject({
      sustained: [
        { weeks: 6, checkedOn: '2020-12-14', inWork: true },
        { weeks: 13, checkedOn: '2021-02-03', inWork: false },
      ],
    });
  });

  it('ends after the referral, and with it the period of employment', async () => {
    await system.succeed('endReferral', { ...onFile, status: 'COMPLETED', endedOn: '2020-12-20' });
    const end = { ...onFile, outcomeId, endedOn: '2021-01-29', endReason: 'fixed term over' };
    expect((await system.mutate('endJob', { ...end, endedOn: '2020-11-01' })).code).toBe('BAD_USER_INPUT');
    expect((await system.mutate('endJob', { ...end, outcomeId: 'none' })).code).toBe('NOT_FOUND');
    await system.record('endJob', end);
    expect(await latest('BE1001ED')).toMatchObject({
      type: 'providers.job.ended',
      payload: { outcome: { id: outcomeId, achievedOn: '2020-11-02', job: { endedOn: '2021-01-29' } } },
    });
    expect((await system.mutate('endJob', end)).code).toBe('JOB_ENDED');
    expect(await read()).toMatchObject({ job: { endedOn: '2021-01-29', endReason: 'fixed term over' } });
  });

  it('of which nothing was told ends all the same, and other outcomes have none', async () => {
    await system.assessed('BE1002ED');
    const other = { referenceNumber: 'BE1002ED', achievedOn: '2020-11-02' };
    const silent = await system.record('recordOutcome', { ...other, type: 'EMPLOYMENT' });
    const course = await system.record('recordOutcome', {
      ...other,
      type: 'TRAINING_STARTED',
      course: 'CSCS green card',
    });
    const end = { referenceNumber: 'BE1002ED', endedOn: '2021-01-29' };
    const refused = await system.mutate('endJob', { ...end, outcomeId: course });
    expect(refused.code).toBe('BAD_USER_INPUT');
    await system.record('endJob', { ...end, outcomeId: silent });
    const { referral } = await system.read<{ referral: { outcomes: { type: string }[] } }>(
      '{ referral(referenceNumber: "BE1002ED") { outcomes { type course job { employer shifts { day } endedOn } } } }',
    );
    expect(referral.outcomes.sort((a, b) => (a.type < b.type ? -1 : 1))).toEqual([
      { type: 'EMPLOYMENT', course: null, job: { employer: null, shifts: [], endedOn: '2021-01-29' } },
      { type: 'TRAINING_STARTED', course: 'CSCS green card', job: null },
    ]);
  });

  it.each([
    ['with another outcome', { type: 'TRAINING_STARTED', job }, /type EMPLOYMENT/],
    ['without an employer', { job: { ...job, employer: ' ' } }, /job.employer.*empty/],
    ['of no occupation', { job: { ...job, soc: 'baker' } }, /5241/],
    ['of more hours than a week has', { job: { ...job, hoursPerWeek: 169 } }, /168/],
    ['whose pay is for nothing', { job: { ...job, payPer: null } }, /together/],
    [
      'at a time of no day',
      { job: { ...job, shifts: [{ day: 'MONDAY', from: '24:00', until: '06:00' }] } },
      /shifts.0.from.*06:00/,
    ],
  ])('%s is refused', async (_how, changes, message) => {
    const { answer, code } = await system.mutate('recordOutcome', {
      referenceNumber: 'BE1002ED',
      type: 'EMPLOYMENT',
      achievedOn: '2020-11-02',
      ...changes,
    });
    expect(code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(message);
  });
});

describe('meetings with the provider', () => {
  const onFile = { referenceNumber: 'BE1003ED' };
  const at = (bookedFor: string, endsAt: string, place = 'Redfern House') => ({
    ...onFile,
    bookedFor,
    endsAt,
    place,
  });

  it('have an end and a place, in the graph and in events', async () => {
    await system.send('BE1003ED');
    const { result } = await system.mutate(
      'bookInitialAssessment',
      at('2020-10-12T09:00:00Z', '2020-10-12T10:00:00Z'),
      '{ bookedFor endsAt place }',
    );
    const told = {
      bookedFor: '2020-10-12T09:00:00.000Z',
      endsAt: '2020-10-12T10:00:00.000Z',
      place: 'Redfern House',
    };
    expect(result).toEqual(told);
    expect((await latest('BE1003ED')).payload).toMatchObject({
      assessment: { ...told, supersedes: null, supersededBy: null },
    });
  });

  it('are booked anew in place of another one, whose hours are free then', async () => {
    const none = await system.send('BE1004ED').then(() =>
      system.mutate('rebookInitialAssessment', {
        referenceNumber: 'BE1004ED',
        bookedFor: '2020-10-12T09:00:00Z',
      }),
    );
    expect(none.code).toBe('NOT_BOOKED');
    await system.record('rebookInitialAssessment', at('2020-10-12T09:30:00Z', '2020-10-12T10:30:00Z'));
    const { payload } = await latest('BE1003ED');
    const { referral } = await system.read<{ referral: { assessments: { id: string }[] } }>(
      '{ referral(referenceNumber: "BE1003ED") { assessments { id } } }',
    );
    expect(payload).toMatchObject({ assessment: { supersedes: referral.assessments[0]?.id } });
    await system.record('recordInitialAssessment', { ...onFile, attended: 'YES' });
  });

  it('are not two at a time', async () => {
    await system.succeed('approveActionPlan', { ...onFile, approvedOn: '2020-10-12' });
    const session = await system.record('bookSession', at('2020-10-20T09:00:00Z', '2020-10-20T10:00:00Z'));
    const overlapping = await system.mutate(
      'bookSession',
      at('2020-10-20T09:45:00Z', '2020-10-20T10:45:00Z'),
    );
    expect(overlapping.code).toBe('MEETING_OVERLAPS');
    const assessment = await system.mutate('bookSession', at('2020-10-12T10:00:00Z', '2020-10-12T10:15:00Z'));
    expect(assessment.code).toBe('MEETING_OVERLAPS');
    await system.record('bookSession', at('2020-10-20T10:00:00Z', '2020-10-20T11:00:00Z'));
    await system.record('recordSession', { ...onFile, sessionId: session, attended: 'NO' });
    await system.record('bookSession', at('2020-10-20T09:00:00Z', '2020-10-20T09:30:00Z'));
  });

  it('end after they begin', async () => {
    const { answer, code } = await system.mutate(
      'bookSession',
      at('2020-10-21T09:00:00Z', '2020-10-21T09:00:00Z'),
    );
    expect(code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(/"endsAt" must be after/);
  });
});
