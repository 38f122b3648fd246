import { coded } from '@throughgate/domain';
import {
  contactColumns,
  defineRecord,
  notBefore,
  notFound,
  type RegisterFile,
  registerFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { AppointUnitContactInput, EndUnitContactInput } from '../generated/graphql.ts';
import type { Contact } from '../generated/prisma/client.ts';
import type { ProbationTables } from './case-file.ts';
import { deliveryUnitOf, existingDeliveryUnit } from './delivery-unit.ts';
import { conflict } from './error-codes.ts';
import { titles } from './titles.ts';

type UnitFile = RegisterFile<ProbationTables>;

/** The register's file of a delivery unit, keyed by its code: `unit/N50MANC`. */
const unitFile = registerFile<ProbationTables>({
  name: 'unit',
  key: 'deliveryUnitCode',
  check: existingDeliveryUnit,
});

/**
 * Names somebody by whom others reach a delivery unit. Raises `BAD_USER_INPUT` for a unit or a role that is not known, an empty
 * name, and a contact who can be reached in no way.
 */
export async function appointUnitContact(file: UnitFile, input: AppointUnitContactInput): Promise<string> {
  const contact: Stored<Contact> = {
    id: file.newId,
    deliveryUnitCode: file.key,
    ...contactColumns(input, titles.contactRole),
  };
  return recordContact(file, contact, 'probation.contact.appointed', contact.from);
}

/**
 * Records that somebody is a contact no more. Raises `NOT_FOUND` for a contact that is none of this unit, `CONTACT_ENDED` for
 * one that ended before, and `BAD_USER_INPUT` for a day before the first one.
 */
export async function endUnitContact(file: UnitFile, input: EndUnitContactInput): Promise<string> {
  const contact = await file.get('Contact', input.contactId);
  if (!contact) throw notFound('contact of this delivery unit', input.contactId);
  if (contact.to !== null) {
    throw conflict('CONTACT_ENDED', `${contact.name} was a contact until ${contact.to} already.`);
  }
  const to = notBefore('to', input.to, contact.from, 'the first day of the contact');
  return recordContact(file, { ...contact, to }, 'probation.contact.ended', to);
}

function recordContact(file: UnitFile, contact: Stored<Contact>, type: string, occurredAt: string): string {
  const { deliveryUnitCode, role, ...state } = contact;
  const { code, name } = deliveryUnitOf(deliveryUnitCode);
  file.record({
    type,
    occurredAt,
    rows: { Contact: contact },
    data: { contact: { ...state, role: coded(titles.contactRole, role) }, deliveryUnit: { code, name } },
  });
  return contact.id;
}

/** Somebody by whom others reach a delivery unit. */
export const contact = defineRecord(unitFile, {
  table: 'Contact',
  key: 'id',
  listOf: { deliveryUnitCode: { latestFirst: 'from' } },
  commands: { appointUnitContact, endUnitContact },
});
