import { required } from '@throughgate/subgraph-kit';
import type {
  AbsencePurpose,
  AbsenceStatus,
  TemporaryAbsenceResolvers,
  TemporaryAbsenceSubType,
  TemporaryAbsenceType,
} from '../generated/graphql.ts';
import { booking } from '../records/booking.ts';
import { reasonTitle } from '../records/existing-reason.ts';

/** A planned absence from the prison during which custody goes on. */
export const TemporaryAbsence: TemporaryAbsenceResolvers = {
  booking: ({ bookingId }, _arguments, { load }) => required(load(booking.row, bookingId)),
  type: ({ type }) => type as TemporaryAbsenceType,
  subType: ({ subType }) => subType as TemporaryAbsenceSubType,
  reason: ({ reasonCode }) => reasonTitle(reasonCode),
  purpose: ({ purpose }) => purpose as AbsencePurpose,
  status: ({ status }) => status as AbsenceStatus,
};
