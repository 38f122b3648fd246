import type { Calibration } from '../calibration/calibration.ts';
import type { Random } from '../random.ts';
import type { Day } from '../time/day.ts';
import { nextWorkingDay, workingDayFrom } from '../time/working-day.ts';
import type { PlannedOutcome } from './referral-plan.ts';

/** The support that a referral brought. */
export interface Support {
  /** Chance of a first outcome. */
  readonly likely: number;
  /** Day of the initial assessment, from which the time to an outcome counts. */
  readonly assessedOn: Day;
  /** Day on which the action plan was approved: no outcome comes before. */
  readonly approvedOn: Day;
  /** Last day of supervision. */
  readonly lastDay: Day;
}

/** What the support achieves before supervision ends: nothing, one outcome, or a second one some weeks later. */
export function planOutcomes(random: Random, ete: Calibration['ete'], support: Support): PlannedOutcome[] {
  const { likely, assessedOn, approvedOn, lastDay } = support;
  const wait =
    Math.round((random.exponential(0.5) + random.exponential(0.5)) * (ete.meanDaysToOutcome - 12)) + 12;
  const firstOn = workingDayFrom(Math.max(assessedOn + wait, nextWorkingDay(approvedOn)));
  if (!random.chance(likely) || firstOn > lastDay) return [];
  const first = { type: random.weighted(ete.outcomeTypes), on: firstOn };
  const secondOn = workingDayFrom(firstOn + random.int(15, 70));
  if (!random.chance(ete.secondOutcome) || secondOn > lastDay) return [first];
  return [first, { type: random.weighted(ete.outcomeTypes), on: secondOn }];
}
