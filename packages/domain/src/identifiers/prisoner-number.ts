import { padded, plainForm } from './identifier-form.ts';

/** Prisoner number (NOMS number) of the prison service: `A1234BC`. No check. */
export const prisonerNumberForm = plainForm(
  'prisonerNumber',
  'prisoner number (prisons)',
  'A1234BC',
  /^[A-Z]\d{4}[A-Z]{2}$/,
);

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Makes the prisoner number of a synthetic person; the digits run fastest, then the letters at the end.
 * @param serial 0 to 6,759,999
 * @param letter the leading letter
 * @default letter A
 */
export function makePrisonerNumber(serial: number, letter = 'A'): string {
  const pair = Math.floor(serial / 10_000);
  const end = letters.charAt(Math.floor(pair / 26)) + letters.charAt(pair % 26);
  if (end.length !== 2) throw new RangeError(`${serial} is beyond the last prisoner number, 6759999`);
  return `${letter}${padded(serial % 10_000, 4)}${end}`;
}
