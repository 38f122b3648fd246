import type { Attendance, SupportContactKind, SupportContactResolvers } from '../generated/graphql.ts';

/** A contact with a person outside booked sessions. */
export const SupportContact: SupportContactResolvers = {
  kind: ({ kind }) => kind as SupportContactKind,
  attended: ({ attended }) => attended as Attendance | null,
};
