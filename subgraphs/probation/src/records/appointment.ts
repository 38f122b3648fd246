import { coded } from '@throughgate/domain';
import { defineRecord, notFound, type PersonFile } from '@throughgate/subgraph-kit';
import type { AppointmentOutcome, RecordAppointmentOutcomeInput } from '../generated/graphql.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { caseOf, probationCase } from './probation-case.ts';
import { titles } from './titles.ts';

/** Outcomes of an appointment that was called off before or when it would have started. */
const calledOff: readonly AppointmentOutcome[] = ['RSSR', 'APPW'];

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
  const recorded = { ...appointment, outcome };
  const { crn: _, ...state } = recorded;
  file.record({
    type: 'probation.appointment.outcome-recorded',
    occurredAt: early ? file.recordedAt : startsAt,
    rows: { Appointment: recorded },
    data: {
      appointment: {
        ...state,
        type: coded(titles.appointmentType, state.type),
        outcome: coded(titles.appointmentOutcome, state.outcome),
      },
    },
  });
  return recorded.id;
}

/** An appointment with probation. */
export const appointment = defineRecord(caseFile, {
  table: 'Appointment',
  key: 'id',
  belongsTo: { case: probationCase },
  pageOf: { crn: { latestFirst: 'startsAt' } },
  commands: { recordAppointmentOutcome },
  facts: {
    bookAppointment: {
      event: 'probation.appointment.booked',
      requires: caseOf,
      starts: { outcome: null },
    },
  },
});
