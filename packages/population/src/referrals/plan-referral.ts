import type { Calibration, ComplexityName } from '../calibration/calibration.ts';
import type { Random, Weighted } from '../random.ts';
import type { Day } from '../time/day.ts';
import { nextWorkingDay, workingDayFrom, workingDaysAfter } from '../time/working-day.ts';

/** A meeting with the provider. */
interface Meeting {
  /** Day on which it was booked, before it takes place. */
  readonly bookedOn: Day;
  /** Day of the meeting. */
  readonly on: Day;
  /** Whether the person came. */
  readonly attended: 'YES' | 'LATE' | 'NO';
}

/** The course of a referral. All days are working days. */
export interface ReferralPlan {
  /** Day on which a key worker was assigned; null when the referral ended before. */
  readonly assignedOn: Day | null;
  /** Bookings of the initial assessment, in order of time; at most the last one is attended. */
  readonly assessments: readonly Meeting[];
  /** Day on which the action plan was approved: the person takes up support; null when that did not happen. */
  readonly approvedOn: Day | null;
  /** Delivery sessions in order of time. */
  readonly sessions: readonly Meeting[];
  /** Outcomes in order of time. */
  readonly outcomes: readonly { readonly type: 'EMPLOYMENT' | 'TRAINING' | 'EDUCATION'; readonly on: Day }[];
  /** How it ended. */
  readonly ending: {
    readonly on: Day;
    readonly status: 'COMPLETED' | 'WITHDRAWN' | 'CANCELLED';
    readonly reasonCode: string | null;
  };
}

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

/** Plans the course of a referral up to the last day of supervision in the community. */
export function planReferral(
  random: Random,
  { ete }: Calibration,
  sex: 'F' | 'M',
  complexity: ComplexityName,
  occasion: { readonly day: Day; readonly lastDay: Day; readonly endsInCustody: boolean },
): ReferralPlan {
  const { day, lastDay, endsInCustody } = occasion;
  const after = (count: number): Day => workingDaysAfter(day, count);
  const none = { assignedOn: null, assessments: [], approvedOn: null, sessions: [], outcomes: [] };
  // What is cut off ends with the supervision: by custody or because the sentence expired.
  const cut: ReferralPlan['ending'] = {
    on: workingDayFrom(lastDay + random.int(1, 4)),
    status: 'WITHDRAWN',
    reasonCode: endsInCustody ? 'RET' : 'SEE',
  };
  const endingOn = (wanted: Day, status: 'COMPLETED' | 'WITHDRAWN', reasonCode: string | null) =>
    wanted > lastDay ? cut : { on: wanted, status, reasonCode };

  if (random.chance(ete.cancelled)) {
    return {
      ...none,
      ending: {
        on: after(random.int(1, 6)),
        status: 'CANCELLED',
        reasonCode: random.weighted(cancellations),
      },
    };
  }

  const assignedOn = after(random.int(1, 2));
  const assessments: Meeting[] = [];
  const meet = (list: Meeting[], bookedOn: Day, on: Day, attended: Meeting['attended']): boolean => {
    if (on > lastDay) return false;
    list.push({ bookedOn, on, attended });
    return true;
  };

  if (random.chance(ete.withdrawnBeforeAssessment)) {
    let on = assignedOn;
    for (
      let count = random.weighted([
        [0, 0.3],
        [1, 0.5],
        [2, 0.2],
      ] as const);
      count > 0;
      count--
    ) {
      const next = workingDaysAfter(on, random.int(2, 5));
      if (!meet(assessments, on, next, 'NO')) break;
      on = next;
    }
    const ending = endingOn(
      workingDaysAfter(on, random.int(2, 15)),
      'WITHDRAWN',
      random.weighted(earlyWithdrawals),
    );
    return { ...none, assignedOn, assessments, ending };
  }

  const assessedOn = after(random.chance(ete.assessedInTime) ? random.int(4, 10) : random.int(11, 20));
  // Two working days between meetings, since what happened at one may be recorded only on the next day.
  const failedOn = workingDaysAfter(assignedOn, 2);
  const missedOnce = assessedOn >= workingDaysAfter(failedOn, 2) && random.chance(0.2);
  if (missedOnce) meet(assessments, assignedOn, failedOn, 'NO');
  const arrived = random.chance(0.88) ? 'YES' : 'LATE';
  if (!meet(assessments, missedOnce ? failedOn : assignedOn, assessedOn, arrived)) {
    return { ...none, assignedOn, assessments, ending: cut };
  }
  if (random.chance(ete.withdrawnAfterAssessment)) {
    const ending = endingOn(
      workingDaysAfter(assessedOn, random.int(3, 20)),
      'WITHDRAWN',
      random.weighted(earlyWithdrawals),
    );
    return { ...none, assignedOn, assessments, ending };
  }

  const approvedOn = workingDaysAfter(assessedOn, random.int(2, 8));
  if (approvedOn > lastDay) return { ...none, assignedOn, assessments, ending: cut };

  const sessions: Meeting[] = [];
  let on = approvedOn;
  for (let count = random.int(1, ete.mostSessions); count > 0; count--) {
    const next = workingDayFrom(on + random.int(8, 24));
    const attended = random.weighted([
      ['YES', 0.72],
      ['LATE', 0.08],
      ['NO', 0.2],
    ] as const);
    if (!meet(sessions, on, next, attended)) break;
    on = next;
  }

  const outcomes: { type: 'EMPLOYMENT' | 'TRAINING' | 'EDUCATION'; on: Day }[] = [];
  const likely = ete.outcome[complexity] * (sex === 'F' ? ete.outcomeOfWomen : 1);
  const toOutcome =
    Math.round((random.exponential(0.5) + random.exponential(0.5)) * (ete.meanDaysToOutcome - 12)) + 12;
  const achievedOn = workingDayFrom(Math.max(assessedOn + toOutcome, nextWorkingDay(approvedOn)));
  if (random.chance(likely) && achievedOn <= lastDay) {
    outcomes.push({ type: random.weighted(ete.outcomeTypes), on: achievedOn });
    const secondOn = workingDayFrom(achievedOn + random.int(15, 70));
    if (random.chance(ete.secondOutcome) && secondOn <= lastDay) {
      outcomes.push({ type: random.weighted(ete.outcomeTypes), on: secondOn });
    }
  }

  const lastContact = Math.max(on, outcomes.at(-1)?.on ?? on);
  const leaves = outcomes.length === 0 && random.chance(withdrawnWithoutOutcome);
  const ending = endingOn(
    workingDayFrom(lastContact + random.int(7, 28)),
    leaves ? 'WITHDRAWN' : 'COMPLETED',
    leaves ? random.weighted(lateWithdrawals) : null,
  );
  return { assignedOn, assessments, approvedOn, sessions, outcomes, ending };
}
