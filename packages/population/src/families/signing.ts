import { partId, recordId, signingDays } from '@throughgate/domain';
import type { Claim } from '../benefits/claim.ts';
import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import type { RecordFamily } from '../record-family.ts';
import type { StepLog } from '../step-log.ts';
import { type Day, dayOf, isoDate, isoMoment, type Moment } from '../time/day.ts';
import { londonClock, londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import { workingDaysAfter } from '../time/working-day.ts';

/** How long a signing takes. */
const length = 10 * 60_000;

/** When offices let people sign, in minutes of the day: between 09:00 and 16:00. */
const times = Array.from({ length: 43 }, (_, slot) => 9 * 60 + slot * 10);

/** How many tries to find a time that is free of interviews before giving up. */
const mostTries = 40;

/** How likely people fail to sign: where nothing stands against it, and where something does. Assumptions. */
const fails = { otherwise: 0.06, clash: 0.6 } as const;

/** Share of clashes of which somebody tells the office, so that it moves the signing. Assumption. */
const movedOnClash = 0.3;

/** The day after the last on which a claim runs and the person can come; infinite while that lasts. */
function lastsTo({ plan, life }: Claim): Day {
  const arrest =
    life.timeline.custody.find(({ from }) => from > plan.openedOn)?.from ?? Number.POSITIVE_INFINITY;
  return Math.min(arrest, plan.closedOn ?? Number.POSITIVE_INFINITY);
}

/** A time of day at which no signing of the pattern falls onto an interview of the claim; null when none is found. */
function freeTime(random: Random, claim: Claim, first: Day, everyDays: number, until: Day): Moment | null {
  for (let tries = 0; tries < mostTries; tries++) {
    const firstAt = londonMoment(first, random.pick(times));
    const due = signingDays({ firstAt: new Date(firstAt), everyDays }, isoDate(until)).map(({ dueAt }) =>
      dueAt.getTime(),
    );
    const free = due.every((at) => claim.meetings.every(({ from, to }) => at + length <= from || to <= at));
    if (free) return firstAt;
  }
  return null;
}

/** An arrangement to sign on, some of its signings and what came of them. */
function writeSchedule(claim: Claim, random: Random, log: StepLog): void {
  const { life, opened, officeCode } = claim;
  const { signing } = life.calibration.benefits;
  const { nino } = life.person.identifiers;
  const first = workingDaysAfter(londonClock(opened).day, random.int(4, 9));
  const { everyDays } = signing;
  const until = first + everyDays * (signing.times - 1);
  const ends = lastsTo(claim);
  if (first >= ends) return;
  const firstAt = freeTime(random, claim, first, everyDays, until);
  if (firstAt === null) return;
  const arranged = opened + random.int(5, 40) * 60_000;
  const key = log.add('jobcentre', 'scheduleSigning', arranged, {
    nino,
    officeCode,
    firstAt: isoMoment(firstAt),
    everyDays,
    minutes: length / 60_000,
    until: isoDate(until),
    arrangedBy:
      claim.release !== null && claim.release.preReleaseHeldOn !== null ? 'PRISON_ADVISER' : 'OFFICE',
  });
  const scheduleId = recordId('jobcentre', key);
  let last = arranged;
  for (const { day, dueAt } of signingDays({ firstAt: new Date(firstAt), everyDays }, isoDate(until))) {
    const due = dueAt.getTime();
    if (londonClock(due).day >= ends || due <= arranged) break;
    last = writeSigning({ life, random, log, signingId: partId(scheduleId, day), after: last }, due);
  }
  if (ends <= until) {
    log.add('jobcentre', 'endSigningSchedule', recordedInOffice(random, londonMoment(ends, 13 * 60), last), {
      nino,
      scheduleId,
      endedOn: isoDate(ends),
    });
  }
}

interface Due {
  readonly life: Life;
  readonly random: Random;
  readonly log: StepLog;
  readonly signingId: string;
  /** When the record before was made. */
  readonly after: Moment;
}

/** One signing: moved where somebody told of a clash, kept or missed. Returns when it was recorded. */
function writeSigning({ life, random, log, signingId, after }: Due, due: Moment): Moment {
  const { nino } = life.person.identifiers;
  const clash = life.diary.clash(due, due + length);
  let at = due;
  let last = after;
  const later = due + 60 * 60_000;
  const known = due - 24 * 3_600_000;
  if (
    clash !== null &&
    random.chance(movedOnClash) &&
    known > after &&
    life.diary.clash(later, later + length) === null
  ) {
    at = later;
    last = recordedInOffice(random, known, after);
    if (last >= due)
      return writeOutcome(life, random, log, { signingId, at: due, status: 'FAILED_TO_SIGN', after });
    log.add('jobcentre', 'moveSigning', last, {
      nino,
      signingId,
      dueAt: isoMoment(at),
      reason: 'Another time asked for: the person cannot come then',
    });
  }
  const fail = random.chance(clash !== null && at === due ? fails.clash : fails.otherwise);
  return writeOutcome(life, random, log, {
    signingId,
    at,
    status: fail ? 'FAILED_TO_SIGN' : 'SIGNED',
    after: last,
  });
}

interface Outcome {
  readonly signingId: string;
  readonly at: Moment;
  readonly status: 'SIGNED' | 'FAILED_TO_SIGN';
  readonly after: Moment;
}

function writeOutcome(
  life: Life,
  random: Random,
  log: StepLog,
  { signingId, at, status, after }: Outcome,
): Moment {
  const recorded = recordedInOffice(random, at + length, after);
  life.diary.book(at, at + length);
  log.add('jobcentre', 'recordSigning', recorded, { nino: life.person.identifiers.nino, signingId, status });
  return recorded;
}

/** Signing on: arranged when a claim begins, kept or missed, and ended with the claim. Some claims only, to keep the volume in bounds. */
export const signing: RecordFamily = {
  name: 'signing',
  write({ living }, { calibration }, random, log) {
    const end = dayOf(calibration.until);
    for (const claim of living.claims) {
      const { plan } = claim;
      if (plan.before || plan.openedOn > end) continue;
      if (random.chance(calibration.benefits.signing.share)) writeSchedule(claim, random, log);
    }
  },
};
