import { type AgencyContext, contactsAmong } from '@throughgate/subgraph-kit';
import type { ContactResolvers } from '../generated/graphql.ts';
import type { Contact as ContactRow } from '../generated/prisma/client.ts';
import { contact } from '../records/contact.ts';
import { titles } from '../records/titles.ts';

/** Somebody by whom others reach an office or a benefit centre. */
export const Contact: ContactResolvers = {
  roleName: ({ role }) => titles.contactRole[role] ?? role,
};

/** The contacts of an office or a benefit centre, the latest first: all, or those in a role, or on a day. */
export async function contactsAt(
  load: AgencyContext['load'],
  placeCode: string,
  asked: { readonly role?: string | null; readonly on?: string | null },
): Promise<ContactRow[]> {
  return contactsAmong(await load(contact.listOf.placeCode, placeCode), asked);
}
