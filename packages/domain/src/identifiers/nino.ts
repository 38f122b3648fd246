import { type IdentifierForm, padded, plainForm } from './identifier-form.ts';

const plain = plainForm(
  'nino',
  'National Insurance number (Jobcentre)',
  'NC123456A',
  /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
);
const suffixes = 'ABCD';

/**
 * National Insurance number, by which the Jobcentre knows a person: `NC123456A`. No check digit.
 * Forms may leave out the last letter, without which the number looks like a CRN with two letters. So it is required in
 * records; a look-up without it means all four.
 * Source: HMRC National Insurance Manual NIM39110; the pattern is that of the HMRC and DWP schemas.
 */
export const ninoForm: IdentifierForm = {
  ...plain,
  readings(text, currentYear) {
    const whole = text.length === 'NC123456'.length ? [...suffixes].map((suffix) => text + suffix) : [text];
    return whole.filter((number) => plain.canonical(number, currentYear) !== undefined);
  },
};

/**
 * Makes the National Insurance number of a synthetic person, one that certainly belongs to nobody: NC is no valid
 * prefix, but stood before the dummy identifiers of stakeholder pensions (NIM39110), and those ended in M or F.
 * @param serial 0 to 999,999; the number is unique without its last letter, as real ones are
 */
export function makeNino(serial: number): string {
  return `NC${padded(serial, 6)}${suffixes.charAt(serial % 4)}`;
}
