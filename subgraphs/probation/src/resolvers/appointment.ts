import { required } from '@throughgate/subgraph-kit';
import type { AppointmentOutcome, AppointmentResolvers, AppointmentType } from '../generated/graphql.ts';
import { probationCase } from '../records/probation-case.ts';

/** An appointment with probation. */
export const Appointment: AppointmentResolvers = {
  case: ({ crn }, _arguments, { load }) => required(load(probationCase.row, crn)),
  type: ({ type }) => type as AppointmentType,
  outcome: ({ outcome }) => outcome as AppointmentOutcome | null,
};
