/** The alphabet of check letters: 23 letters, without those that look like digits or each other (I, O, S). */
const alphabet = 'ZABCDEFGHJKLMNPQRTUVWXY';

/**
 * The letter that ends a PNC or CRO number: the number's digits, year first, modulo 23, as a letter.
 * Source: hmpps-person-record, PNCIdentifier.kt and CROIdentifier.kt.
 * @param digits year and serial as one row of digits, for example `791234567`
 */
export function checkLetter(digits: string): string {
  return alphabet.charAt(Number(digits) % alphabet.length);
}

/** Reads a two-digit year: one above the current year's lies in the last century. */
export function fullYear(twoDigits: string, currentYear: number): number {
  const year = Number(twoDigits);
  return year > currentYear % 100 ? 1900 + year : 2000 + year;
}
