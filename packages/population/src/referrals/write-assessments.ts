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
      const key = log.book(booking, startsAt, mutation, {
        referenceNumber,
        bookedFor: isoMoment(startsAt),
        endsAt: isoMoment(done),
        place: placeOf(referral),
      });
      life.diary.book(startsAt, done);
      if (alsoAtProbation && !life.diary.busy('probation', startsAt, done)) {
        life.diary.book(startsAt, done, 'probation');
        writeAppointment(referral, random, { startsAt, assessmentId: recordId('providers', key), attended });
      }
    });
    schedule.at(done, () => log.record(done, 'recordInitialAssessment', { referenceNumber, attended }));
    over = done;
  }
}

/** A booking of an assessment, as probation sees it. */
interface BookedAssessment {
  readonly startsAt: Moment;
  readonly assessmentId: string;
  readonly attended: 'YES' | 'LATE' | 'NO';
}

/** The appointment at probation of an assessment that the provider has just booked: the same meeting. */
function writeAppointment(
  referral: Referral,
  random: Random,
  { startsAt, assessmentId, attended }: BookedAssessment,
): void {
  const { life, occasion, made, log } = referral;
  const { crn } = life.person.identifiers;
  const key = life.log.add('probation', 'bookAppointment', Math.max(log.last(), made + 60_000), {
    crn,
    type: 'CRSSAA',
    startsAt: isoMoment(startsAt),
    endsAt: isoMoment(startsAt + 60 * 60_000),
    place: placeOf(referral),
    referenceNumber: occasion.referenceNumber,
    assessmentId,
  });
  const known = recordedInOffice(random, startsAt + 60 * 60_000, made + 120_000);
  life.log.add('probation', 'recordAppointmentOutcome', known, {
    crn,
    appointmentId: recordId('probation', key),
    outcome: attended === 'NO' ? 'AFTA' : 'ATTC',
  });
}
