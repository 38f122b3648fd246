import { benefitCentre, coded, jobcentreOffice } from '@throughgate/domain';
import {
  badInput,
  contactColumns,
  defineRecord,
  notBefore,
  notFound,
  type RegisterFile,
  registerFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { AppointJobcentreContactInput, EndJobcentreContactInput } from '../generated/graphql.ts';
import type { Contact } from '../generated/prisma/client.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { titles } from './titles.ts';

/** An office or a benefit centre, in whose register its contacts are. */
interface ContactPlace {
  readonly kind: 'office' | 'benefit-centre';
  readonly code: string;
  readonly name: string;
}

/** The register's file of an office or of a benefit centre, keyed by its code: `office/JCP-DURHAM` or `benefit-centre/BDC-HULL`. */
const contactFile = registerFile<JobcentreTables>({
  name: (code) => contactPlace(code)?.kind ?? 'office',
  key: 'placeCode',
  check: (field, code) => {
    if (contactPlace(code)) return code;
    throw badInput(
      field,
      `"${field}" must be the code of an office or of a benefit centre, for example JCP-DURHAM or BDC-HULL, not "${code}".`,
    );
  },
});

function contactPlace(code: string): ContactPlace | undefined {
  const centre = benefitCentre(code);
  if (centre) return { kind: 'benefit-centre', code, name: centre.name };
  const office = jobcentreOffice(code);
  return office && { kind: 'office', code, name: office.name };
}

/**
 * Names somebody by whom others reach an office or a benefit centre. Raises `BAD_USER_INPUT` for a place or a role that is not
 * known, an empty name, and a contact who can be reached in no way.
 */
export async function appointJobcentreContact(
  file: RegisterFile<JobcentreTables>,
  input: AppointJobcentreContactInput,
): Promise<string> {
  const contact: Stored<Contact> = {
    id: file.newId,
    placeCode: file.key,
    ...contactColumns(input, titles.contactRole),
  };
  return recordContact(file, contact, 'jobcentre.contact.appointed', contact.from);
}

/**
 * Records that somebody is a contact no more. Raises `NOT_FOUND` for a contact that is none of this place, `CONTACT_ENDED` for
 * one that ended before, and `BAD_USER_INPUT` for a day before the first one.
 */
export async function endJobcentreContact(
  file: RegisterFile<JobcentreTables>,
  input: EndJobcentreContactInput,
): Promise<string> {
  const contact = await file.get('Contact', input.contactId);
  if (!contact) throw notFound('contact of this place', input.contactId);
  if (contact.to !== null) {
    throw conflict('CONTACT_ENDED', `${contact.name} was a contact until ${contact.to} already.`);
  }
  const to = notBefore('to', input.to, contact.from, 'the first day of the contact');
  return recordContact(file, { ...contact, to }, 'jobcentre.contact.ended', to);
}

function recordContact(
  file: RegisterFile<JobcentreTables>,
  contact: Stored<Contact>,
  type: string,
  occurredAt: string,
): string {
  const { placeCode, role, ...state } = contact;
  file.record({
    type,
    occurredAt,
    rows: { Contact: contact },
    data: {
      contact: { ...state, role: coded(titles.contactRole, role) },
      at: contactPlace(placeCode),
    },
  });
  return contact.id;
}

/** Somebody by whom others reach an office or a benefit centre. */
export const contact = defineRecord(contactFile, {
  table: 'Contact',
  key: 'id',
  listOf: { placeCode: { latestFirst: 'from' } },
  commands: { appointJobcentreContact, endJobcentreContact },
});
