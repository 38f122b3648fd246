import { recordId } from '@throughgate/domain';
import type { Random } from '../random.ts';
import { isoMoment, type Moment } from '../time/day.ts';
import { appointmentSlot, officeMoment } from '../time/office-hours.ts';
import type { Referral } from './referral.ts';

/** Delivery sessions: the first ones are agreed with the plan, at `approved`. */
export function writeSessions(
  { occasion, plan, log, schedule }: Referral,
  random: Random,
  approved: Moment,
): void {
  const { referenceNumber } = occasion;
  for (const { bookedOn, on, attended } of plan.sessions) {
    const booking = Math.max(officeMoment(random, bookedOn), approved);
    const startsAt = appointmentSlot(random, on);
    const done = startsAt + 60 * 60_000;
    const booked = schedule.at(booking, () =>
      log.book(booking, startsAt, 'bookSession', { referenceNumber, bookedFor: isoMoment(startsAt) }),
    );
    schedule.at(done, () =>
      log.record(done, 'recordSession', {
        referenceNumber,
        sessionId: recordId('providers', booked.value),
        attended,
      }),
    );
  }
}
