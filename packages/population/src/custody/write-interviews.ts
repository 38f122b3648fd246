import { recordId } from '@throughgate/domain';
import type { Random } from '../random.ts';
import { type Day, isoMoment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { workingDayFrom, workingDayUntil } from '../time/working-day.ts';
import { describeInterview } from './describe-interview.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/**
 * Interviews with the Employment and Benefit Adviser: at induction, and before release from a stay of more than a
 * month. Returns the days on which they were held; null when one was not.
 */
export function writeInterviews(
  stay: Stay,
  random: Random,
  log: PrisonLog,
): { inductionHeldOn: Day | null; preReleaseHeldOn: Day | null } {
  const { from, to } = stay.plan;
  const { inductionBooked, preReleaseBooked } = stay.life.calibration.custody;
  const served = to - from;
  const inductionHeldOn = random.chance(inductionBooked)
    ? writeInterview(stay, random, log, 'INDUCTION', from, from + random.int(1, 6))
    : null;
  let preReleaseHeldOn: Day | null = null;
  if (served > 30 && random.chance(preReleaseBooked)) {
    // About twelve weeks before release; in a shorter stay two to three weeks before.
    const wanted = served > 110 ? to - random.int(77, 91) : to - random.int(12, 20);
    let bookedOn = workingDayUntil(wanted - random.int(5, 12));
    while (stay.away.has(bookedOn)) bookedOn = workingDayUntil(bookedOn - 1);
    preReleaseHeldOn = writeInterview(stay, random, log, 'PRE_RELEASE', bookedOn, wanted);
  }
  return { inductionHeldOn, preReleaseHeldOn };
}

/**
 * One interview, on the first day from `wanted` on that is possible: none when the stay has no such day. It is not held
 * after a transfer since the booking. Returns its day when it is held, else null.
 */
function writeInterview(
  stay: Stay,
  random: Random,
  log: PrisonLog,
  purpose: 'INDUCTION' | 'PRE_RELEASE',
  bookedOn: Day,
  wanted: Day,
): Day | null {
  const { from, to } = stay.plan;
  const { prisonerNumber } = stay.life.person.identifiers;
  let day = workingDayFrom(wanted);
  while (stay.away.has(day)) day = workingDayFrom(day + 1);
  if (day >= to || bookedOn >= day || bookedOn < from) return null;
  const booking =
    bookedOn === from ? stay.arrival + 60 * 60_000 : londonMoment(bookedOn, random.int(9 * 60, 16 * 60));
  const slot = random.pick([9 * 60, 9 * 60 + 45, 10 * 60 + 30, 14 * 60, 14 * 60 + 45]);
  const meeting = londonMoment(day, slot);
  const moved = stay.route.moves.some((move) => move.day > bookedOn && move.day < day);
  const held = !moved && random.chance(stay.life.calibration.custody.interviewHeld);
  const { planned, told } = describeInterview(stay, { purpose, day, held, moved });
  const booked = stay.schedule.at(booking, () =>
    log.record(booking, 'bookAdviserInterview', {
      prisonerNumber,
      purpose,
      bookedFor: isoMoment(meeting),
      endsAt: isoMoment(meeting + 30 * 60_000),
      ...planned,
    }),
  );
  const done = meeting + 40 * 60_000;
  stay.schedule.at(done, () =>
    log.record(done, 'recordAdviserInterview', {
      prisonerNumber,
      interviewId: recordId('prisons', booked.value),
      held,
      ...told,
    }),
  );
  return held ? day : null;
}
