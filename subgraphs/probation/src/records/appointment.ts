import { coded } from '@throughgate/domain';
import { defineRecord, notFound, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type {
  AppointmentOutcome,
  BookAppointmentInput,
  RecordAppointmentOutcomeInput,
} from '../generated/graphql.ts';
import type { Appointment } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { caseOf } from './probation-case.ts';
import { titles } from './titles.ts';

/** Outcomes of an appointment that was called off before or when it would have started. */
const calledOff: readonly AppointmentOutcome[] = ['RSSR', 'APPW'];

/** Books an appointment. Raises `NOT_FOUND` for a case that was never opened. */
export async function bookAppointment(
  file: PersonFile<ProbationTables>,
  input: BookAppointmentInput,
): Promise<string> {
  await caseOf(file);
  const { startsAt, type } = input;
  const appointment = { id: file.newId, crn: file.key, startsAt, type, outcome: null };
  return recordAppointment(file, appointment, 'probation.appointment.booked', file.recordedAt);
}

/**
 * Records how an appointment ended; a later call corrects an earlier one.
 * Raises `NOT_FOUND` for an appointment that is not in the file.
 */
export async function recordAppointmentOutcome(
  file: PersonFile<ProbationTables>,
  input: RecordAppointmentOutcomeInput,
): Promise<string> {
  const appointment = await file.get('Appointment', input.appointmentId);
  if (!appointment) throw notFound('appointment', input.appointmentId);
  const { startsAt } = appointment;
  const { outcome } = input;
  const early = calledOff.includes(outcome) && file.recordedAt < startsAt;
  return recordAppointment(
    file,
    { ...appointment, outcome },
    'probation.appointment.outcome-recorded',
    early ? file.recordedAt : startsAt,
  );
}

function recordAppointment(
  file: PersonFile<ProbationTables>,
  appointment: Stored<Appointment>,
  type: string,
  occurredAt: string,
): string {
  const { crn: _, ...state } = appointment;
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
  pageOf: { crn: { latestFirst: 'startsAt' } },
  commands: { bookAppointment, recordAppointmentOutcome },
});
