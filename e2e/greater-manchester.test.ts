import type { Complexity, ReferralStatus, Sex } from '@throughgate/contracts';
import { daysBetween } from '@throughgate/domain';
import { profiles } from '@throughgate/population';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type HubProcess, runHub, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';

/** What is read of each referral, in the graph and nowhere else. */
interface Referral {
  readonly referredOn: string;
  readonly sex: Sex;
  readonly complexity: Complexity;
  readonly status: ReferralStatus;
  readonly initialAssessment: { completedOn: string | null; withinTenWorkingDays: boolean | null } | null;
  readonly actionPlanApprovedOn: string | null;
  readonly outcomes: readonly { achievedOn: string }[];
}

/**
 * Share of the profile's people that is loaded: all of them with `SCALE=full`, else a quarter, since the suite has ten minutes.
 * Shares and means stay what they are, within tolerances that are wider as fewer people make them.
 */
const scale = process.env['SCALE'] === 'full' ? 1 : 0.25;
const people = Math.round((profiles.find(({ name }) => name === 'greater-manchester')?.people ?? 0) * scale);
const widened = Math.sqrt(1 / scale);

/** Target of the service to February 2024, in referrals (Career Connect, Impact Report 2023-24). */
const target = 6_188;

const query = `query ($after: String) {
  contract(reference: "DN535743") {
    title provider { name }
    referrals(filter: { referredTo: "2024-02-29" }, first: 500, after: $after) {
      totalCount
      edges { node {
        referredOn sex complexity status actionPlanApprovedOn
        initialAssessment { completedOn withinTenWorkingDays } outcomes { achievedOn }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface Page {
  contract: {
    title: string;
    provider: { name: string };
    referrals: {
      totalCount: number;
      edges: { node: Referral }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };
}

const data = await preparedDirectory();
let hub: HubProcess;
const referrals: Referral[] = [];
let contract: Page['contract'];

beforeAll(async () => {
  const loaded = await runHub(
    ['population', 'load', '--profile', 'greater-manchester', '--people', String(people)],
    { HUB_DATA: data.path },
  );
  expect(loaded).toMatchObject({ code: 0 });
  hub = startHubProcess(['up'], { HUB_DATA: data.path, HUB_PEOPLE: '0' });
  const url = await hub.ready;
  let after: string | null = null;
  do {
    const { data: page, errors }: { data?: Page | null; errors?: unknown } = await ask<Page>(url, query, {
      after,
    });
    if (!page) expect.fail(JSON.stringify(errors));
    contract = page.contract;
    const { edges, pageInfo } = contract.referrals;
    referrals.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}, 240_000);
afterAll(async () => {
  await hub.stop();
  data[Symbol.dispose]();
});

const share = (part: readonly unknown[], whole: readonly unknown[]) => (100 * part.length) / whole.length;
const assessed = (list: readonly Referral[]) =>
  list.filter(({ initialAssessment }) => initialAssessment?.completedOn);
const takenUp = (list: readonly Referral[]) =>
  list.filter(({ actionPlanApprovedOn }) => actionPlanApprovedOn !== null);
const withOutcome = (list: readonly Referral[]) => list.filter(({ outcomes }) => outcomes.length > 0);
const outcomeShare = (list: readonly Referral[]) => share(withOutcome(list), takenUp(list));

// Tolerances are three standard errors of a share among so many referrals, rounded up.
describe('the published figures of the Greater Manchester service, read back from the graph', () => {
  it('are those of contract DN535743, run by Achieve NW', () => {
    expect(contract.title).toBe('GM - ETE');
    expect(contract.provider.name).toBe('Achieve NW (Career Connect)');
  });

  it('over 7,200 referrals by February 2024, against a target of 6,188', () => {
    expect(referrals).toHaveLength(contract.referrals.totalCount);
    const whole = referrals.length / scale;
    expect(whole).toBeGreaterThanOrEqual(7_200);
    expect(whole).toBeLessThan(7_400);
    expect(whole).toBeGreaterThan(target);
  });

  it('97% of those assessed had their initial assessment within ten working days', () => {
    const inTime = assessed(referrals).filter(
      ({ initialAssessment }) => initialAssessment?.withinTenWorkingDays,
    );
    expect(Math.abs(share(inTime, assessed(referrals)) - 97)).toBeLessThan(1 * widened);
  });

  it('over 40% of referrals did not lead to take-up', () => {
    const notTakenUp = 100 - share(takenUp(referrals), referrals);
    expect(notTakenUp).toBeGreaterThan(40);
    expect(notTakenUp).toBeLessThan(46);
  });

  it('31.9% of those who took part achieved an outcome, within 60 days on average', () => {
    expect(Math.abs(outcomeShare(referrals) - 31.9)).toBeLessThan(2.5 * widened);
    const days = withOutcome(referrals).map(({ initialAssessment, outcomes }) =>
      daysBetween(initialAssessment?.completedOn ?? '', outcomes[0]?.achievedOn ?? ''),
    );
    const mean = days.reduce((sum, number) => sum + number, 0) / days.length;
    expect(Math.abs(mean - 60)).toBeLessThan(6 * widened);
  });

  it('fewer women, and fewer people of high complexity, achieved an outcome', () => {
    const of = (holds: (referral: Referral) => boolean) => outcomeShare(referrals.filter(holds));
    expect(of(({ sex }) => sex === 'F')).toBeLessThan(of(({ sex }) => sex === 'M'));
    expect(of(({ complexity }) => complexity === 'HIGH')).toBeLessThan(
      of(({ complexity }) => complexity !== 'HIGH'),
    );
  });
});
