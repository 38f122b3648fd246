import type { Calibration, ComplexityName } from '../calibration/calibration.ts';
import type { Random, Weighted } from '../random.ts';
import type { Day } from '../time/day.ts';
import { workingDayFrom, workingDaysAfter } from '../time/working-day.ts';
import { planAssessments, planMissedAssessments } from './plan-assessments.ts';
import { planOutcomes } from './plan-outcomes.ts';
import { planSessions } from './plan-sessions.ts';
import type { ReferralEnding, ReferralPlan } from './referral-plan.ts';

/** Why referrers cancel, by codes of Refer and Monitor an Intervention. Weights are assumptions. */
const cancellations: Weighted<string> = [
  ['PPJ', 0.4],
  ['DUP', 0.25],
  ['MIS', 0.2],
  ['MOV', 0.15],
];

/** Why people withdraw before an action plan: often they do not engage (evaluation of the Greater Manchester service). Weights are assumptions. */
const earlyWithdrawals: Weighted<string> = [
  ['NOT', 0.62],
  ['WOR', 0.13],
  ['NEE', 0.09],
  ['INE', 0.05],
  ['ANO', 0.06],
  ['MOV', 0.05],
];

/** Why people withdraw from support that has begun. Weights are assumptions. */
const lateWithdrawals: Weighted<string> = [
  ['NOT', 0.6],
  ['WOR', 0.2],
  ['NEE', 0.08],
  ['MOV', 0.06],
  ['ANO', 0.06],
];

/** Share of those without an outcome who withdraw rather than complete. Assumption. */
const withdrawnWithoutOutcome = 0.35;

/** Who is referred to whom. */
export interface Referred {
  readonly sex: 'F' | 'M';
  readonly complexity: ComplexityName;
  /** How full the key worker's caseload is, 0 to 1: a full one lets people wait, and who waits drops out. */
  readonly load: number;
  /** Share of those who would take up support who do not, since of where the key worker sits. @default none */
  readonly lost?: number | undefined;
}

/** Where a referral stands in a life. */
interface Occasion {
  readonly day: Day;
  readonly lastDay: Day;
  readonly endsInCustody: boolean;
}

const none = { assignedOn: null, assessments: [], approvedOn: null, sessions: [], outcomes: [] };

/** Plans the course of a referral up to the last day of supervision in the community. */
export function planReferral(
  random: Random,
  calibration: Calibration,
  referred: Referred,
  occasion: Occasion,
): ReferralPlan {
  const plan = planCourse(random, calibration, referred, occasion);
  const { lost = 0 } = referred;
  const { assignedOn, approvedOn } = plan;
  if (lost === 0 || assignedOn === null || approvedOn === null || !random.chance(lost)) return plan;
  const on = Math.min(workingDaysAfter(assignedOn, random.int(2, 4)), approvedOn);
  return { ...none, assignedOn, ending: { on, status: 'WITHDRAWN', reasonCode: 'NOT' } };
}

/** The course with a key worker who sits where probation does. */
function planCourse(
  random: Random,
  { ete }: Calibration,
  { sex, complexity, load }: Referred,
  occasion: Occasion,
): ReferralPlan {
  const { day, lastDay } = occasion;
  const cut = cutOff(random, occasion);
  const unlessCut = (wanted: ReferralEnding): ReferralEnding => (wanted.on > lastDay ? cut : wanted);
  /** Withdraws some days after what happened last. */
  const withdraw = (since: Day, [least, most]: readonly [number, number]): ReferralEnding =>
    unlessCut({
      on: workingDaysAfter(since, random.int(least, most)),
      status: 'WITHDRAWN',
      reasonCode: random.weighted(earlyWithdrawals),
    });

  if (random.chance(ete.cancelled)) {
    const on = workingDaysAfter(day, random.int(1, 6));
    const reasonCode = random.weighted(cancellations);
    return { ...none, ending: { on, status: 'CANCELLED', reasonCode } };
  }

  const assignedOn = workingDaysAfter(day, random.int(1, 2));
  const offeredAfter = Math.round(ete.offeredAfter[0] + (ete.offeredAfter[1] - ete.offeredAfter[0]) * load);
  if (random.chance(dropOut(ete, load, offeredAfter))) {
    const assessments = planMissedAssessments(random, {
      assignedOn,
      firstOn: workingDaysAfter(day, offeredAfter),
      lastDay,
    });
    const ending = withdraw(assessments.at(-1)?.on ?? assignedOn, [2, 15]);
    return { ...none, assignedOn, assessments, ending };
  }

  const { assessments, assessedOn } = planAssessments(random, ete, offeredAfter, {
    referredOn: day,
    assignedOn,
    lastDay,
  });
  if (assessedOn === null) return { ...none, assignedOn, assessments, ending: cut };
  if (random.chance(ete.withdrawnAfterAssessment)) {
    return { ...none, assignedOn, assessments, ending: withdraw(assessedOn, [3, 20]) };
  }

  const approvedOn = workingDaysAfter(assessedOn, random.int(2, 8));
  if (approvedOn > lastDay) return { ...none, assignedOn, assessments, ending: cut };
  const sessions = planSessions(random, ete, approvedOn, lastDay);
  const likely = ete.outcome[complexity] * (sex === 'F' ? ete.outcomeOfWomen : 1);
  const outcomes = planOutcomes(random, ete, { likely, assessedOn, approvedOn, lastDay });

  const met = sessions.at(-1)?.on ?? approvedOn;
  const lastContact = Math.max(met, outcomes.at(-1)?.on ?? met);
  const leaves = outcomes.length === 0 && random.chance(withdrawnWithoutOutcome);
  const ending = unlessCut({
    on: workingDayFrom(lastContact + random.int(7, 28)),
    status: leaves ? 'WITHDRAWN' : 'COMPLETED',
    reasonCode: leaves ? random.weighted(lateWithdrawals) : null,
  });
  return { assignedOn, assessments, approvedOn, sessions, outcomes, ending };
}

/**
 * The chance that somebody withdraws before an assessment: it grows with the working days until the first one that is
 * offered, and with the key worker's caseload, for who has many people has less time to ring.
 */
function dropOut(
  { withdrawnBeforeAssessment, dropOutPerDay, dropOutByLoad }: Calibration['ete'],
  load: number,
  offeredAfter: number,
): number {
  return withdrawnBeforeAssessment * dropOutPerDay ** offeredAfter * (1 + dropOutByLoad * load);
}

/** How what is cut off ends, with the supervision: by custody or because the sentence expired. */
function cutOff(
  random: Random,
  { lastDay, endsInCustody }: { readonly lastDay: Day; readonly endsInCustody: boolean },
): ReferralEnding {
  return {
    on: workingDayFrom(lastDay + random.int(1, 4)),
    status: 'WITHDRAWN',
    reasonCode: endsInCustody ? 'RET' : 'SEE',
  };
}
