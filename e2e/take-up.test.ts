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
