import { padded, plainForm } from './identifier-form.ts';

/** Reference number of a referral to a provider: `JS8762AC`. No check. */
export const referenceNumberForm = plainForm(
  'referenceNumber',
  'referral reference (providers)',
  'JS8762ED',
  /^[A-Z]{2}\d{4}[A-Z]{2}$/,
);

/** Consonants only, and neither I nor O: no pair can be misread as digits or spell a word. */
const letters = 'BCDFGHJKLMNPRSTVWXYZ';

/**
 * Makes the reference number of a synthetic referral; the digits run fastest, then the letters in front.
 * @param serial 0 to 3,999,999
 * @param suffix two letters of the kind of service, for example `ED` for education, training and employment
 */
export function makeReferenceNumber(serial: number, suffix: string): string {
  const pair = Math.floor(serial / 10_000);
  const front = letters.charAt(Math.floor(pair / letters.length)) + letters.charAt(pair % letters.length);
  if (front.length !== 2) throw new RangeError(`${serial} is beyond the last reference number, 3999999`);
  return `${front}${padded(serial % 10_000, 4)}${suffix}`;
}
