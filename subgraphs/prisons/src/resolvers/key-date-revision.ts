import { daysBetween } from '@throughgate/domain';
import type { KeyDateRevisionResolvers } from '../generated/graphql.ts';
import type { ReckonedDates } from '../records/key-date-revision.ts';

/** Days before a release within which what was booked on its date can hardly be changed any more. */
const tooLate = 14;

/** A calculation of a booking's key dates. */
export const KeyDateRevision: KeyDateRevisionResolvers = {
  before: ({ before }) => before as ReckonedDates | null,
  after: ({ after }) => after as unknown as ReckonedDates,
  late: ({ calculatedOn, before, after, movedDays }) => {
    if (!movedDays) return false;
    const on = calculatedOn.toISOString().slice(0, 10);
    return [before, after].some((dates) => {
      const release = (dates as ReckonedDates | null)?.release;
      return release != null && daysBetween(on, release) <= tooLate;
    });
  },
};
