import { type IdentifierForm, padded } from './identifier-form.ts';

/** Stands for a number not yet known, so it names nobody. */
const temporary = '9999999999';

/**
 * Unique learner number of education: ten digits, the last a check digit.
 * Source: Learning Records Service, validation of ULNs: with r the sum of digit times weight (10 down to 2) of the
 * first nine digits modulo 11, r is not 0 and the tenth digit is 10 − r.
 */
export const ulnForm: IdentifierForm = {
  kind: 'uln',
  name: 'ULN (education)',
  example: '1000000043',
  canonical: (text) =>
    /^\d{10}$/.test(text) && text !== temporary && Number(text[9]) === checkDigit(text) ? text : undefined,
};

/**
 * Makes the ULN of a synthetic person.
 * @param serial 0 to 9,999,999
 */
export function makeUln(serial: number): string {
  // Where a ninth digit 0 leaves no check digit, 1 does: it moves the sum by its weight, 2.
  for (const ninth of ['0', '1']) {
    const nine = `1${padded(serial, 7)}${ninth}`;
    const check = checkDigit(nine);
    if (check !== undefined) return `${nine}${check}`;
  }
  throw new Error('unreachable: two sums that differ by 2 are not both divisible by 11');
}

function checkDigit(digits: string): number | undefined {
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at);
  const rest = sum % 11;
  return rest === 0 ? undefined : 10 - rest;
}
