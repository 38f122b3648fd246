import { recordId } from '@throughgate/domain';
import type { Clash } from '../diary.ts';
import type { Random } from '../random.ts';
import { type Day, isoMoment, type Moment } from '../time/day.ts';
import { londonClock } from '../time/london.ts';
import { appointmentSlot, officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom, workingDaysAfter } from '../time/working-day.ts';
import { type Claim, runsOn } from './claim.ts';
import { freshstartAttendance } from './freshstart-attendance.ts';

/** Interviews that are simulated. */
type InterviewType = 'FRESHSTART' | 'WORK_SEARCH_REVIEW' | 'NEW_JOBSEEKER';

/** How long an interview takes. */
const length = 30 * 60_000;

/** Interviews of a claim: soon after it was opened, and a review of the search for work later. Returns when they are. */
export function writeInterviews(claim: Claim, random: Random): Claim['meetings'] {
  const { life, plan, opened, release } = claim;
  const { benefits } = life.calibration;
  const meetings: { from: Moment; to: Moment }[] = [];
  const write = (
    type: InterviewType,
    booked: Moment,
    day: Day,
    attendance: (clash: Clash | null) => number,
  ): void => {
    const from = writeInterview(claim, random, { type, booked, day, attendance });
    if (from !== null) meetings.push({ from, to: from + length });
  };
  const soon = workingDaysAfter(londonClock(opened).day, random.int(3, 8));
  if (release !== null && random.chance(benefits.freshstartBooked)) {
    write('FRESHSTART', opened + 60_000, soon, (clash) =>
      freshstartAttendance(life, { clash, release, dateMoved: false }),
    );
  } else if (!plan.before && random.chance(0.3)) {
    write('NEW_JOBSEEKER', opened + 60_000, soon, (clash) => 0.77 * (clash ? benefits.freshstart.clash : 1));
  }
  if (!plan.before && random.chance(benefits.workSearchReview)) {
    const on = workingDayFrom(plan.openedOn + random.int(40, 120));
    const booked = Math.max(officeMoment(random, workingDayFrom(on - 14)), opened);
    write('WORK_SEARCH_REVIEW', booked, on, (clash) => 0.72 * (clash ? benefits.freshstart.clash : 1));
  }
  return meetings;
}

/** An interview that is to be booked. */
interface Wanted {
  readonly type: InterviewType;
  /** When it is booked. */
  readonly booked: Moment;
  readonly day: Day;
  /** The chance that the person comes, by what stands against the time. */
  attendance(clash: Clash | null): number;
}

/** One interview, where the claim runs on its day. Returns when it begins; null when there is none. */
function writeInterview(
  claim: Claim,
  random: Random,
  { type, booked, day, attendance }: Wanted,
): Moment | null {
  if (!runsOn(claim, day) || day <= londonClock(booked).day) return null;
  const { log, person, diary } = claim.life;
  const { nino } = person.identifiers;
  const startsAt = appointmentSlot(random, day);
  const clash = diary.clash(startsAt, startsAt + length);
  diary.book(startsAt, startsAt + length);
  const key = log.add('jobcentre', 'bookInterview', booked, { nino, type, bookedFor: isoMoment(startsAt) });
  const over = recordedInOffice(random, startsAt + length, booked);
  log.add('jobcentre', 'recordInterview', over, {
    nino,
    interviewId: recordId('jobcentre', key),
    attended: random.chance(attendance(clash)),
  });
  return startsAt;
}
