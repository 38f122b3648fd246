import { recordId } from '@throughgate/domain';
import { staffName } from '../names/staff-name.ts';
import type { StepAgency } from '../step.ts';
import type { Day } from '../time/day.ts';
import { type Tenure, type Term, termOn, termsOf } from './term.ts';

/** A post at a place through which other agencies reach it. */
export interface ContactPost {
  /** The agency that keeps the register. */
  readonly agency: StepAgency;
  /** The entry of the register, for example `prison/MDI`. */
  readonly place: string;
  /** Code of the role. */
  readonly role: string;
}

/** Somebody in such a post. */
export interface Contact extends Term {
  /** Key of the step that appoints them. */
  readonly key: string;
  /** Id of the record that it makes. */
  readonly id: string;
  /** Name of the person. */
  readonly name: string;
  /** E-mail address, at a domain that cannot exist. */
  readonly email: string;
  /** Telephone number, of a range that is kept for fiction. */
  readonly phone: string;
}

/** Contacts change every two years or so, and half of the changes leave the post vacant for some months. Assumptions. */
const usual: Tenure = { meanDays: 700, vacant: 0.5, meanVacancy: 90 };

/** In the benefit centres staff turned over faster (DWP research report 784, table 1). Assumption. */
const closing: Tenure = { meanDays: 330, vacant: 0.6, meanVacancy: 160 };

const tenureOf = ({ role }: ContactPost): Tenure => (role === 'BENEFIT_CLOSURE' ? closing : usual);

/** Everybody who holds the post, in order of time. */
export function contactsIn(post: ContactPost): Contact[] {
  return termsOf(nameOf(post), tenureOf(post)).map((term) => contactOf(post, term));
}

/** Who holds the post on a day; undefined while it is vacant. */
export function contactOn(post: ContactPost, day: Day): Contact | undefined {
  const term = termOn(termsOf(nameOf(post), tenureOf(post)), day);
  return term && contactOf(post, term);
}

function nameOf({ agency, place, role }: ContactPost): string {
  return `${agency} ${place} ${role}`;
}

function contactOf(post: ContactPost, term: Term): Contact {
  const key = `places:contacts:${post.agency}:${post.place}:${post.role}:${term.number}`;
  const id = recordId(post.agency, key);
  return {
    ...term,
    key,
    id,
    name: staffName(key),
    email: `${post.role.toLowerCase().replaceAll('_', '-')}@${post.place.replace('/', '-').toLowerCase()}.example`,
    phone: `01632 960${String(Number.parseInt(id.slice(0, 6), 16) % 1000).padStart(3, '0')}`,
  };
}
