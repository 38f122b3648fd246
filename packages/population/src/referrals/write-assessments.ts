import { recordId } from '@throughgate/domain';
import type { Random } from '../random.ts';
import { isoMoment, type Moment } from '../time/day.ts';
import { appointmentSlot, officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { placeOf, type Referral } from './referral.ts';

/** The bookings of the initial assessment and what came of each; some are appointments at probation as well. */
export function writeAssessments(referral: Referral, random: Random): void {
  const { life, occasion, plan, log, schedule } = referral;
  const { referenceNumber } = occasion;
  const alsoAtProbation = random.chance(life.calibration.ete.assessmentAtProbation);
  /** When the meeting before was over: nobody books another one before it was missed. */
  let over: Moment = 0;
  for (const [number, { bookedOn, on, attended }] of plan.assessments.entries()) {
    const booking = Math.max(officeMoment(random, bookedOn), over + 60_000);
    const startsAt = appointmentSlot(random, on);
    const done = startsAt + 60 * 60_000;
    schedule.at(booking, () => {
      const mutation = number === 0 ? 'bookInitialAssessment' : 'rebookInitialAssessment';
      log.book(booking, startsAt, mutation, {
        referenceNumber,
        bookedFor: isoMoment(startsAt),
        endsAt: isoMoment(done),
        place: placeOf(referral),
      });
      life.diary.book(startsAt, done);
      if (alsoAtProbation) writeAppointment(referral, random, startsAt, attended !== 'NO');
    });
    schedule.at(done, () => log.record(done, 'recordInitialAssessment', { referenceNumber, attended }));
    over = done;
  }
}

/** The appointment at probation of an assessment that the provider has just booked. */
function writeAppointment(
  { life, made, log }: Referral,
  random: Random,
  startsAt: Moment,
  attended: boolean,
): void {
  const { crn } = life.person.identifiers;
  const key = life.log.add('probation', 'bookAppointment', Math.max(log.last(), made + 60_000), {
    crn,
    type: 'CRSSAA',
    startsAt: isoMoment(startsAt),
  });
  const known = recordedInOffice(random, startsAt + 60 * 60_000, made + 120_000);
  life.log.add('probation', 'recordAppointmentOutcome', known, {
    crn,
    appointmentId: recordId('probation', key),
    outcome: attended ? 'ATTC' : 'AFTA',
  });
}
