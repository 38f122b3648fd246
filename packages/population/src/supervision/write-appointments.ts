import { recordId } from '@throughgate/domain';
import type { Life } from '../life.ts';
import type { Random, Weighted } from '../random.ts';
import { isoMoment, type Moment } from '../time/day.ts';
import { londonClock, londonMoment } from '../time/london.ts';
import { appointmentSlot, recordedInOffice } from '../time/office-hours.ts';
import type { Span } from '../time/spans.ts';
import { nextWorkingDay, workingDayFrom } from '../time/working-day.ts';

/** How long an appointment takes. */
const length = 30 * 60_000;

/** Types of the appointments after the first, by their codes. Weights are assumptions. */
const laterTypes: Weighted<'COAP' | 'COPT' | 'CHVS'> = [
  ['COAP', 0.7],
  ['COPT', 0.18],
  ['CHVS', 0.12],
];

/** The first appointments of a time under supervision, each booked when the one before has been recorded. */
export function writeAppointments(life: Life, random: Random, caseRecorded: Moment, span: Span): void {
  const { person, calibration, log } = life;
  const { crn } = person.identifiers;
  const { mostAppointments, interval, outcomes } = calibration.supervision;
  let booked = Math.max(caseRecorded + 60_000, londonMoment(workingDayFrom(span.from), 12 * 60));
  let day = nextWorkingDay(Math.max(londonClock(booked).day, span.from) + random.int(0, 2));
  for (let count = 0; count < mostAppointments && day <= span.to; count++) {
    let startsAt = appointmentSlot(random, day);
    // The practitioner knows the hours of a curfew, and nothing of what the Jobcentre books.
    for (let tries = 0; tries < 8 && life.diary.clash(startsAt, startsAt + length) === 'CURFEW'; tries++) {
      startsAt = appointmentSlot(random, day);
    }
    life.diary.book(startsAt, startsAt + length, 'probation');
    const type = count === 0 ? 'COAI' : random.weighted(laterTypes);
    const key = log.add('probation', 'bookAppointment', booked, {
      crn,
      type,
      startsAt: isoMoment(startsAt),
      endsAt: isoMoment(startsAt + length),
      place:
        type === 'CHVS'
          ? 'At home'
          : type === 'COPT'
            ? 'By telephone'
            : `Probation office, ${person.unit.shortName}`,
    });
    const known = recordedInOffice(random, startsAt + length, booked);
    log.add('probation', 'recordAppointmentOutcome', known, {
      crn,
      appointmentId: recordId('probation', key),
      outcome: random.weighted(outcomes),
    });
    booked = known + 60_000;
    day = workingDayFrom(Math.max(day + random.int(...interval), londonClock(booked).day + 1));
  }
}
