import { badInput } from './errors.ts';
import { filledInput } from './input-checks.ts';
import { lastsOn } from './lasts-on.ts';

/** What is said when somebody is named by whom others reach an office, a centre or a unit. */
export interface ContactInput {
  readonly role: string;
  readonly name: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  /** `YYYY-MM-DD`. */
  readonly from: string;
}

/**
 * The columns of a new contact, beside its id and its place. Raises `BAD_USER_INPUT` for a role that is none of `roles`, an empty
 * name, and a contact who can be reached in no way.
 */
export function contactColumns(input: ContactInput, roles: Readonly<Record<string, string>>) {
  const contact = {
    role: knownRole(input.role, roles),
    name: filledInput('name', input.name),
    email: input.email == null ? null : filledInput('email', input.email),
    phone: input.phone == null ? null : filledInput('phone', input.phone),
    from: input.from,
    to: null,
  };
  if (contact.email === null && contact.phone === null) {
    throw badInput('email', '"email" or "phone" must be given: a contact is there to be reached.');
  }
  return contact;
}

/** A code among those of `roles`. Raises `BAD_USER_INPUT` for any other. */
export function knownRole(code: string, roles: Readonly<Record<string, string>>): string {
  const codes = Object.keys(roles);
  if (codes.includes(code)) return code;
  throw badInput('role', `"role" must be one of ${codes.join(', ')}, not "${code}".`);
}

/** The contacts that are asked for: all, or those in a role, or on a day, or both. */
export function contactsAmong<
  Contact extends { readonly role: string; readonly from: Date; readonly to: Date | null },
>(
  contacts: readonly Contact[],
  { role, on }: { readonly role?: string | null; readonly on?: string | null },
): Contact[] {
  return contacts.filter(
    (contact) => (role == null || contact.role === role) && (on == null || lastsOn(contact, on)),
  );
}
