import { prison } from '@throughgate/domain';
import type { PrisonResolvers } from '../generated/graphql.ts';
import { prisonContact } from '../records/prison-contact.ts';

/** A prison of the register, which is reference data and needs no database; its contacts do. */
export const Prison: PrisonResolvers = {
  __resolveReference: ({ id }) => prison(id) ?? null,
  address: ({ town, county, postcode }) => ({ town, county, postcode }),
  contacts: async ({ id }, { role, on }, { load }) => {
    const contacts = await load(prisonContact.listOf.prisonId, id);
    return contacts.filter(
      (contact) => (role == null || contact.role === role) && (on == null || isContactOn(contact, on)),
    );
  },
};

function isContactOn({ from, until }: { from: Date; until: Date | null }, day: string): boolean {
  const asText = (date: Date) => date.toISOString().slice(0, 10);
  return asText(from) <= day && (until === null || day <= asText(until));
}
