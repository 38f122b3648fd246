/** Kinds of identifier by which agencies know a person. */
export type IdentifierKind = 'crn' | 'prisonerNumber' | 'nino' | 'pnc' | 'cro' | 'uln' | 'referenceNumber';

/** How one kind of identifier is written. */
export interface IdentifierForm {
  readonly kind: IdentifierKind;
  /** Name and agency, for people: `CRN (probation)`. */
  readonly name: string;
  /** A made-up example in canonical form. */
  readonly example: string;
  /**
   * The one way in which the hub writes this identifier, or `undefined` when the text is none of this kind, its
   * check letter or digit included.
   * @param text upper case, without white space
   * @param currentYear year against which a two-digit year is read
   */
  canonical(text: string, currentYear: number): string | undefined;
  /**
   * All that a text can mean which somebody typed, for a look-up: more than one where people leave out what tells
   * them apart. @default what `canonical` says
   */
  readings?(text: string, currentYear: number): readonly string[];
}

/** Makes the form of an identifier that is written in one way only and carries no check. */
export function plainForm(
  kind: IdentifierKind,
  name: string,
  example: string,
  pattern: RegExp,
): IdentifierForm {
  return { kind, name, example, canonical: (text) => (pattern.test(text) ? text : undefined) };
}

/** Writes a number with leading zeros; raises `RangeError` when it needs more digits or is no whole number. */
export function padded(number: number, digits: number): string {
  if (!Number.isInteger(number) || number < 0 || number >= 10 ** digits) {
    throw new RangeError(`${number} is not a whole number of at most ${digits} digits`);
  }
  return String(number).padStart(digits, '0');
}
