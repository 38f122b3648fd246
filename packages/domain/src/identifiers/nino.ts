import { padded, plainForm } from './identifier-form.ts';

/**
 * National Insurance number, by which the Jobcentre knows a person: `NC123456A`. No check digit.
 * The last letter is required here although forms may leave it out: without it the number cannot be told
 * from a CRN with two letters.
 * Source: HMRC National Insurance Manual NIM39110; the pattern is that of the HMRC and DWP schemas.
 */
export const ninoForm = plainForm(
  'nino',
  'National Insurance number (Jobcentre)',
  'NC123456A',
  /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
);

/**
 * Makes the National Insurance number of a synthetic person, one that certainly belongs to nobody: NC is no valid
 * prefix, but stood before the dummy identifiers of stakeholder pensions (NIM39110), and those ended in M or F.
 * @param serial 0 to 999,999; the number is unique without its last letter, as real ones are
 */
export function makeNino(serial: number): string {
  return `NC${padded(serial, 6)}${'ABCD'.charAt(serial % 4)}`;
}
