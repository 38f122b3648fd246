import { checkLetter, fullYear } from './check-letter.ts';
import { type IdentifierForm, padded } from './identifier-form.ts';

/**
 * Number of the Police National Computer: year, serial and check letter, canonically `1979/0163001B`.
 * The year may have two digits, the serial may lack its zeros and the slash may be missing; the letter tells
 * which reading of a row of digits is meant.
 */
export const pncForm: IdentifierForm = {
  kind: 'pnc',
  name: 'PNC number (police)',
  example: '1979/0163001B',
  canonical: (text, currentYear) => readings(text, currentYear)[0],
  readings,
};

/** With a slash one at most; a row of digits may begin with a year of four digits or of two. */
const patterns = [
  /^(\d{2}|\d{4})\/(\d{1,7})([A-Z])$/,
  /^((?:19|20)\d{2})(\d{1,7})([A-Z])$/,
  /^(\d{2})(\d{1,7})([A-Z])$/,
];

function readings(text: string, currentYear: number): readonly string[] {
  return patterns
    .map((pattern) => read(pattern.exec(text), currentYear))
    .filter((number) => number !== undefined);
}

/**
 * Makes the PNC number of a synthetic person.
 * @param year four digits
 * @param serial 0 to 9,999,999
 */
export function makePnc(year: number, serial: number): string {
  const digits = padded(serial, 7);
  return `${padded(year, 4)}/${digits}${checkLetter(padded(year % 100, 2) + digits)}`;
}

function read(match: RegExpExecArray | null, currentYear: number): string | undefined {
  const [, year = '', serial = '', letter] = match ?? [];
  if (checkLetter(year.slice(-2) + serial.padStart(7, '0')) !== letter) return undefined;
  const four = year.length === 2 ? fullYear(year, currentYear) : Number(year);
  return makePnc(four, Number(serial));
}
