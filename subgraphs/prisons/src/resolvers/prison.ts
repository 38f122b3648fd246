import { addDays, londonDate, londonTime, prison, prisonFunction } from '@throughgate/domain';
import { lastsOn } from '@throughgate/subgraph-kit';
import type { PrisonResolvers } from '../generated/graphql.ts';
import { adviserInterview } from '../records/adviser-interview.ts';
import { booking } from '../records/booking.ts';
import { movement } from '../records/movement.ts';
import { prisonContact } from '../records/prison-contact.ts';
import { prisoner } from '../records/prisoner.ts';

/** A prison of the register, which is reference data and needs no database; its contacts do. */
export const Prison: PrisonResolvers = {
  __resolveReference: ({ id }) => prison(id) ?? null,
  address: ({ town, county, postcode }) => ({ town, county, postcode }),
  contacts: async ({ id }, { role, on }, { load }) => {
    const contacts = await load(prisonContact.listOf.prisonId, id);
    return contacts.filter(
      (contact) =>
        (role == null || contact.role === role) &&
        (on == null || lastsOn({ from: contact.from, to: contact.until }, on)),
    );
  },
  function: ({ id }, { on }) => prisonFunction(id, on ?? londonDate(new Date())),
  successor: ({ successorId }) => (successorId === null ? null : (prison(successorId) ?? null)),
  prisoners: ({ id }, page, { load }) => load(prisoner.pageOf.prisonId, { parent: id, ...page }),
  releasesDue: ({ id }, { from, to, ...page }, { load }) =>
    load(booking.pageOf.prisonId, {
      parent: id,
      ...page,
      where: [{ column: 'releaseOn', from, through: to }],
    }),
  receptions: ({ id }, { from, to, reasons, ...page }, { load }) =>
    load(movement.pageOf.toPrisonId, {
      parent: id,
      ...page,
      where: [
        { column: 'at', from: startOf(from), to: startOf(addDays(to, 1)) },
        { column: 'direction', is: 'IN' },
        { column: 'reason', in: reasons },
      ],
    }),
  adviserInterviews: ({ id }, { from, to, ...page }, { load }) =>
    load(adviserInterview.pageOf.prisonId, {
      parent: id,
      ...page,
      where: [{ column: 'bookedFor', from, to }],
    }),
};

/** The moment at which a day begins in London. */
function startOf(day: string): string {
  return londonTime(day, '00:00').toISOString();
}
