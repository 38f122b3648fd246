import { coded, isCalledOff } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  filledInput,
  notFound,
  optionalIdentifierInput,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { BookAppointmentInput, RecordAppointmentOutcomeInput } from '../generated/graphql.ts';
import type { Appointment } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { existingDeliveryUnit } from './delivery-unit.ts';
import { conflict } from './error-codes.ts';
import { caseOf, probationCase } from './probation-case.ts';
import { titles } from './titles.ts';

type CaseFile = PersonFile<ProbationTables>;

/** Longest appointment, in milliseconds. */
const longest = 24 * 60 * 60_000;

/**
 * Books an appointment. Raises `BAD_USER_INPUT` for an end that is not after the beginning, empty text, a unit that does not
 * exist and a provider's record that cannot be the same meeting, and `APPOINTMENT_OVERLAPS` where the person has another
 * appointment then.
 */
export async function bookAppointment(file: CaseFile, input: BookAppointmentInput): Promise<string> {
  const { deliveryUnitCode } = await caseOf(file);
  const { type, startsAt, assessmentId, sessionId } = input;
  if (assessmentId != null && type !== 'CRSSAA') throw notThatMeeting('assessmentId', 'CRSSAA', type);
  if (sessionId != null && type !== 'CRSAPT') throw notThatMeeting('sessionId', 'CRSAPT', type);
  const booked: Stored<Appointment> = {
    id: file.newId,
    crn: file.key,
    startsAt,
    endsAt: endInput(startsAt, input.endsAt),
    type,
    outcome: null,
    calledOff: false,
    place: input.place == null ? null : filledInput('place', input.place),
    deliveryUnitCode:
      input.deliveryUnitCode == null
        ? deliveryUnitCode
        : existingDeliveryUnit('deliveryUnitCode', input.deliveryUnitCode),
    referenceNumber: optionalIdentifierInput('referenceNumber', input.referenceNumber),
    assessmentId: assessmentId == null ? null : filledInput('assessmentId', assessmentId),
    sessionId: sessionId == null ? null : filledInput('sessionId', sessionId),
  };
  await refuseOverlap(file, booked);
  return recordAppointment(file, booked, 'probation.appointment.booked', file.recordedAt);
}

/**
 * Records how an appointment ended; a later call corrects an earlier one. Raises `NOT_FOUND` for an appointment that is not in
 * the file, and `APPOINTMENT_OVERLAPS` for one that was called off and is not any more, though another one took its time.
 */
export async function recordAppointmentOutcome(
  file: CaseFile,
  { appointmentId, outcome }: RecordAppointmentOutcomeInput,
): Promise<string> {
  const before = await file.get('Appointment', appointmentId);
  if (!before) throw notFound('appointment', appointmentId);
  const recorded = { ...before, outcome, calledOff: isCalledOff(outcome) };
  if (before.calledOff) await refuseOverlap(file, recorded);
  const early = recorded.calledOff && file.recordedAt < before.startsAt;
  return recordAppointment(
    file,
    recorded,
    'probation.appointment.outcome-recorded',
    early ? file.recordedAt : before.startsAt,
  );
}

function endInput(startsAt: string, endsAt: string | null | undefined): string | null {
  if (endsAt == null) return null;
  const milliseconds = Date.parse(endsAt) - Date.parse(startsAt);
  if (milliseconds > 0 && milliseconds <= longest) return endsAt;
  throw badInput(
    'endsAt',
    `"endsAt" must be after "startsAt", ${startsAt}, by at most a day; it is ${endsAt}.`,
  );
}

function notThatMeeting(field: string, needed: string, type: string) {
  return badInput(
    field,
    `"${field}" must be left out, or "type" be ${needed}: an appointment ${type} is no such meeting.`,
  );
}

/** Raises `APPOINTMENT_OVERLAPS` where another appointment of the person takes some of the same time. */
async function refuseOverlap(
  file: CaseFile,
  { id, startsAt, endsAt, calledOff }: Stored<Appointment>,
): Promise<void> {
  // An appointment whose end is not known, as those of before, is not known to be in the way.
  if (endsAt === null || calledOff) return;
  const other = (await file.list('Appointment')).find(
    (one) =>
      one.id !== id &&
      !one.calledOff &&
      one.endsAt !== null &&
      one.startsAt < endsAt &&
      startsAt < one.endsAt,
  );
  if (!other) return;
  throw conflict(
    'APPOINTMENT_OVERLAPS',
    `${file.key} has appointment ${other.id} from ${other.startsAt} to ${other.endsAt}: call it off first, or choose another time.`,
  );
}

function recordAppointment(
  file: CaseFile,
  appointment: Stored<Appointment>,
  type: string,
  occurredAt: string,
): string {
  const { crn: _, calledOff: __, ...state } = appointment;
  file.record({
    type,
    occurredAt,
    rows: { Appointment: appointment },
    data: {
      appointment: {
        ...state,
        type: coded(titles.appointmentType, state.type),
        outcome: coded(titles.appointmentOutcome, state.outcome),
      },
    },
  });
  return appointment.id;
}

/** An appointment with probation. */
export const appointment = defineRecord(caseFile, {
  table: 'Appointment',
  key: 'id',
  belongsTo: { case: probationCase },
  pageOf: { crn: { latestFirst: 'startsAt' }, deliveryUnitCode: { earliestFirst: 'startsAt' } },
  commands: { bookAppointment, recordAppointmentOutcome },
});
