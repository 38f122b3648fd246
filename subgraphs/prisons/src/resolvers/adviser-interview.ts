import { daysBetween, londonDate } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type {
  AdviserInterviewPlace,
  AdviserInterviewPurpose,
  AdviserInterviewResolvers,
  AdviserNotHeldReason,
  InterviewTopic,
} from '../generated/graphql.ts';
import { booking } from '../records/booking.ts';
import { registeredPrison } from './registered-prison.ts';

/** An adviser, whose record is the Jobcentre's. */
export interface AdviserReference {
  readonly code: string;
}

/** An interview with the Employment and Benefit Adviser in prison. */
export const AdviserInterview: AdviserInterviewResolvers = {
  prison: ({ prisonId }) => registeredPrison(prisonId),
  purpose: ({ purpose }) => purpose as AdviserInterviewPurpose,
  booking: ({ bookingId }, _arguments, { load }) => required(load(booking.row, bookingId)),
  adviser: ({ adviserCode }) => (adviserCode === null ? null : { code: adviserCode }),
  place: ({ place }) => place as AdviserInterviewPlace | null,
  topics: ({ topics }) => topics as InterviewTopic[],
  notHeldReason: ({ notHeldReason }) => notHeldReason as AdviserNotHeldReason | null,
  daysBeforeRelease: async ({ bookingId, bookedFor }, _arguments, { load }) => {
    const release = releaseDay(await load(booking.row, bookingId));
    return release === null ? null : daysBetween(londonDate(bookedFor), release);
  },
  dateMovedSince: async ({ bookingId, releaseDateWhenBooked }, _arguments, { load }) => {
    const now = releaseDay(await load(booking.row, bookingId));
    return releaseDateWhenBooked === null || now === null ? null : day(releaseDateWhenBooked) !== now;
  },
};

/** The day of the release: the one that was, or else the one that counts now. */
function releaseDay(stay: { endedAt: Date | null; releaseOn: Date | null } | null): string | null {
  if (stay?.endedAt) return londonDate(stay.endedAt);
  return stay?.releaseOn ? day(stay.releaseOn) : null;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
