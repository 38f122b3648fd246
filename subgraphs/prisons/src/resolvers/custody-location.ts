import type { CustodyLocationResolvers } from '../generated/graphql.ts';
import { booking } from '../records/booking.ts';
import { movement } from '../records/movement.ts';
import { wingNow } from '../records/wing.ts';
import { registeredPrison } from './registered-prison.ts';

/** Whom a prison holds: what a {@link CustodyLocation} is told of. */
export interface Held {
  readonly prisonerNumber: string;
  readonly prisonId: string;
}

/** Where a person is held now. */
export const CustodyLocation: CustodyLocationResolvers = {
  prison: ({ prisonId }) => registeredPrison(prisonId),
  wing: async ({ prisonerNumber }, _arguments, { load }) => {
    const stays = await load(booking.listOf.prisonerNumber, prisonerNumber);
    const stay = stays.find(({ endedAt }) => endedAt === null);
    return stay ? wingNow(stay, await load(movement.listOf.bookingId, stay.id)) : null;
  },
};
