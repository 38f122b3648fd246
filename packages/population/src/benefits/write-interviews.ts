import { recordId } from '@throughgate/domain';
import type { Random } from '../random.ts';
import { type Day, isoMoment, type Moment } from '../time/day.ts';
import { londonClock } from '../time/london.ts';
import { appointmentSlot, officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom, workingDaysAfter } from '../time/working-day.ts';
import { type Claim, runsOn } from './claim.ts';

/** Interviews of a claim: soon after it was opened, and a review of the search for work later. */
export function writeInterviews(claim: Claim, random: Random): void {
  const { plan, opened } = claim;
  const { benefits } = claim.life.calibration;
  const soon = workingDaysAfter(londonClock(opened).day, random.int(3, 8));
  if (plan.afterRelease && random.chance(benefits.freshstartBooked)) {
    writeInterview(claim, random, 'FRESHSTART', opened + 60_000, soon, benefits.freshstartAttended);
  } else if (!plan.before && random.chance(0.3)) {
    writeInterview(claim, random, 'NEW_JOBSEEKER', opened + 60_000, soon, 0.75);
  }
  if (!plan.before && random.chance(benefits.workSearchReview)) {
    const on = workingDayFrom(plan.openedOn + random.int(40, 120));
    const booked = Math.max(officeMoment(random, workingDayFrom(on - 14)), opened);
    writeInterview(claim, random, 'WORK_SEARCH_REVIEW', booked, on, 0.7);
  }
}

/** One interview, where the claim runs on its day; `attendance` is the chance that the person comes. */
function writeInterview(
  claim: Claim,
  random: Random,
  type: 'FRESHSTART' | 'WORK_SEARCH_REVIEW' | 'NEW_JOBSEEKER',
  booked: Moment,
  day: Day,
  attendance: number,
): void {
  if (!runsOn(claim, day) || day <= londonClock(booked).day) return;
  const { log, person } = claim.life;
  const { nino } = person.identifiers;
  const startsAt = appointmentSlot(random, day);
  const key = log.add('jobcentre', 'bookInterview', booked, { nino, type, bookedFor: isoMoment(startsAt) });
  const over = recordedInOffice(random, startsAt + 30 * 60_000, booked);
  log.add('jobcentre', 'recordInterview', over, {
    nino,
    interviewId: recordId('jobcentre', key),
    attended: random.chance(attendance),
  });
}
