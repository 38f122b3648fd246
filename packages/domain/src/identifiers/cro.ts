import { checkLetter } from './check-letter.ts';
import { type IdentifierForm, padded } from './identifier-form.ts';

/**
 * Number of the Criminal Records Office: `065656/91H`, or `SF05/482703J` for a file without fingerprints.
 * In the first form the check covers year and six digits of serial; in the second the serial as written.
 */
export const croForm: IdentifierForm = {
  kind: 'cro',
  name: 'CRO number (police)',
  example: '065656/91H',
  canonical(text) {
    const [, serial, year = '', letter] = /^(\d{1,6})\/(\d{2})([A-Z])$/.exec(text) ?? [];
    if (serial !== undefined) {
      const digits = serial.padStart(6, '0');
      return checkLetter(year + digits) === letter ? `${digits}/${year}${letter}` : undefined;
    }
    const [, fileYear = '', fileSerial, fileLetter] = /^SF(\d{2})\/(\d{1,6})([A-Z])$/.exec(text) ?? [];
    if (fileSerial === undefined) return undefined;
    return checkLetter(fileYear + fileSerial) === fileLetter ? text : undefined;
  },
};

/**
 * Makes the CRO number of a synthetic person.
 * @param year four digits, of which the last two count
 * @param serial 0 to 999,999
 */
export function makeCro(year: number, serial: number): string {
  const twoDigits = padded(year % 100, 2);
  const digits = padded(serial, 6);
  return `${digits}/${twoDigits}${checkLetter(twoDigits + digits)}`;
}
