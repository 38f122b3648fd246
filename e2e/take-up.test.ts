import { makeCrn, makePrisonerNumber, makeReferenceNumber } from '@throughgate/domain';
import { createPostgresEventLog } from '@throughgate/events';
import {
  type Cohort,
  createDisclosureControl,
  createMeasuresEngine,
  type MeasuresEngine,
  policies,
} from '@throughgate/measures';
import { dimensions, episodeKinds, funnels, measures } from '@throughgate/outcomes';
import { profiles, simulate, simulatePlaces, type TakeUpEffects } from '@throughgate/population';
import { createLogger } from '@throughgate/service';
import { startAgencyForTest } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startOutcomesForTest } from '../subgraphs/outcomes/test/support/outcomes.ts';
import { storeOf } from '../subgraphs/outcomes/test/support/store-of.ts';
import { providers } from '../subgraphs/providers/src/subgraph.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

// Whether measures find what is there, and nothing else: populations of the Greater Manchester service, written by the provider's own
// mutations, told by its events, and read through measures without any rounding.

const period = { from: '2021-07-01', to: '2024-02-29' };

/** Somewhere else than in probation's offices one in two workers sits, and one in four who would take up support does not. */
const lost = 0.25;
const planted: TakeUpEffects = {
  elsewhere: { share: 0.5, lost },
  // No caseload makes anybody wait, or drop out.
  dropOutByLoad: 0,
  offeredAfter: [6, 6],
  // One place with few workers, so that caseloads fill more than one band.
  units: [['N50MANC', 1]],
  keyWorkersPerUnit: 2,
};

interface Measured {
  readonly engine: MeasuresEngine;
  readonly sent: number;
}

/** Writes what the provider recorded of a population, and reads what is told of it through measures. */
async function measured(
  cleanup: AsyncDisposableStack,
  people: number,
  seed: string,
  takeUp?: TakeUpEffects,
): Promise<Measured> {
  const agency = cleanup.use(await startAgencyForTest(providers));
  const eventLog = createPostgresEventLog({
    databaseUrl: agency.eventLogUrl,
    logger: createLogger('fatal'),
  });
  cleanup.defer(() => eventLog.close());
  const steps = [
    ...simulate({ profile: 'greater-manchester', people, seed, ...(takeUp && { takeUp }) }),
  ].flatMap((person) => person.steps.filter((step) => step.agency === 'providers'));
  // Targets of contracts are in the provider’s register, which is loaded before any person.
  await agency.load(
    simulatePlaces({ profile: 'greater-manchester' }).filter((step) => step.agency === 'providers'),
  );
  const { events } = await agency.load(steps);
  const outcomes = cleanup.use(await startOutcomesForTest({ eventLog }));
  await vi.waitFor(
    async () => {
      const { rows } = await outcomes.pool.query(`SELECT (SELECT count(*)::int FROM outcomes.event) AS count,
           (SELECT count(*)::int FROM outcomes.referral_target) AS targets`);
      expect(rows).toEqual([{ count: events, targets: 32 }]);
    },
    { timeout: 120_000, interval: 500 },
  );
  const store = await storeOf(outcomes.pool);
  cleanup.defer(() => store.stop());
  const now = new Date();
  const engine = createMeasuresEngine({
    measures,
    funnels,
    episodeKinds,
    dimensions,
    store: () => store,
    control: createDisclosureControl({ policy: policies.none, ledger: undefined, audit: undefined }),
    latestTick: async () => now,
    tickAt: async () => now,
    completeness: async () => ({ value: 1, agencies: [] }),
  });
  return { engine, sent: steps.filter(({ mutation }) => mutation === 'sendReferral').length };
}

const cohort = { CONTRACT: ['DN535743'] };
const cleanup = new AsyncDisposableStack();
afterAll(() => cleanup.disposeAsync());

describe('a population in which co-location has an effect, and no caseload has', () => {
  let engine: MeasuresEngine;
  beforeAll(async () => {
    ({ engine } = await measured(cleanup, 1_400, 'planted', planted));
  }, 240_000);

  const compareTakeUp = (a: Cohort, b: Cohort) =>
    engine.compare({ measure: 'no-take-up', a: { ...cohort, ...a }, b: { ...cohort, ...b }, ...period });

  it('shows it, as large as it is', async () => {
    const { a, b, difference, lower, upper } = await compareTakeUp(
      { CO_LOCATED: ['NO'] },
      { CO_LOCATED: ['YES'] },
    );
    expect(a.denominator).toBeGreaterThan(300);
    expect(b.denominator).toBeGreaterThan(300);
    expect(difference).toBeGreaterThan(0);
    expect(lower).toBeGreaterThan(0);
    // Of those who take up support in an office, so many would not elsewhere.
    const size = lost * (1 - (b.value ?? Number.NaN));
    expect(lower).toBeLessThan(size);
    expect(upper).toBeGreaterThan(size);
  });

  it('shows none of the caseload, in the office and elsewhere', async () => {
    for (const seat of ['YES', 'NO']) {
      const { a, b, lower, upper } = await compareTakeUp(
        { CO_LOCATED: [seat], CASELOAD_BAND: ['21-40', '41-60', '61+'] },
        { CO_LOCATED: [seat], CASELOAD_BAND: ['1-20'] },
      );
      expect(a.denominator).toBeGreaterThan(100);
      expect(b.denominator).toBeGreaterThan(100);
      expect(lower).toBeLessThan(0);
      expect(upper).toBeGreaterThan(0);
    }
  });

  it('assesses as fast with every worker', async () => {
    const { lower, upper } = await engine.compare({
      measure: 'assessed-in-time',
      a: { ...cohort, CO_LOCATED: ['NO'] },
      b: { ...cohort, CO_LOCATED: ['YES'] },
      ...period,
    });
    expect(lower).toBeLessThan(0);
    expect(upper).toBeGreaterThan(0);
  });
});

describe('the published figures of the Greater Manchester service, read through measures', () => {
  // A quarter of the profile’s people: whoever wants all of them asks for it.
  const scale = process.env['SCALE'] === 'full' ? 1 : 0.25;
  const people = Math.round(
    (profiles.find(({ name }) => name === 'greater-manchester')?.people ?? 0) * scale,
  );
  let engine: MeasuresEngine;
  let sent: number;
  beforeAll(async () => {
    ({ engine, sent } = await measured(cleanup, people, 'throughgate'));
  }, 240_000);

  const ask = (measure: string, by: string[] = [], more: Partial<typeof period> = {}) =>
    engine.answer({ measure, cohort, by, from: '2021-07-01', to: '2025-06-30', ...more });

  it.each([
    ['assessed-in-time', 0.97],
    ['ete-outcome', 0.319],
  ])('%s: %d lies in the interval', async (measure, published) => {
    const { total, policy } = await ask(measure);
    expect(policy).toContain('none');
    expect(total.denominator).toBeGreaterThan(500);
    expect(total.lower).toBeLessThan(published);
    expect(total.upper).toBeGreaterThan(published);
  });

  it('over 40% of referrals are not taken up, most of them before an assessment', async () => {
    const { total, cells } = await ask('no-take-up', ['STEP']);
    expect(total.upper).toBeGreaterThan(0.4);
    expect(total.value).toBeGreaterThan(0.4);
    const lost = new Map(cells.map(({ by, numerator }) => [by[0]?.code, numerator ?? 0]));
    const before = ['REFERRED', 'ASSIGNED', 'BOOKED'].reduce((sum, step) => sum + (lost.get(step) ?? 0), 0);
    expect(before).toBeGreaterThan((total.numerator ?? 0) / 2);
  });

  it('as many referrals are sent as the provider recorded, month by month, against a target of 6,188', async () => {
    const { total, cells } = await ask('referrals-against-target', ['MONTH'], period);
    expect(total.numerator).toBe(sent);
    expect(cells).toHaveLength(32);
    expect(cells.reduce((sum, { target }) => sum + (target ?? 0), 0)).toBe(6_188);
  });

  it('a referral that went all the way went every step of it', async () => {
    const { total } = await engine.funnel({ funnel: 'referral', cohort, by: [], ...period });
    const counts = total.steps.map(({ count }) => count ?? 0);
    expect(counts[0]).toBe(sent);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts[3]).toBeGreaterThan(100);
  });

  it('fewer of high complexity achieve an outcome', async () => {
    const { total } = await ask('outcome-gap');
    expect(total.value).toBeLessThan(0);
    expect(total.upper).toBeLessThan(0);
  });
});

describe('why four in ten never start, asked of one month of a contract', () => {
  // The measures of the question that `questions/never-started.ts` asks of lists.
  const query = `query WhyDoTheyNotStart($contract: ID!, $from: Date!, $to: Date!) {
    target: measure(id: "referrals-against-target", cohort: { contractReferences: [$contract] }, by: [MONTH], from: $from, to: $to) { cells { by { code } value numerator denominator } }
    inTime: measure(id: "assessed-in-time", cohort: { contractReferences: [$contract] }, by: [CO_LOCATED, CASELOAD_BAND], from: $from, to: $to) { ...Tested }
    lost: measure(id: "no-take-up", cohort: { contractReferences: [$contract] }, by: [ENDING_REASON, CO_LOCATED, SEX], from: $from, to: $to) { ...Tested }
    outcome: measure(id: "ete-outcome", cohort: { contractReferences: [$contract] }, by: [SEX, COMPLEXITY], from: $from, to: $to) { ...Tested }
    days: measure(id: "days-to-outcome", cohort: { contractReferences: [$contract] }, by: [COMPLEXITY], from: $from, to: $to) { cells { by { code } value quantiles(at: [0.5, 0.9]) { at value } } }
  }
  fragment Tested on MeasureResult { completeness cells { by { dimension code } value numerator denominator lower upper suppressed } }`;

  interface Cell {
    readonly by: readonly { readonly code: string }[];
    readonly value: number | null;
    readonly numerator?: number | null;
    readonly denominator?: number | null;
    readonly quantiles?: readonly { readonly at: number; readonly value: number | null }[];
  }
  type Answer = Readonly<Record<'target' | 'inTime' | 'lost' | 'outcome' | 'days', { cells: Cell[] }>>;

  const sam = { code: 'KW17', name: 'Sam Worker', deliveryUnitCode: 'N50MANC' };
  const kim = { code: 'KW18', name: 'Kim Worker' };
  /** What the provider did with a referral: mutations with their inputs. */
  type Course = readonly (readonly [mutation: string, input: object])[];
  const assigned = (worker: object, assignedOn: string) =>
    ['assignKeyWorker', { ...worker, assignedOn }] as const;
  const booked = (day: string) => ['bookInitialAssessment', { bookedFor: `${day}T09:00:00.000Z` }] as const;
  const came = (attended: 'YES' | 'NO') => ['recordInitialAssessment', { attended }] as const;
  const ended = (status: string, reasonCode: string, endedOn: string) =>
    ['endReferral', { status, reasonCode, endedOn }] as const;

  const courses: Readonly<Record<string, readonly [sex: string, complexity: string, on: string, Course]>> = {
    Ada: [
      'F',
      'HIGH',
      '2026-09-07',
      [
        assigned(sam, '2026-09-08'),
        booked('2026-09-15'),
        came('NO'),
        ended('WITHDRAWN', 'NOT', '2026-09-28'),
      ],
    ],
    // Handed over before anybody assessed him: the first worker counts.
    Ben: [
      'M',
      'LOW',
      '2026-09-10',
      [assigned(sam, '2026-09-11'), assigned(kim, '2026-09-16'), ended('CANCELLED', 'REC', '2026-09-22')],
    ],
    Cal: [
      'M',
      'MEDIUM',
      '2026-09-14',
      [assigned(kim, '2026-09-15'), ended('WITHDRAWN', 'NEE', '2026-09-30')],
    ],
    // The day before the month.
    Dee: ['F', 'LOW', '2026-08-31', [ended('WITHDRAWN', 'NOT', '2026-09-14')]],
    Eve: ['F', 'LOW', '2026-09-30', [assigned(sam, '2026-10-01'), ended('CANCELLED', 'MIS', '2026-10-05')]],
    // Still waits.
    Fay: ['F', 'MEDIUM', '2026-09-08', [assigned(sam, '2026-09-09')]],
    // Booked again for the tenth working day, and there.
    Gil: [
      'M',
      'LOW',
      '2026-09-01',
      [
        assigned(kim, '2026-09-02'),
        booked('2026-09-10'),
        came('NO'),
        booked('2026-09-15'),
        came('YES'),
        ['approveActionPlan', { approvedOn: '2026-09-17' }],
        ['recordOutcome', { type: 'TRAINING_STARTED', achievedOn: '2026-09-29' }],
      ],
    ],
    // A day late.
    Hal: [
      'F',
      'HIGH',
      '2026-09-02',
      [
        assigned(sam, '2026-09-03'),
        booked('2026-09-17'),
        came('YES'),
        ['approveActionPlan', { approvedOn: '2026-09-21' }],
      ],
    ],
  };

  let answer: Answer;
  beforeAll(async () => {
    const agency = cleanup.use(await startAgencyForTest(providers));
    const write = async (mutation: string, input: object) => {
      const { answer: written } = await agency.mutate(mutation, input);
      expect(written.errors).toBeUndefined();
    };
    await write('setReferralTarget', { contractReference: 'DN535743', month: '2026-09-01', referrals: 12 });
    for (const [index, [name, [sex, complexity, referredOn, course]]] of Object.entries(courses).entries()) {
      const referenceNumber = makeReferenceNumber(94_200 + index, 'ED');
      // Eve is referred from prison, without a case.
      const known =
        name === 'Eve' ? { prisonerNumber: makePrisonerNumber(94_200) } : { crn: makeCrn(94_200 + index) };
      const person = { forename: name, surname: 'Referred', dateOfBirth: '1991-07-08', sex };
      await write('sendReferral', {
        referenceNumber,
        ...known,
        ...person,
        contractReference: 'DN535743',
        referredOn,
        complexity,
      });
      for (const [mutation, input] of course) await write(mutation, { referenceNumber, ...input });
    }
    const eventLog = createPostgresEventLog({
      databaseUrl: agency.eventLogUrl,
      logger: createLogger('fatal'),
    });
    cleanup.defer(() => eventLog.close());
    const directory = cleanup.use(temporaryDirectory());
    const outcomes = cleanup.use(
      await startOutcomesForTest({ eventLog, measures: { directory: directory.path, policy: 'none' } }),
    );
    const events = (await agency.events()).length;
    await vi.waitFor(
      async () => {
        const { rows } = await outcomes.pool.query(
          `SELECT (SELECT count(*)::int FROM outcomes.event) + (SELECT count(*)::int FROM outcomes.referral_target) AS count`,
        );
        expect(rows).toEqual([{ count: events }]);
      },
      { timeout: 30_000, interval: 100 },
    );
    await outcomes.running.measures?.caughtUp();
    await outcomes.running.measures?.tick();
    answer = await outcomes.read<Answer>(query, {
      contract: 'DN535743',
      from: '2026-09-01',
      to: '2026-09-30',
    });
  }, 120_000);

  /** Numerator and denominator by the codes of a cell. */
  const counted = (of: keyof Answer) =>
    Object.fromEntries(
      answer[of].cells.map(({ by, numerator, denominator }) => [
        by.map(({ code }) => code).join(' '),
        [numerator, denominator],
      ]),
    );

  it('counts the seven of the month against the target of twelve', () => {
    expect(counted('target')).toEqual({ '2026-09': [7, 12] });
  });

  it('tells who was assessed in time, by where the worker sits and how many people they have', () => {
    expect(counted('inTime')).toEqual({ 'NO 1-20': [1, 1], 'YES 1-20': [0, 1] });
  });

  it('tells why and of whom referrals ended before support began', () => {
    expect(counted('lost')).toEqual({
      'NOT YES F': [1, 1],
      'REC YES M': [1, 1],
      'NEE NO M': [1, 1],
      'MIS YES F': [1, 1],
    });
  });

  it('tells who achieved an outcome, and after how many days', () => {
    expect(counted('outcome')).toEqual({ 'M LOW': [1, 1], 'F HIGH': [0, 1] });
    const days = new Map(answer.days.cells.map((cell) => [cell.by[0]?.code, cell]));
    expect(days.get('LOW')).toMatchObject({
      value: 14,
      quantiles: [
        { at: 0.5, value: 14 },
        { at: 0.9, value: 14 },
      ],
    });
    expect(days.get('HIGH')).toMatchObject({
      value: null,
      quantiles: [
        { at: 0.5, value: null },
        { at: 0.9, value: null },
      ],
    });
  });
});
