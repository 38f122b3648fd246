import type { ClaimClosureReason } from '@throughgate/contracts';
import type { Calibration } from '../calibration/calibration.ts';
import type { Random, Weighted } from '../random.ts';
import type { Day } from '../time/day.ts';
import { workingDayFrom } from '../time/working-day.ts';
import type { ClaimHistory } from './claim-history.ts';
import { drawJobDay } from './draw-job-day.ts';
import type { WorkSpell } from './living.ts';

/** Nobody here claims before 18 years and a month of age, counted in days. */
const leastAgeInDays = 6606;

/** Why claims end other than by prison or work. Weights are assumptions. */
const otherClosures: Weighted<ClaimClosureReason> = [
  ['FAILED_TO_SIGN', 0.25],
  ['FAILED_TO_ATTEND', 0.2],
  ['WITHDRAWN', 0.35],
  ['OTHER_BENEFIT', 0.2],
];

/** A time outside custody. */
export interface FreeTime {
  /** Its first day. */
  readonly from: Day;
  /** The day after its last. */
  readonly to: Day;
  /** Day of the release with which it began; null when no custody came before. */
  readonly released: Day | null;
  /** Day on which the person was born. */
  readonly born: Day;
  /** Days on which work began through a provider. */
  readonly jobs: readonly Day[];
}

/** Where a person is in a time outside custody: whether a claim runs is in the history. */
interface Situation {
  /** The day reached. */
  readonly day: Day;
  /** Whether the person works. */
  readonly working: boolean;
}

/** What a turn of life is drawn from. */
interface Chances {
  readonly random: Random;
  readonly benefits: Calibration['benefits'];
  readonly history: ClaimHistory;
  /** Where times in work are noted. */
  readonly work: WorkSpell[];
}

/** Lives through a time outside custody: a person claims, works, or does neither, and moves between these by chance. */
export function liveFree(chances: Chances, time: FreeTime): void {
  let situation = begin(chances, time);
  while (situation.day < time.to) {
    if (chances.history.claiming()) situation = claim(chances, time, situation);
    else if (situation.working) situation = work(chances, time, situation);
    else situation = wait(chances, time, situation);
  }
}

/** The first day of a job that a provider arranged, after a day. */
function arrangedJob({ jobs }: FreeTime, day: Day): Day {
  return jobs.find((job) => job > day) ?? Number.POSITIVE_INFINITY;
}

/** How it begins: at the start of a journey some claim already and some work; after a release most claim soon. */
function begin({ random, benefits, history }: Chances, { from, to, released, born }: FreeTime): Situation {
  if (released === null) {
    if (!random.chance(benefits.atStart)) return { day: from, working: random.chance(0.4) };
    const day = Math.min(Math.max(from - random.int(30, 500), born + leastAgeInDays), from - 1);
    history.open(day, { before: true });
  } else if (!history.claiming() && random.chance(benefits.afterRelease)) {
    const delay = random.chance(0.65) ? random.int(0, 2) : 3 + Math.round(random.exponential(9));
    const day = workingDayFrom(from + delay);
    if (day < to) {
      history.open(day, { afterRelease: true });
      return { day, working: false };
    }
  }
  return { day: from, working: false };
}

/** Claims until a job begins or something else ends the claim. */
function claim({ random, benefits, history }: Chances, time: FreeTime, { day }: Situation): Situation {
  const byChance = workingDayFrom(Math.ceil(drawJobDay(random, benefits, day, time.released)) + 1);
  const job = Math.min(arrangedJob(time, day), byChance);
  const other = workingDayFrom(day + 14 + Math.round(random.exponential(benefits.meanDaysToOtherClosure)));
  const ends = Math.min(job, other);
  const working = job <= other;
  if (ends < time.to) history.close(ends, working ? 'EMPLOYMENT' : random.weighted(otherClosures));
  return { day: ends, working };
}

/** Works until the job ends; most claim anew soon after. */
function work({ random, benefits, history, work }: Chances, { to }: FreeTime, { day }: Situation): Situation {
  const ends = day + 14 + Math.round(random.exponential(benefits.meanDaysInJob));
  work.push({ from: day, to: Math.min(ends, to) });
  if (ends >= to || !random.chance(0.7)) return { day: ends, working: false };
  const claims = workingDayFrom(ends + random.int(2, 12));
  if (claims < to) history.open(claims);
  return { day: claims, working: false };
}

/** Neither claims nor works, until a job begins or a claim is opened. */
function wait({ random, benefits, history }: Chances, time: FreeTime, { day }: Situation): Situation {
  const reclaim = workingDayFrom(day + 7 + Math.round(random.exponential(benefits.meanDaysToReclaim)));
  const arranged = arrangedJob(time, day);
  const working = arranged < reclaim;
  const next = Math.min(arranged, reclaim);
  if (next < time.to && !working) history.open(next);
  return { day: next, working };
}
