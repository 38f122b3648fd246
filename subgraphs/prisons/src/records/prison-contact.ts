import { coded } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  filledInput,
  knownRole,
  notBefore,
  notFound,
  type RegisterFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { AppointPrisonContactInput, EndPrisonContactInput } from '../generated/graphql.ts';
import type { PrisonContact } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { prisonFile } from './prison-file.ts';
import { prisonReference } from './prison-reference.ts';
import type { PrisonTables } from './prisoner-file.ts';
import { titles } from './titles.ts';

/**
 * Names somebody by whom other agencies reach a prison. Raises `BAD_USER_INPUT` for a role that is not known, an empty name,
 * and a contact who can be reached in no way.
 */
export async function appointPrisonContact(
  file: RegisterFile<PrisonTables>,
  input: AppointPrisonContactInput,
): Promise<string> {
  const contact: Stored<PrisonContact> = {
    id: file.newId,
    prisonId: file.key,
    role: knownRole(input.role, titles.contactRole),
    name: filledInput('name', input.name),
    email: input.email == null ? null : filledInput('email', input.email),
    telephone: input.telephone == null ? null : filledInput('telephone', input.telephone),
    from: input.from,
    until: null,
  };
  if (contact.email === null && contact.telephone === null) {
    throw badInput('email', '"email" or "telephone" must be given: a contact is there to be reached.');
  }
  return recordContact(file, contact, 'prisons.contact.appointed', contact.from);
}

/**
 * Records that somebody is a contact no more. Raises `NOT_FOUND` for a contact that is none of this prison,
 * `CONTACT_ENDED` for one that ended before, and `BAD_USER_INPUT` for a day before the first one.
 */
export async function endPrisonContact(
  file: RegisterFile<PrisonTables>,
  input: EndPrisonContactInput,
): Promise<string> {
  const contact = await file.get('PrisonContact', input.contactId);
  if (!contact) throw notFound('contact of this prison', input.contactId);
  if (contact.until !== null) {
    throw conflict('CONTACT_ENDED', `${contact.name} was a contact until ${contact.until} already.`);
  }
  const until = notBefore('until', input.until, contact.from, 'the first day of the contact');
  return recordContact(file, { ...contact, until }, 'prisons.contact.ended', until);
}

function recordContact(
  file: RegisterFile<PrisonTables>,
  contact: Stored<PrisonContact>,
  type: string,
  occurredAt: string,
): string {
  const { prisonId, role, ...state } = contact;
  file.record({
    type,
    occurredAt,
    rows: { PrisonContact: contact },
    data: {
      contact: { ...state, role: coded(titles.contactRole, role) },
      prison: prisonReference(prisonId),
    },
  });
  return contact.id;
}

/** Somebody by whom other agencies reach a prison. */
export const prisonContact = defineRecord(prisonFile, {
  table: 'PrisonContact',
  key: 'id',
  listOf: { prisonId: { latestFirst: 'from' } },
  commands: { appointPrisonContact, endPrisonContact },
});
