import { required } from '@throughgate/subgraph-kit';
import type { AppointmentOutcome, AppointmentResolvers, AppointmentType } from '../generated/graphql.ts';

/** An appointment with probation. */
export const Appointment: AppointmentResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.appointment.load(id),
  case: ({ crn }, _arguments, { loaders }) => required(loaders.probationCase, crn),
  type: ({ type }) => type as AppointmentType,
  outcome: ({ outcome }) => outcome as AppointmentOutcome | null,
};
