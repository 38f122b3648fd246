import { recordId } from '@throughgate/domain';
import type { Random } from '../random.ts';
import { isoMoment, type Moment } from '../time/day.ts';
import { appointmentSlot, officeMoment } from '../time/office-hours.ts';
import { placeOf, type Referral } from './referral.ts';

/** Share of sessions that people miss who have to be elsewhere then. Assumption. */
const missedOnClash = 0.7;

/** Delivery sessions: the first ones are agreed with the plan, at `approved`. */
export function writeSessions(referral: Referral, random: Random, approved: Moment): void {
  const { life, occasion, plan, log, schedule } = referral;
  const { referenceNumber } = occasion;
  const chance = life.random(`sessions ${referenceNumber}`);
  for (const { bookedOn, on, attended } of plan.sessions) {
    const booking = Math.max(officeMoment(random, bookedOn), approved);
    const startsAt = appointmentSlot(random, on);
    const done = startsAt + 60 * 60_000;
    const booked = schedule.at(booking, () =>
      log.book(booking, startsAt, 'bookSession', {
        referenceNumber,
        bookedFor: isoMoment(startsAt),
        endsAt: isoMoment(done),
        place: placeOf(referral),
      }),
    );
    const clash = life.diary.clash(startsAt, done) !== null;
    life.diary.book(startsAt, done);
    schedule.at(done, () =>
      log.record(done, 'recordSession', {
        referenceNumber,
        sessionId: recordId('providers', booked.value),
        attended: clash && chance.chance(missedOnClash) ? 'NO' : attended,
      }),
    );
  }
}
