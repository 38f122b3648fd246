import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProviderSystem, startProviderSystem } from './support/provider-system.ts';

let system: ProviderSystem;
beforeAll(async () => {
  system = await startProviderSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const fields = `referenceNumber crn sex ageAtReferral referredOn status complexity
  contract { reference title region provider { code } } provider { code name }
  keyWorker { code name deliveryUnitCode }
  initialAssessment { bookedFor dueOn attended completedOn withinTenWorkingDays referral { crn } }
  actionPlanApprovedOn
  sessions { edges { node { bookedFor attended referral { crn } } } pageInfo { hasNextPage } }
  outcomes { type achievedOn referral { crn } }
  ending { endedOn reasonCode reason }`;

describe('a referral from sending to completion', () => {
  const referenceNumber = 'BC1001ED';
  const onFile = { referenceNumber };
  const read = async () => {
    const { referral } = await system.read<{ referral: Record<string, unknown> }>(
      `{ referral(referenceNumber: "${referenceNumber}") { ${fields} } }`,
    );
    return referral;
  };

  it('is sent', async () => {
    const { result } = await system.mutate(
      'sendReferral',
      {
        referenceNumber,
        crn: 'x123456',
        forename: 'Ann',
        surname: 'Example',
        dateOfBirth: '1990-12-22',
        sex: 'F',
        contractReference: 'DN535743',
        referredOn: '2020-12-21',
      },
      `{ ${fields} }`,
    );
    expect(result).toEqual({
      referenceNumber,
      crn: 'X123456',
      sex: 'F',
      ageAtReferral: 29,
      referredOn: '2020-12-21',
      status: 'PRE_ICA',
      complexity: null,
      contract: {
        reference: 'DN535743',
        title: 'GM - ETE',
        region: 'Greater Manchester',
        provider: { code: 'ACHIEVE_NW' },
      },
      provider: { code: 'ACHIEVE_NW', name: 'Achieve NW (Career Connect)' },
      keyWorker: null,
      initialAssessment: null,
      actionPlanApprovedOn: null,
      sessions: { edges: [], pageInfo: { hasNextPage: false } },
      outcomes: [],
      ending: null,
    });
    expect(await read()).toEqual(result);
  });

  it('has a key worker, who can be replaced', async () => {
    const assign = { ...onFile, assignedOn: '2020-12-22' };
    await system.mutate('assignKeyWorker', {
      ...assign,
      code: 'KW1',
      name: 'Sam Worker',
      deliveryUnitCode: 'N50MANC',
    });
    expect((await read())['keyWorker']).toEqual({
      code: 'KW1',
      name: 'Sam Worker',
      deliveryUnitCode: 'N50MANC',
    });
    await system.mutate('assignKeyWorker', { ...assign, code: 'KW2', name: 'Kim Worker' });
    expect((await read())['keyWorker']).toEqual({ code: 'KW2', name: 'Kim Worker', deliveryUnitCode: null });
  });

  it('has an initial assessment, booked again after a booking that was not kept, which stays', async () => {
    const book = (bookedFor: string) =>
      system.mutate('bookInitialAssessment', { ...onFile, bookedFor }, '{ id attended bookedFor }');
    await book('2020-12-29T09:00:00Z');
    await system.mutate('recordInitialAssessment', { ...onFile, attended: 'NO' });
    expect(await read()).toMatchObject({
      status: 'PRE_ICA',
      initialAssessment: { attended: 'NO', completedOn: null },
    });
    const second = await book('2021-01-07T09:00:00Z');
    expect(second.result).toMatchObject({ attended: null, bookedFor: '2021-01-07T09:00:00.000Z' });
    const { referral } = await system.read<{ referral: { assessments: unknown[] } }>(
      `{ referral(referenceNumber: "${referenceNumber}") {
        assessments { bookedFor attended supersedes { attended } supersededBy { bookedFor } } } }`,
    );
    expect(referral.assessments).toEqual([
      {
        bookedFor: '2020-12-29T09:00:00.000Z',
        attended: 'NO',
        supersedes: null,
        supersededBy: { bookedFor: '2021-01-07T09:00:00.000Z' },
      },
      {
        bookedFor: '2021-01-07T09:00:00.000Z',
        attended: null,
        supersedes: { attended: 'NO' },
        supersededBy: null,
      },
    ]);
    await system.mutate('recordInitialAssessment', { ...onFile, attended: 'LATE' });
    expect(await read()).toMatchObject({
      status: 'POST_ICA',
      initialAssessment: {
        attended: 'LATE',
        completedOn: '2021-01-07',
        // Christmas Day, Boxing Day (given on the 28th) and New Year's Day are no working days.
        dueOn: '2021-01-07',
        withinTenWorkingDays: true,
        referral: { crn: 'X123456' },
      },
    });
  });

  it('is delivered in sessions by an approved plan, and leads to outcomes', async () => {
    await system.mutate('approveActionPlan', { ...onFile, approvedOn: '2021-01-11' });
    const { result } = await system.mutate(
      'bookSession',
      { ...onFile, bookedFor: '2021-01-12T10:00:00Z' },
      '{ id attended }',
    );
    const { id } = result as { id: string };
    expect(result).toEqual({ id, attended: null });
    await system.mutate('recordSession', { ...onFile, sessionId: id, attended: 'YES' });
    await system.mutate('bookSession', { ...onFile, bookedFor: '2021-01-19T10:00:00Z' });
    await system.mutate('recordOutcome', { ...onFile, type: 'EMPLOYMENT', achievedOn: '2021-02-15' });
    await system.mutate('recordOutcome', { ...onFile, type: 'TRAINING', achievedOn: '2021-02-01' });
    const crn = { referral: { crn: 'X123456' } };
    expect(await read()).toMatchObject({
      actionPlanApprovedOn: '2021-01-11',
      sessions: {
        edges: [
          { node: { bookedFor: '2021-01-19T10:00:00.000Z', attended: null, ...crn } },
          { node: { bookedFor: '2021-01-12T10:00:00.000Z', attended: 'YES', ...crn } },
        ],
        pageInfo: { hasNextPage: false },
      },
      outcomes: [
        { type: 'TRAINING', achievedOn: '2021-02-01', ...crn },
        { type: 'EMPLOYMENT', achievedOn: '2021-02-15', ...crn },
      ],
    });
  });

  it('is completed, after which what happened before may still be recorded', async () => {
    await system.mutate('endReferral', { ...onFile, status: 'COMPLETED', endedOn: '2021-03-01' });
    expect(await read()).toMatchObject({
      status: 'COMPLETED',
      ending: { endedOn: '2021-03-01', reasonCode: null, reason: null },
    });
    const late = { ...onFile, type: 'EDUCATION', achievedOn: '2021-02-28' };
    expect((await system.mutate('recordOutcome', late)).code).toBeUndefined();
  });

  it('has one event for each change, its version counting up, its state after the change in it', async () => {
    const events = await system.eventsOf(referenceNumber);
    expect(events.map(({ type, version }) => [Number(version), type])).toEqual([
      [1, 'intervention.referral.sent'],
      [2, 'intervention.referral.assigned'],
      [3, 'intervention.referral.assigned'],
      [4, 'intervention.initial-assessment-appointment.scheduled'],
      [5, 'intervention.initial-assessment-appointment.session-feedback-submitted'],
      [6, 'intervention.initial-assessment-appointment.scheduled'],
      [7, 'intervention.initial-assessment-appointment.session-feedback-submitted'],
      [8, 'intervention.action-plan.approved'],
      [9, 'intervention.session-appointment.scheduled'],
      [10, 'intervention.session-appointment.session-feedback-submitted'],
      [11, 'intervention.session-appointment.scheduled'],
      [12, 'providers.outcome.achieved'],
      [13, 'providers.outcome.achieved'],
      [14, 'intervention.referral.ended'],
      [15, 'providers.outcome.achieved'],
    ]);
    const payload = (version: number) => events[version - 1]?.payload;
    expect(payload(1)).toMatchObject({
      referenceNumber,
      version: 1,
      person: {
        surname: 'Example',
        dateOfBirth: '1990-12-22',
        identifiers: { crn: 'X123456', referenceNumber },
      },
      referral: { referredOn: '2020-12-21', ageAtReferral: 29, status: { code: 'PRE_ICA' }, ending: null },
    });
    expect(payload(3)).toMatchObject({ referral: { keyWorker: { code: 'KW2', deliveryUnitCode: null } } });
    expect(payload(5)).toMatchObject({
      assessment: { attended: { code: 'NO' }, completedOn: null },
      status: { code: 'PRE_ICA' },
    });
    expect(payload(7)).toMatchObject({
      assessment: { attended: { code: 'LATE' }, completedOn: '2021-01-07', dueOn: '2021-01-07' },
      status: { code: 'POST_ICA' },
    });
    expect(payload(8)).toMatchObject({ referral: { actionPlanApprovedOn: '2021-01-11' } });
    expect(payload(10)).toMatchObject({ session: { attended: { code: 'YES' } } });
    expect(payload(12)).toMatchObject({
      outcome: { type: { code: 'EMPLOYMENT', title: 'started a job' } },
      employment: { from: '2021-02-15', to: null },
    });
    expect(payload(13)).toMatchObject({ outcome: { type: { code: 'TRAINING' } }, employment: null });
    expect(payload(14)).toMatchObject({
      referral: {
        status: { code: 'COMPLETED' },
        provider: { code: 'ACHIEVE_NW' },
        ending: { endedOn: '2021-03-01', reasonCode: null },
      },
    });
  });
});

describe('whether the initial assessment took place within ten working days', () => {
  const within = async (referenceNumber: string, bookedFor: string) => {
    await system.mutate('bookInitialAssessment', { referenceNumber, bookedFor });
    const { referral } = await system.read<{ referral: { initialAssessment: unknown } }>(
      `{ referral(referenceNumber: "${referenceNumber}") { initialAssessment { withinTenWorkingDays } } }`,
    );
    return referral.initialAssessment;
  };

  it('is unknown while it is neither completed nor overdue', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await system.send('BC1002ED', { referredOn: today });
    expect(await within('BC1002ED', `${today}T23:30:00Z`)).toEqual({ withinTenWorkingDays: null });
  });

  it('is false once it is overdue', async () => {
    await system.send('BC1003ED', { referredOn: '2024-10-07' });
    expect(await within('BC1003ED', '2024-10-31T09:00:00Z')).toEqual({ withinTenWorkingDays: false });
  });

  it('is false when it was completed on a later day, by the clocks of London', async () => {
    await system.send('BC1004ED', { referredOn: '2020-05-11' });
    // Due on Tuesday the 26th because of the spring bank holiday; half past midnight of the 27th in London.
    await within('BC1004ED', '2020-05-26T23:30:00Z');
    const { result } = await system.mutate(
      'recordInitialAssessment',
      { referenceNumber: 'BC1004ED', attended: 'YES' },
      '{ dueOn completedOn withinTenWorkingDays }',
    );
    expect(result).toEqual({ dueOn: '2020-05-26', completedOn: '2020-05-27', withinTenWorkingDays: false });
  });
});

it('a referral that ends before it began tells its whole period and its reason', async () => {
  await system.send('BC1005ED');
  const { result } = await system.mutate(
    'endReferral',
    { referenceNumber: 'BC1005ED', status: 'CANCELLED', endedOn: '2020-10-05', reasonCode: 'REC' },
    '{ status ending { reasonCode reason } }',
  );
  const reason = { reasonCode: 'REC', reason: 'Service user has been recalled' };
  expect(result).toEqual({ status: 'CANCELLED', ending: reason });
  const [, ended] = await system.eventsOf('BC1005ED');
  expect(ended?.payload).toMatchObject({
    referral: { referredOn: '2020-10-05', ending: { endedOn: '2020-10-05', ...reason } },
  });
});

it('a reason is read from the list of its own status', async () => {
  await system.send('BC1006ED');
  const { result } = await system.mutate(
    'endReferral',
    { referenceNumber: 'BC1006ED', status: 'WITHDRAWN', endedOn: '2020-10-20', reasonCode: 'MIS' },
    '{ ending { reason } }',
  );
  expect(result).toEqual({ ending: { reason: 'Mistaken or duplicate referral' } });
});
