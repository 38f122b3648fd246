import { recordId } from '@throughgate/domain';
import { releaseKnownOn } from '../custody/plan-key-dates.ts';
import { prisonOn } from '../custody/stay.ts';
import type { CustodyRecord } from '../custody/write-custody.ts';
import { adviserOn } from '../places/advisers.ts';
import type { Random } from '../random.ts';
import { type Day, isoDate, isoMoment, type Moment } from '../time/day.ts';
import { londonClock, londonMoment } from '../time/london.ts';
import { appointmentSlot, officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom, workingDaysAfter } from '../time/working-day.ts';
import { type Claim, runsOn } from './claim.ts';
import { freshstartAttendance, type Hindrances } from './freshstart-attendance.ts';

/** How long an interview takes. */
const length = 30 * 60_000;

/** Share of interviews before release at which a Freshstart interview is booked, where the Jobcentre knows the person. Assumption. */
const bookedInPrison = 0.6;

/** Share of interviews that were missed because the date moved, or for something else at the time, which somebody books anew. Assumption. */
const rebooked = 0.4;

/** Share of the others that were missed which are booked anew. Assumption. */
const rebookedOtherwise = 0.12;

/** Days by which a release can differ from its date without anybody speaking of another one: it falls on a working day. */
const notMoved = 3;

/** Interviews of a claim: soon after it was opened, and a review of the search for work later. Returns when they are, and what was missed. */
export function writeInterviews(
  claim: Claim,
  random: Random,
  details: Random,
): Pick<Claim, 'meetings' | 'missedOn'> {
  const { life, plan, opened, release } = claim;
  const { benefits } = life.calibration;
  const meetings: { from: Moment; to: Moment }[] = [];
  const missedOn: Day[] = [];
  const add = (from: Moment | null): void => {
    if (from !== null) meetings.push({ from, to: from + length });
  };
  const wait = random.int(3, 8);
  const soon = workingDaysAfter(londonClock(opened).day, wait);
  if (release !== null && random.chance(benefits.freshstartBooked)) {
    for (const from of writeFreshstart(claim, release, { random, details, wait, soon, missedOn })) add(from);
  } else if (!plan.before && random.chance(0.3)) {
    add(
      writeInterview(claim, random, {
        type: 'NEW_JOBSEEKER',
        booked: opened + 60_000,
        day: soon,
        likely: 0.77,
      }),
    );
  }
  if (!plan.before && random.chance(benefits.workSearchReview)) {
    const day = workingDayFrom(plan.openedOn + random.int(40, 120));
    const booked = Math.max(officeMoment(random, workingDayFrom(day - 14)), opened);
    add(writeInterview(claim, random, { type: 'WORK_SEARCH_REVIEW', booked, day, likely: 0.72 }));
  }
  return { meetings, missedOn };
}

/** An interview that is to be booked. */
interface Wanted {
  readonly type: 'WORK_SEARCH_REVIEW' | 'NEW_JOBSEEKER';
  /** When it is booked. */
  readonly booked: Moment;
  readonly day: Day;
  /** The chance that the person comes where nothing else is at the time. */
  readonly likely: number;
}

/** One interview, where the claim runs on its day. Returns when it begins; null when there is none. */
function writeInterview(claim: Claim, random: Random, { type, booked, day, likely }: Wanted): Moment | null {
  if (!runsOn(claim, day) || day <= londonClock(booked).day) return null;
  const { log, person, diary, calibration } = claim.life;
  const { nino } = person.identifiers;
  const startsAt = appointmentSlot(random, day);
  const clash = diary.clash(startsAt, startsAt + length);
  diary.book(startsAt, startsAt + length);
  const key = log.add('jobcentre', 'bookInterview', booked, {
    nino,
    type,
    bookedFor: isoMoment(startsAt),
    endsAt: isoMoment(startsAt + length),
    bookedBy: 'OFFICE',
  });
  const over = recordedInOffice(random, startsAt + length, booked);
  log.add('jobcentre', 'recordInterview', over, {
    nino,
    interviewId: recordId('jobcentre', key),
    attended: random.chance(likely * (clash ? calibration.benefits.freshstart.clash : 1)),
  });
  return startsAt;
}

/** What a Freshstart interview is drawn from. */
interface Draw {
  readonly random: Random;
  readonly details: Random;
  /** Working days from the claim, or the release as it is known, to the interview. */
  readonly wait: number;
  /** The day of an interview that is booked when the claim is opened. */
  readonly soon: Day;
  /** Where a day is noted on which the person did not come and gave no reason. */
  readonly missedOn: Day[];
}

/**
 * The first interview after a release: booked by the prison's adviser for a day after the release as it is known then, or
 * by the office when the person claims. A date that moved may be noticed, so that it is booked anew. Returns when what was
 * booked begins.
 */
function writeFreshstart(
  claim: Claim,
  release: CustodyRecord,
  { random, details, wait, soon, missedOn }: Draw,
): Moment[] {
  const { life, opened, registered } = claim;
  const { log, person, diary } = life;
  const { nino } = person.identifiers;
  const { stay, preReleaseHeldOn } = release;
  const known =
    preReleaseHeldOn === null ? null : releaseKnownOn(stay.plan, stay.revisions, preReleaseHeldOn);
  const inPrison = preReleaseHeldOn !== null && known !== null && details.chance(bookedInPrison);
  const bookedThere = inPrison ? londonMoment(preReleaseHeldOn, 16 * 60 + 30) : opened;
  const fromPrison = inPrison && bookedThere > registered + 60_000;
  const booked = fromPrison ? bookedThere : opened + 60_000;
  const day = fromPrison ? workingDaysAfter(known, wait) : soon;
  const released = stay.plan.to;
  const dateMoved = fromPrison && Math.abs(known - released) > notMoved;
  const early = day <= released;
  if (day <= londonClock(booked).day || (!early && !runsOn(claim, day))) return [];
  const startsAt = appointmentSlot(random, day);
  const clash = diary.clash(startsAt, startsAt + length);
  diary.book(startsAt, startsAt + length);
  const adviser = fromPrison ? adviserOn(prisonOn(stay, preReleaseHeldOn), preReleaseHeldOn) : undefined;
  const key = log.add('jobcentre', 'bookInterview', booked, {
    nino,
    type: 'FRESHSTART',
    bookedFor: isoMoment(startsAt),
    endsAt: isoMoment(startsAt + length),
    bookedBy: fromPrison ? 'PRISON_ADVISER' : 'OFFICE',
    ...(adviser && { adviserCode: adviser.code }),
    ...(fromPrison && { releaseDateWhenBooked: isoDate(known) }),
  });
  const interviewId = recordId('jobcentre', key);
  const over = recordedInOffice(random, startsAt + length, booked);
  const comes = random.chance(freshstartAttendance(life, { clash, release, dateMoved }));
  const outcome = early
    ? ({ status: 'LOST_TO_CUSTODY', notHeldReason: 'NOT_RELEASED_YET' } as const)
    : comes
      ? ({ status: 'ATTENDED' } as const)
      : ({ status: 'FAILED_TO_ATTEND', notHeldReason: reasonOf(details, { clash, dateMoved }) } as const);
  log.add('jobcentre', 'recordInterviewOutcome', over, { nino, interviewId, ...outcome });
  if ('notHeldReason' in outcome && outcome.notHeldReason === 'NO_REASON_GIVEN') missedOn.push(day);
  const caused = dateMoved || clash !== null;
  if (outcome.status === 'ATTENDED' || !details.chance(caused ? rebooked : rebookedOtherwise))
    return [startsAt];
  // Somebody noticed that the date had moved, or what it fell onto, and books it anew.
  const again = Math.max(over, opened) + 10 * 60_000;
  const next = workingDaysAfter(londonClock(again).day, details.int(3, 6));
  const nextAt = appointmentSlot(details, next);
  const free = diary.clash(nextAt, nextAt + length);
  if (!runsOn(claim, next)) return [startsAt];
  diary.book(nextAt, nextAt + length);
  const family = log.family('rebooked interviews');
  const newKey = family.add('jobcentre', 'rebookInterview', again, {
    nino,
    interviewId,
    bookedFor: isoMoment(nextAt),
    endsAt: isoMoment(nextAt + length),
    bookedBy: 'OFFICE',
    ...(early && { reason: 'NOT_RELEASED_YET' as const }),
  });
  const held = details.chance(freshstartAttendance(life, { clash: free, release, dateMoved: false }));
  family.add('jobcentre', 'recordInterviewOutcome', recordedInOffice(details, nextAt + length, again), {
    nino,
    interviewId: recordId('jobcentre', newKey),
    ...(held
      ? ({ status: 'ATTENDED' } as const)
      : ({
          status: 'FAILED_TO_ATTEND',
          notHeldReason: reasonOf(details, { clash: free, dateMoved: false }),
        } as const)),
  });
  return [startsAt, nextAt];
}

/** What the office writes down when somebody does not come: what stood against it, as far as it is told. */
function reasonOf(
  details: Random,
  { clash, dateMoved }: Pick<Hindrances, 'clash' | 'dateMoved'>,
): 'CURFEW' | 'PROBATION_APPOINTMENT' | 'RELEASED_EARLIER' | 'TOO_FAR' | 'ILL' | 'NO_REASON_GIVEN' {
  if (clash !== null && details.chance(0.6)) return clash === 'CURFEW' ? 'CURFEW' : 'PROBATION_APPOINTMENT';
  if (dateMoved && details.chance(0.6)) return 'RELEASED_EARLIER';
  return details.weighted([
    ['NO_REASON_GIVEN', 0.78],
    ['ILL', 0.12],
    ['TOO_FAR', 0.1],
  ]);
}
