import { movementMeaning, prison } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { BookingResolvers, LegalStatus } from '../generated/graphql.ts';
import type { Booking as BookingRow } from '../generated/prisma/client.ts';
import { adviserInterview } from '../records/adviser-interview.ts';
import { keyDateRevision, type ReckonedDates, reckonedDates } from '../records/key-date-revision.ts';
import { movement } from '../records/movement.ts';
import { sentence } from '../records/sentence.ts';

/** A stay in custody, with the key dates of its booking as last calculated. */
export const Booking: BookingResolvers = {
  prison: ({ prisonId }) => (prisonId === null ? null : (prison(prisonId) ?? null)),
  legalStatus: ({ legalStatus }) => legalStatus as LegalStatus,
  sentences: ({ bookId }, _arguments, { load }) => load(sentence.listOf.bookId, bookId),
  keyDates: (stay) => datesOf(stay),
  keyDateRevisions: ({ id }, _arguments, { load }) => load(keyDateRevision.listOf.bookingId, id),
  // The movement that opens a stay gives it its id.
  reception: ({ id }, _arguments, { load }) => required(load(movement.row, id)),
  release: async ({ id, endedAt }, _arguments, { load }) => {
    if (endedAt === null) return null;
    const movements = await load(movement.listOf.bookingId, id);
    return movements.findLast((moved) => movementMeaning(moved).endsCustody) ?? null;
  },
  transfers: async ({ id }, _arguments, { load }) => {
    const movements = await load(movement.listOf.bookingId, id);
    return movements.filter(({ type, direction }) => type === 'TRN' && direction === 'IN');
  },
  adviserInterviews: ({ id }, _arguments, { load }) => load(adviserInterview.listOf.bookingId, id),
  seenByAdviser: async ({ id }, _arguments, { load }) =>
    (await load(adviserInterview.listOf.bookingId, id)).some(({ held }) => held === true),
  resettlement: (stay) => stay,
};

function datesOf(stay: BookingRow): ReckonedDates | null {
  const dates = reckonedDates((name) => stay[name]?.toISOString().slice(0, 10) ?? null);
  return Object.values(dates).every((date) => date === null) ? null : dates;
}
