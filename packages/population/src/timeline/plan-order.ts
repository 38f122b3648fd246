import type { RequirementInput } from '@throughgate/contracts';
import { supervisionAfterSentenceRepealed } from '@throughgate/domain';
import type { Calibration } from '../calibration/calibration.ts';
import type { Random, Weighted } from '../random.ts';
import { type Day, dayOf } from '../time/day.ts';
import type { OrderPlan } from './timeline.ts';

/** Requirements with how often courts add them. The weights are assumptions; lengths follow the Sentencing Act 2020. */
const requirements: Weighted<(random: Random) => RequirementInput> = [
  [
    (random) => ({
      type: 'REHABILITATION_ACTIVITY',
      length: random.pick([10, 15, 20, 25, 30]),
      unit: 'DAYS',
    }),
    0.42,
  ],
  [(random) => ({ type: 'UNPAID_WORK', length: 20 * random.int(2, 10), unit: 'HOURS' }), 0.3],
  [(random) => ({ type: 'PROGRAMME', length: random.pick([19, 25, 31]), unit: 'DAYS' }), 0.06],
  [() => ({ type: 'CURFEW' }), 0.07],
  [(random) => ({ type: 'DRUG_REHABILITATION', length: random.pick([180, 270]), unit: 'DAYS' }), 0.05],
  [(random) => ({ type: 'ALCOHOL_TREATMENT', length: random.pick([90, 180]), unit: 'DAYS' }), 0.03],
  [(random) => ({ type: 'ALCOHOL_ABSTINENCE', length: random.pick([60, 90, 120]), unit: 'DAYS' }), 0.04],
  [(random) => ({ type: 'MENTAL_HEALTH_TREATMENT', length: random.pick([180, 365]), unit: 'DAYS' }), 0.02],
  [() => ({ type: 'EXCLUSION' }), 0.01],
];

/** From this day on an order ends by termination, as far as known: see `supervisionAfterSentenceRepealed`. */
const terminationFrom = dayOf(supervisionAfterSentenceRepealed);

/** Plans a community or suspended sentence order that begins on a day, with one to three requirements. */
export function planOrder(
  random: Random,
  calibration: Calibration,
  type: 'COMMUNITY_ORDER' | 'SUSPENDED_SENTENCE_ORDER',
  day: Day,
): OrderPlan {
  const { days, completedEarly, revoked } = calibration.orders;
  const length = random.weighted(days);
  const wanted = random.weighted([
    [1, 0.45],
    [2, 0.42],
    [3, 0.13],
  ]);
  const chosen = new Map<string, RequirementInput>();
  while (chosen.size < wanted) {
    const requirement = random.weighted(requirements)(random);
    chosen.set(requirement.type, requirement);
  }
  const to = day + length - 1;
  const fate = random.float();
  // Before the Sentencing Act 2026 the court revoked an order early for good progress; since it ends by itself when all is done.
  const done = day + Math.round(length * (0.66 + 0.24 * (fate < completedEarly ? random.float() : 0)));
  const ending: OrderPlan['ending'] =
    fate < completedEarly
      ? { day: done, reason: done >= terminationFrom ? 'TERMINATED' : 'REVOKED' }
      : fate < completedEarly + revoked
        ? { day: day + 30 + Math.round((length - 40) * random.float()), reason: 'REVOKED' }
        : { day: to, reason: 'EXPIRED' };
  return { type, from: day, to, requirements: [...chosen.values()], ending };
}
