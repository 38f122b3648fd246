import type { Benefit, ClaimClosureReason } from '@throughgate/contracts';
import type { CustodyRecord } from '../custody/write-custody.ts';
import type { Life } from '../life.ts';
import type { Random, Weighted } from '../random.ts';
import { type Day, dayOf, financialYearOf } from '../time/day.ts';
import { workingDayFrom } from '../time/working-day.ts';

/** A benefit claim. */
export interface ClaimPlan {
  /** Which benefit. */
  readonly benefit: Benefit;
  /** Day it was opened. */
  readonly openedOn: Day;
  /** Whether it was opened before the journey began. */
  readonly before: boolean;
  /** Whether it is the first claim after a release. */
  readonly afterRelease: boolean;
  /** Day it was closed; null while it runs. */
  readonly closedOn: Day | null;
  /** Why it was closed; without meaning while it runs. */
  readonly closureReason: ClaimClosureReason;
}

/** Nobody here claims before 18 years and a month of age, counted in days. */
const leastAgeInDays = 6606;

const benefitKinds: Weighted<Benefit> = [
  ['UC', 0.94],
  ['ESA', 0.04],
  ['JSA', 0.02],
];

/** Why claims end other than by prison or work. Weights are assumptions. */
const otherClosures: Weighted<ClaimClosureReason> = [
  ['NOT_COMPLYING', 0.45],
  ['WITHDRAWN', 0.35],
  ['OTHER_BENEFIT', 0.2],
];

/** Days from reception to a claim's end where no adviser closed it but the Jobcentre found out by itself. Assumption. */
const foundOutAfter = [21, 60] as const;

/**
 * Plans claims and jobs over a life. Outside custody a person claims, works, or does neither, and moves
 * between these at random with the calibrated mean times; `jobs` are days on which work began through a
 * provider. In custody nobody claims anew; a running claim ends after the induction interview or when the
 * Jobcentre finds out, unless the person is released before.
 */
export function planClaims(
  random: Random,
  { person, timeline, calibration }: Life,
  custody: readonly CustodyRecord[],
  jobs: readonly Day[],
): ClaimPlan[] {
  const { benefits } = calibration;
  const end = dayOf(calibration.until) + 1;
  const start = timeline.disposals[0]?.day ?? end;
  const claims: ClaimPlan[] = [];
  const running: { claim: ClaimPlan | null } = { claim: null };
  const openClaim = (day: Day, before: boolean, afterRelease: boolean): void => {
    running.claim = {
      benefit: random.weighted(benefitKinds),
      openedOn: day,
      before,
      afterRelease,
      closedOn: null,
      closureReason: 'WITHDRAWN',
    };
  };
  const closeClaim = (day: Day, closureReason: ClaimClosureReason): void => {
    if (running.claim !== null) claims.push({ ...running.claim, closedOn: day, closureReason });
    running.claim = null;
  };

  /** The day on which someone who claims starts work, as far as chance decides it. */
  const drawJobDay = (from: Day, released: Day | null): Day => {
    const { sixWeeks, sixMonths, later } = benefits.meanDaysToJob;
    if (released === null) return from + random.exponential(later);
    const [early, middle] = benefits.jobRateByYear[String(financialYearOf(released))] ?? [1, 1];
    let at = from;
    for (const [mean, until] of [
      [sixWeeks / early, released + 42],
      [sixMonths / middle, released + 182],
    ] as const) {
      if (at >= until) continue;
      const wait = random.exponential(mean);
      if (at + wait < until) return at + wait;
      at = until;
    }
    return at + random.exponential(later);
  };

  /** Lives from `from` to `to` outside custody. */
  const liveFree = (from: Day, to: Day, released: Day | null): void => {
    let day = from;
    let working = false;
    if (released === null) {
      const earliest = person.born + leastAgeInDays;
      if (random.chance(benefits.atStart)) {
        openClaim(Math.min(Math.max(from - random.int(30, 500), earliest), from - 1), true, false);
      } else {
        working = random.chance(0.4);
      }
    } else if (running.claim === null && random.chance(benefits.afterRelease)) {
      const delay = random.chance(0.65) ? random.int(0, 2) : 3 + Math.round(random.exponential(9));
      const on = workingDayFrom(from + delay);
      if (on < to) {
        openClaim(on, false, true);
        day = on;
      }
    }
    while (day < to) {
      const at = day;
      const arranged = jobs.find((job) => job > at) ?? Number.POSITIVE_INFINITY;
      if (running.claim !== null) {
        const byChance = workingDayFrom(Math.ceil(drawJobDay(day, released)) + 1);
        const job = Math.min(arranged, byChance);
        const other = workingDayFrom(
          day + 14 + Math.round(random.exponential(benefits.meanDaysToOtherClosure)),
        );
        day = Math.min(job, other);
        if (day >= to) return;
        working = job <= other;
        closeClaim(day, working ? 'EMPLOYMENT' : random.weighted(otherClosures));
      } else if (working) {
        day += 14 + Math.round(random.exponential(benefits.meanDaysInJob));
        working = false;
        if (day < to && random.chance(0.7)) {
          day = workingDayFrom(day + random.int(2, 12));
          if (day < to) openClaim(day, false, false);
        }
      } else {
        const reclaim = workingDayFrom(day + 7 + Math.round(random.exponential(benefits.meanDaysToReclaim)));
        working = arranged < reclaim;
        day = Math.min(arranged, reclaim);
        if (day < to && !working) openClaim(day, false, false);
      }
    }
  };

  let from = start;
  let released: Day | null = null;
  for (const { stay, inductionHeldOn } of custody) {
    liveFree(from, stay.from, released);
    if (running.claim !== null) {
      const closes =
        inductionHeldOn !== null
          ? inductionHeldOn + random.int(...benefits.daysToClose)
          : stay.from + random.int(...foundOutAfter);
      if (closes < stay.to) closeClaim(workingDayFrom(closes), 'PRISON');
    }
    from = stay.to;
    released = stay.to;
  }
  liveFree(from, end, released);
  if (running.claim !== null) claims.push(running.claim);
  return claims;
}
