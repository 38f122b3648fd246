import type { AppointmentOutcome, AppointmentResolvers, AppointmentType } from '../generated/graphql.ts';
import { deliveryUnitOf } from '../records/delivery-unit.ts';
import { titles } from '../records/titles.ts';

/** An appointment with probation, and what the provider holds of the same meeting. */
export const Appointment: AppointmentResolvers = {
  type: ({ type }) => type as AppointmentType,
  typeTitle: ({ type }) => titles.appointmentType[type as AppointmentType] ?? type,
  outcome: ({ outcome }) => outcome as AppointmentOutcome | null,
  outcomeTitle: ({ outcome }) =>
    outcome === null ? null : (titles.appointmentOutcome[outcome as AppointmentOutcome] ?? outcome),
  deliveryUnit: ({ deliveryUnitCode }) => deliveryUnitOf(deliveryUnitCode),
  referral: ({ referenceNumber }) => (referenceNumber === null ? null : { referenceNumber }),
  assessment: ({ assessmentId }) => (assessmentId === null ? null : { id: assessmentId }),
  session: ({ sessionId }) => (sessionId === null ? null : { id: sessionId }),
};
