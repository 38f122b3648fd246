import type { SentenceResolvers } from '../generated/graphql.ts';
import { booking } from '../records/booking.ts';
import { offenceTitle, sentence } from '../records/sentence.ts';

/** A custodial sentence; its key dates are columns of the same row. */
export const Sentence: SentenceResolvers = {
  booking: ({ bookingId }, _arguments, { load }) =>
    bookingId === null ? null : load(booking.row, bookingId),
  consecutiveTo: ({ consecutiveToId }, _arguments, { load }) =>
    consecutiveToId === null ? null : load(sentence.row, consecutiveToId),
  offenceTitle: ({ offenceCode }) => offenceTitle(offenceCode),
  releaseDates: (sentence) => sentence,
};
