import { crnForm } from './crn.ts';
import { croForm } from './cro.ts';
import type { IdentifierForm, IdentifierKind } from './identifier-form.ts';
import { ninoForm } from './nino.ts';
import { pncForm } from './pnc.ts';
import { prisonerNumberForm } from './prisoner-number.ts';
import { referenceNumberForm } from './reference-number.ts';
import { ulnForm } from './uln.ts';

/** An identifier whose kind is known. */
export interface Identifier {
  readonly kind: IdentifierKind;
  /** In canonical form. */
  readonly value: string;
}

/**
 * All forms, in the order in which their readings are taken. Records give each identifier with its kind. What somebody
 * types may fit two: PNC and CRO numbers (`12/34P`, where the check letter decides as a rule), and a National Insurance
 * number without its last letter, which looks like a CRN.
 */
const forms: readonly IdentifierForm[] = [
  crnForm,
  prisonerNumberForm,
  ninoForm,
  referenceNumberForm,
  ulnForm,
  pncForm,
  croForm,
];

/** The accepted forms for a message to people, for example `CRN (probation), as X123456`. */
export const acceptedForms: readonly string[] = forms.map(({ name, example }) => `${name}, as ${example}`);

/**
 * All that a text can mean, in whatever case and with whatever white space it was typed, the likeliest first; empty when
 * it fits no form, or its check letter or digit is wrong.
 * @param currentYear year against which a PNC number's two-digit year is read. @default this year
 */
export function identifierReadings(
  text: string,
  currentYear: number = new Date().getUTCFullYear(),
): readonly Identifier[] {
  const compact = compacted(text);
  return forms.flatMap(({ kind, canonical, readings }) => {
    const values = readings?.(compact, currentYear) ?? [canonical(compact, currentYear)];
    return values.filter((value) => value !== undefined).map((value) => ({ kind, value }));
  });
}

/** The canonical form of an identifier whose kind is known, or `undefined` when the text is none of that kind. */
export function parseIdentifier(
  kind: IdentifierKind,
  text: string,
  currentYear: number = new Date().getUTCFullYear(),
): string | undefined {
  return forms.find((form) => form.kind === kind)?.canonical(compacted(text), currentYear);
}

/** The accepted form of one kind of identifier, for a message to people. */
export function acceptedForm(kind: IdentifierKind): string {
  return acceptedForms[forms.findIndex((form) => form.kind === kind)] ?? kind;
}

function compacted(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}
