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
 * All forms. They exclude each other but for PNC and CRO numbers, which a short text can fit both
 * (`12/34P`): there the check letter decides, and of two that fit the PNC number.
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
 * Recognises an identifier by its form, in whatever case and with whatever white space it was typed, and returns
 * its kind and canonical form; `undefined` when it fits no form, or its check letter or digit is wrong.
 * @param currentYear year against which a PNC number's two-digit year is read. @default this year
 */
export function recogniseIdentifier(
  text: string,
  currentYear: number = new Date().getUTCFullYear(),
): Identifier | undefined {
  const compact = text.replace(/\s+/g, '').toUpperCase();
  for (const form of forms) {
    const value = form.canonical(compact, currentYear);
    if (value !== undefined) return { kind: form.kind, value };
  }
  return undefined;
}

/** The canonical form of an identifier whose kind is known, or `undefined` when the text is none of that kind. */
export function parseIdentifier(
  kind: IdentifierKind,
  text: string,
  currentYear: number = new Date().getUTCFullYear(),
): string | undefined {
  const compact = text.replace(/\s+/g, '').toUpperCase();
  return forms.find((form) => form.kind === kind)?.canonical(compact, currentYear);
}

/** The accepted form of one kind of identifier, for a message to people. */
export function acceptedForm(kind: IdentifierKind): string {
  return acceptedForms[forms.findIndex((form) => form.kind === kind)] ?? kind;
}
