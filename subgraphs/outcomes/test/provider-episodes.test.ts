import type { ChangeEvent } from '@throughgate/events';
import type { Episode } from '@throughgate/measures';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactWeek } from '../src/measures/episodes/contact-week.ts';
import { contractTarget } from '../src/measures/episodes/contract-target.ts';
import { keyWorkerAssignment } from '../src/measures/episodes/key-worker-assignment.ts';
import { referral } from '../src/measures/episodes/referral.ts';
import { supportEpisode } from '../src/measures/episodes/support-episode.ts';
import { derive } from './support/derive.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';
import { storeOf } from './support/store-of.ts';

// Referrals, contacts, programmes and targets as measures count them, from events alone, as the agencies tell of them.

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

const coded = (code: string) => ({ code, title: code.toLowerCase() });

/** A provider's file of a referral: each event carries the referral as it is then. */
function provided(referenceNumber: string, given: Record<string, unknown> & { crn?: string | null }) {
  const { crn = null, ...more } = given;
  const file = testFile('providers', referenceNumber);
  const prefix = crn === null ? 'providers' : 'intervention';
  let state: Record<string, unknown> = {
    ...(crn !== null && { crn }),
    prisonerNumber: null,
    sex: 'M',
    ageAtReferral: 34,
    contract: { reference: 'DN535743', title: 'GM - ETE' },
    provider: { code: 'ACHIEVE_NW', name: 'Achieve NW (Career Connect)' },
    referredOn: '2026-03-30',
    complexity: coded('LOW'),
    status: coded('PRE_ICA'),
    keyWorker: null,
    actionPlanApprovedOn: null,
    ending: null,
    ...more,
  };
  const told = (change: string, changes: object, data: object = {}): ChangeEvent => {
    state = { ...state, ...changes };
    return file.event(`${prefix}.${change}`, { data: { referral: state, ...data } });
  };
  const meeting =
    (record: string, type: string) =>
    (id: string, bookedFor: string, attended: string | null): ChangeEvent =>
      file.event(`intervention.${type}.${attended === null ? 'scheduled' : 'session-feedback-submitted'}`, {
        data: {
          [record]: {
            id,
            bookedFor,
            endsAt: null,
            attended: attended && coded(attended),
            // What the example says of a completed one is not so of this one.
            ...(record === 'assessment' && {
              completedOn: attended === 'YES' ? bookedFor.slice(0, 10) : null,
            }),
          },
        },
      });
  return {
    file,
    sent: () => {
      const identifiers = crn === null ? {} : { crn };
      const { data } = file.describe(identifiers);
      return told('referral.sent', {}, { person: data['person'] });
    },
    assigned: (code: string, from: string, deliveryUnitCode: string | null) =>
      told(
        'referral.assigned',
        { keyWorker: { code, name: code, deliveryUnitCode } },
        {
          assignment: {
            id: uuidv7(),
            keyWorkerCode: code,
            keyWorkerName: code,
            from,
            to: null,
            deliveryUnitCode,
          },
        },
      ),
    assessment: meeting('assessment', 'initial-assessment-appointment'),
    session: meeting('session', 'session-appointment'),
    approved: (on: string) => told('action-plan.approved', { actionPlanApprovedOn: on }),
    ended: (on: string, status: string, reasonCode: string | null) =>
      told('referral.ended', {
        status: coded(status),
        ending: { endedOn: on, reasonCode, reason: reasonCode },
      }),
    contact: (day: string, attended: string | null) =>
      file.event('providers.contact.made', {
        data: {
          contact: {
            id: uuidv7(),
            at: `${day}T10:00:00.000Z`,
            kind: coded('PHONE'),
            attended: attended && coded(attended),
          },
        },
      }),
    outcome: (id: string, type: string, achievedOn: string, endedOn: string | null = null) =>
      file.event(endedOn === null ? 'providers.outcome.achieved' : 'providers.job.ended', {
        data: { outcome: outcomeOf(id, type, achievedOn, endedOn) },
      }),
    checked: (
      id: string,
      achievedOn: string,
      weeks: number,
      checkedOn: string,
      inWork: boolean,
      endedOn: string | null = null,
    ) =>
      file.event('providers.outcome.sustained', {
        data: {
          outcome: outcomeOf(id, 'EMPLOYMENT', achievedOn, endedOn),
          sustainment: { id: uuidv7(), weeks, checkedOn, inWork },
        },
      }),
  };
}

function outcomeOf(id: string, type: string, achievedOn: string, endedOn: string | null) {
  const job = type === 'EMPLOYMENT' ? { employer: 'Example Bakery', endedOn } : null;
  return { id, type: coded(type), achievedOn, job };
}

/** The episode of one referral, worked out with those of everybody. */
async function episodeOf(referenceNumber: string): Promise<Episode> {
  const { episodes } = await derive(outcomes.pool, referral);
  const found = episodes.find(({ id }) => id === referenceNumber);
  if (!found) throw new Error(`no episode ${referenceNumber}`);
  return found;
}

/** A case at probation, with its unit. */
function openCase(file: TestFile, openedOn: string, unit: string): ChangeEvent {
  return file.describe(
    {},
    {
      data: {
        case: { openedOn },
        deliveryUnit: { code: unit, name: unit },
        region: { code: 'N50', name: 'GM' },
      },
    },
  );
}

describe('a referral', () => {
  it('has the days of its steps, and the bank holidays in its ten working days', async () => {
    const crn = 'X760001';
    const one = provided('BF7601ED', { crn, complexity: coded('HIGH'), sex: 'F' });
    const [assessment, session, outcome] = [uuidv7(), uuidv7(), uuidv7()];
    const custody = testFile('prisons', 'A7601AA');
    await outcomes.publish(
      openCase(testFile('probation', crn), '2026-03-02', 'N50MANC'),
      custody.describe({ crn }),
      custody.event('prison-offender-events.prisoner.imprisonment-status-changed', {
        data: {
          sentence: { id: uuidv7(), imposedOn: '2026-01-05', days: 180, sentenceExpiry: '2026-07-03' },
        },
      }),
      // Sent on the Monday before Easter of 2026, so that Good Friday (3 April) and Easter Monday do not count.
      one.sent(),
      one.assigned('KW1', '2026-03-31', 'N50MANC'),
      one.assigned('KW2', '2026-04-08', null),
      one.assessment(assessment, '2026-04-02T09:00:00.000Z', null),
      one.assessment(assessment, '2026-04-02T09:00:00.000Z', 'NO'),
      one.assessment(uuidv7(), '2026-04-14T08:00:00.000Z', 'YES'),
      one.approved('2026-04-20'),
      one.session(uuidv7(), '2026-04-22T08:00:00.000Z', 'NO'),
      one.session(session, '2026-04-29T08:00:00.000Z', 'LATE'),
      one.outcome(uuidv7(), 'TRAINING_STARTED', '2026-05-20'),
      one.outcome(outcome, 'EMPLOYMENT', '2026-06-01'),
      one.checked(outcome, '2026-06-01', 13, '2026-09-01', true),
      one.ended('2026-09-30', 'COMPLETED', null),
    );
    const { personId: _, ...episode } = await episodeOf('BF7601ED');
    expect(episode).toEqual({
      id: 'BF7601ED',
      sex: 'F',
      age: 34,
      complexity: 'HIGH',
      provider_code: 'ACHIEVE_NW',
      contract_reference: 'DN535743',
      region_code: 'N50',
      delivery_unit_code: 'N50MANC',
      sentence_days: 180,
      co_located: true,
      ending_reason: 'COMPLETED',
      step: 'SUSTAINED',
      sent_on: '2026-03-30',
      due_on: '2026-04-15',
      key_worker: 'ACHIEVE_NW/KW1',
      assigned_on: '2026-03-31',
      booked_for: '2026-04-02',
      assessed_on: '2026-04-14',
      approved_on: '2026-04-20',
      first_session_on: '2026-04-29',
      outcome_on: '2026-05-20',
      employment_on: '2026-06-01',
      learning_on: '2026-05-20',
      sustained_on: '2026-09-01',
      ended_on: '2026-09-30',
      status: 'COMPLETED',
    });
    const { episodes } = await derive(outcomes.pool, keyWorkerAssignment);
    expect(episodes).toMatchObject([
      { key_worker: 'ACHIEVE_NW/KW1', from_on: '2026-03-31', to_on: '2026-04-08' },
      { key_worker: 'ACHIEVE_NW/KW2', from_on: '2026-04-08', to_on: '2026-09-30' },
    ]);
  });

  it('without a case reference number is counted like any other', async () => {
    const one = provided('BF7602ED', {});
    await outcomes.publish(one.sent(), one.assigned('KW1', '2026-04-01', null));
    expect(await episodeOf('BF7602ED')).toMatchObject({
      co_located: false,
      delivery_unit_code: null,
      region_code: null,
      sentence_days: null,
      assessed_on: null,
      ended_on: null,
      step: null,
      ending_reason: null,
    });
  });

  it('that nobody was assigned to has no key worker who could be co-located', async () => {
    const one = provided('BF7603ED', { crn: 'X760003' });
    await outcomes.publish(one.sent(), one.ended('2026-04-02', 'CANCELLED', 'DUP'));
    expect(await episodeOf('BF7603ED')).toMatchObject({
      co_located: null,
      key_worker: null,
      step: 'REFERRED',
      ending_reason: 'DUP',
    });
  });

  it('that ended before the assessment has come as far as its booking', async () => {
    const one = provided('BF7604ED', { crn: 'X760004' });
    await outcomes.publish(
      one.sent(),
      one.assigned('KW1', '2026-04-01', null),
      one.assessment(uuidv7(), '2026-04-13T09:00:00.000Z', null),
      one.ended('2026-04-09', 'WITHDRAWN', 'NOT'),
    );
    expect(await episodeOf('BF7604ED')).toMatchObject({
      booked_for: '2026-04-13',
      assessed_on: null,
      step: 'BOOKED',
      ending_reason: 'NOT',
    });
  });

  it('whose action plan was approved took up support, also when it is withdrawn then', async () => {
    const one = provided('BF7605ED', { crn: 'X760005' });
    await outcomes.publish(
      one.sent(),
      one.assessment(uuidv7(), '2026-04-13T09:00:00.000Z', 'YES'),
      one.approved('2026-04-20'),
      one.ended('2026-04-21', 'WITHDRAWN', 'WOR'),
    );
    expect(await episodeOf('BF7605ED')).toMatchObject({ approved_on: '2026-04-20', step: 'APPROVED' });
  });

  it('of which a job ended before it had lasted is not sustained, whatever the check says', async () => {
    const one = provided('BF7606ED', { crn: 'X760006' });
    const [short, later] = [uuidv7(), uuidv7()];
    await outcomes.publish(
      one.sent(),
      one.assessment(uuidv7(), '2026-04-13T09:00:00.000Z', 'YES'),
      one.approved('2026-04-20'),
      one.outcome(short, 'EMPLOYMENT', '2026-05-04', '2026-06-15'),
      one.checked(short, '2026-05-04', 13, '2026-08-03', true, '2026-06-15'),
    );
    expect(await episodeOf('BF7606ED')).toMatchObject({ outcome_on: '2026-05-04', sustained_on: null });
    await outcomes.publish(
      one.outcome(later, 'EMPLOYMENT', '2026-07-06'),
      one.checked(later, '2026-07-06', 6, '2026-08-17', false),
      one.checked(later, '2026-07-06', 13, '2026-10-05', true),
    );
    expect(await episodeOf('BF7606ED')).toMatchObject({ sustained_on: '2026-10-05' });
  });

  it('is somebody else’s as soon as a later event says who it is about', async () => {
    const one = provided('BF7607ED', { crn: 'X760007' });
    const probation = testFile('probation', 'X760008');
    await outcomes.publish(one.sent(), openCase(probation, '2026-01-05', 'N50SALF'));
    const before = await episodeOf('BF7607ED');
    expect(before).toMatchObject({ delivery_unit_code: null });
    await outcomes.publish(
      one.file.describe({ crn: 'X760008' }, { data: { referral: { referredOn: '2026-03-30' } } }),
    );
    const after = await episodeOf('BF7607ED');
    expect(after).toMatchObject({ id: 'BF7607ED', delivery_unit_code: 'N50SALF' });
    expect((await derive(outcomes.pool, referral, [String(after.personId)])).episodes).toHaveLength(1);
  });

  it('is the same in whatever order its events come', async () => {
    let count = 0;
    const events = (key: string) => {
      const one = provided(key, { crn: null });
      const [missed, held, job] = [uuidv7(), uuidv7(), uuidv7()];
      return [
        one.sent(),
        one.assigned('KW1', '2026-03-31', 'N50MANC'),
        one.assessment(missed, '2026-04-01T09:00:00.000Z', null),
        one.assessment(missed, '2026-04-01T09:00:00.000Z', 'NO'),
        one.assessment(held, '2026-04-13T09:00:00.000Z', 'YES'),
        one.approved('2026-04-20'),
        one.outcome(job, 'EMPLOYMENT', '2026-05-04'),
        one.checked(job, '2026-05-04', 6, '2026-06-15', true),
        one.ended('2026-07-01', 'COMPLETED', null),
      ];
    };
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 9 }),
        fc.nat(8),
        async (order, cut) => {
          const key = `BG76${String(count++).padStart(2, '0')}ED`;
          const told = events(key);
          const shuffled = order.flatMap((index) => told[index] ?? []);
          await outcomes.publish(...shuffled.slice(0, cut));
          await outcomes.publish(...shuffled.slice(cut));
          expect(await episodeOf(key)).toMatchObject({
            assigned_on: '2026-03-31',
            booked_for: '2026-04-01',
            assessed_on: '2026-04-13',
            approved_on: '2026-04-20',
            outcome_on: '2026-05-04',
            sustained_on: '2026-06-15',
            ended_on: '2026-07-01',
            step: 'SUSTAINED',
          });
        },
      ),
      { numRuns: 8 },
    );
  });

  it('costs one statement, for however many people', async () => {
    expect((await derive(outcomes.pool, referral)).statements).toBe(1);
    expect((await derive(outcomes.pool, keyWorkerAssignment)).statements).toBe(1);
  });
});

describe('the caseload of a key worker', () => {
  it('is counted on the day of the assignment from all that are known, those told late too', async () => {
    const worker = 'KW-OF-CASELOAD';
    const held = (
      key: string,
      from: string,
      ...more: ((one: ReturnType<typeof provided>) => ChangeEvent)[]
    ) => {
      const one = provided(key, {});
      return [one.sent(), one.assigned(worker, from, null), ...more.map((event) => event(one))];
    };
    await outcomes.publish(
      // The first is told of before anybody else is known.
      ...held('BH7601ED', '2026-05-05'),
      ...held('BH7602ED', '2026-05-01'),
      ...held('BH7603ED', '2026-05-05'),
      ...held('BH7604ED', '2026-05-06'),
      // Over by that day: by its end, by another worker, and on the day itself.
      ...held('BH7605ED', '2026-04-20', (one) => one.ended('2026-05-04', 'WITHDRAWN', 'NOT')),
      ...held('BH7606ED', '2026-04-20', (one) => one.assigned('KW-OTHER', '2026-05-05', null)),
      ...held('BH7607ED', '2026-05-02', (one) => one.ended('2026-05-06', 'WITHDRAWN', 'NOT')),
    );
    const store = await storeOf(outcomes.pool);
    try {
      const caseload = referral.computed?.['caseload']?.sql((kind) => store.episodes(kind)) ?? '';
      const rows = await store.query<{ id: string; value: number }>(
        `SELECT id, value FROM (${caseload}) WHERE id LIKE 'BH76%' ORDER BY id`,
        { known_at: new Date(Date.now() + 60_000) },
      );
      expect(Object.fromEntries(rows.map(({ id, value }) => [id, value]))).toEqual({
        // 1, 2, 3 and 7.
        BH7601ED: 4,
        // 2, 5 and 6.
        BH7602ED: 3,
        BH7603ED: 4,
        // 1, 2, 3 and 4.
        BH7604ED: 4,
        BH7605ED: 2,
        BH7606ED: 2,
        // 2, 5, 6 and 7.
        BH7607ED: 4,
      });
    } finally {
      await store.stop();
    }
  });
});

describe('the weeks of support', () => {
  it('are those after the assessment, whole and before the end, with whether the person was reached', async () => {
    const one = provided('BJ7601ED', { crn: 'X761001', complexity: coded('HIGH') });
    const contacts = [
      // The assessment itself is none, and a call that nobody took is none.
      one.contact('2026-04-13', 'YES'),
      one.contact('2026-04-14', 'NO'),
      one.contact('2026-04-16', null),
      // The last day of the first week.
      one.contact('2026-04-20', 'YES'),
      one.contact('2026-04-20', 'LATE'),
    ];
    await outcomes.publish(
      one.sent(),
      one.assessment(uuidv7(), '2026-04-13T09:00:00.000Z', 'YES'),
      one.approved('2026-04-20'),
      ...contacts,
      one.session(uuidv7(), '2026-04-29T09:00:00.000Z', 'YES'),
      // In the fifth week, which is not whole.
      one.ended('2026-05-15', 'COMPLETED', null),
    );
    const { episodes, statements } = await derive(outcomes.pool, contactWeek);
    expect(statements).toBe(2);
    const weeks = episodes.filter(({ id }) => id.startsWith('BJ7601ED'));
    expect(weeks.map((week) => [week['week'], week['to_on'], week['contacted'], week['complexity']])).toEqual(
      [
        [1, '2026-04-20', true, 'HIGH'],
        [2, '2026-04-27', false, 'HIGH'],
        [3, '2026-05-04', true, 'HIGH'],
        [4, '2026-05-11', false, 'HIGH'],
      ],
    );
  });

  it('are thirteen while support goes on, and none without an action plan', async () => {
    const running = provided('BJ7602ED', {});
    const assessed = provided('BJ7603ED', {});
    await outcomes.publish(
      running.sent(),
      running.assessment(uuidv7(), '2026-04-13T09:00:00.000Z', 'YES'),
      running.approved('2026-04-20'),
      assessed.sent(),
      assessed.assessment(uuidv7(), '2026-04-13T09:00:00.000Z', 'YES'),
    );
    const { episodes } = await derive(outcomes.pool, contactWeek);
    expect(episodes.filter(({ id }) => id.startsWith('BJ7602ED'))).toHaveLength(13);
    expect(episodes.filter(({ id }) => id.startsWith('BJ7603ED'))).toEqual([]);
  });
});

describe('support by a programme', () => {
  /** An episode of the addiction service, with its plan of three visits and six meetings in six weeks. */
  function episode(key: string, releaseOn: string | null) {
    const file = testFile('providers', key);
    const started = file.event('providers.episode.started', {
      data: {
        person: { ...example, identifiers: { referenceNumber: key } },
        episode: state(key, { releaseOn }),
      },
    });
    return {
      started,
      release: (changes: object) =>
        file.event('providers.episode.release-set', { data: { episode: state(key, changes) } }),
      ended: (changes: object) =>
        file.event('providers.episode.ended', { data: { episode: state(key, changes) } }),
      contact: (day: string, kind: string, attended = 'YES') =>
        file.event('providers.support-contact.made', {
          data: {
            contact: {
              id: uuidv7(),
              at: `${day}T10:00:00.000Z`,
              kind: coded(kind),
              attended: coded(attended),
            },
          },
        }),
    };
  }
  const example = { forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03', sex: 'F' };
  const state = (referenceNumber: string, changes: object) => ({
    referenceNumber,
    programmeCode: 'THROUGHCARE_ADDICTION',
    programmeName: 'Throughcare Addiction Service',
    programmeKind: coded('ADDICTION_THROUGHCARE'),
    prisonerNumber: null,
    startedOn: '2026-03-02',
    endsOn: null,
    endedOn: null,
    releaseOn: null,
    recalledOn: null,
    metAtGate: null,
    ...changes,
  });
  async function planOf(key: string) {
    const { episodes, statements } = await derive(outcomes.pool, supportEpisode);
    expect(statements).toBe(1);
    const found = episodes.find(({ id }) => id === key);
    return (
      found && [
        found['planned_before'],
        found['done_before'],
        found['planned_after'],
        found['done_after'],
        found['visits_due_by'],
      ]
    );
  }

  it('has done of its plan what took place in the window of the release', async () => {
    const one = episode('BK7601EP', '2026-04-13');
    await outcomes.publish(
      one.started,
      ...['2026-03-09', '2026-03-16', '2026-03-23'].map((day) => one.contact(day, 'PRISON_VISIT')),
      one.contact('2026-03-30', 'PRISON_VISIT', 'NO'),
      one.contact('2026-04-13', 'GATE'),
      // A call is no meeting, and the last one comes a day late.
      one.contact('2026-04-20', 'PHONE'),
      one.contact('2026-05-25', 'MEETING'),
      one.contact('2026-05-26', 'MEETING'),
      one.ended({ releaseOn: '2026-04-13', endedOn: '2026-06-01' }),
    );
    expect(await planOf('BK7601EP')).toEqual([3, 3, 6, 2, '2026-05-25']);
  });

  it('has a plan that moves with the release, and begins anew after a recall', async () => {
    const one = episode('BK7602EP', '2026-04-13');
    await outcomes.publish(
      one.started,
      one.contact('2026-03-09', 'PRISON_VISIT'),
      one.contact('2026-04-13', 'GATE'),
      one.release({ releaseOn: '2026-04-13', recalledOn: '2026-04-27' }),
    );
    expect(await planOf('BK7602EP')).toEqual([3, 1, 6, 1, '2026-04-27']);
    await outcomes.publish(
      one.contact('2026-05-04', 'PRISON_VISIT'),
      one.contact('2026-05-11', 'PRISON_VISIT'),
      one.release({ releaseOn: '2026-06-01' }),
      one.contact('2026-06-02', 'MEETING'),
    );
    expect(await planOf('BK7602EP')).toEqual([3, 2, 6, 1, '2026-07-13']);
  });

  it('has no plan before a release is known', async () => {
    await outcomes.publish(episode('BK7603EP', null).started);
    expect(await planOf('BK7603EP')).toEqual([null, null, null, null, null]);
  });
});

describe('the target of a contract', () => {
  it('is the last that was set for the month, and about nobody', async () => {
    const set = (version: number, month: string, referrals: number): ChangeEvent => ({
      id: uuidv7(),
      agency: 'providers',
      type: 'providers.target.set',
      key: 'contract/DN535743',
      version,
      subject: { type: 'Contract', id: 'DN535743' },
      occurredAt: new Date('2026-03-01T12:00:00Z'),
      recordedAt: new Date('2026-03-01T12:00:00Z'),
      data: { contractReference: 'DN535743', version, target: { month, referrals } },
    });
    await outcomes.publish(set(1, '2026-03-01', 150), set(2, '2026-04-01', 160), set(3, '2026-03-01', 172));
    const { episodes, statements } = await derive(outcomes.pool, contractTarget);
    expect(statements).toBe(1);
    const target = { personId: null, contract_reference: 'DN535743', provider_code: 'ACHIEVE_NW' };
    expect(episodes).toEqual([
      { ...target, id: 'DN535743 2026-03-01', month: '2026-03-01', referrals: 172 },
      { ...target, id: 'DN535743 2026-04-01', month: '2026-04-01', referrals: 160 },
    ]);
  });
});
