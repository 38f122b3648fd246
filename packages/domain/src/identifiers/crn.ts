import { padded, plainForm } from './identifier-form.ts';

/** Case reference number of the probation service: `X123456`, rarely with two letters. No check. */
export const crnForm = plainForm('crn', 'CRN (probation)', 'X123456', /^[A-Z]{1,2}\d{6}$/);

/**
 * Makes the CRN of a synthetic person, a million to each letter.
 * @param serial 0 to 999,999
 * @param letter the leading letter or two
 * @default letter X
 */
export function makeCrn(serial: number, letter = 'X'): string {
  return `${letter}${padded(serial, 6)}`;
}
