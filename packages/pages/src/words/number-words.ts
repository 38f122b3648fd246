import type { Cell, Definition, MeasureForm } from '../graph/figure.ts';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const upToTenths = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const pounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
});

/** What stands for a number that is too few to tell. */
export const tooFew = '~';

/** A number of a form as people read it: `63.0%`, `1,250`, `£28,000`, `14 days`, `+4.2 points`. */
export function numberInWords(value: number, form: MeasureForm): string {
  switch (form) {
    case 'SHARE':
    // How much of the target was reached.
    case 'TARGET':
      return `${tenths.format(value * 100)}%`;
    case 'GAP':
      return `${value > 0 ? '+' : ''}${tenths.format(value * 100)} points`;
    case 'AMOUNT':
      return pounds.format(value / 100);
    case 'DURATION':
      return `${upToTenths.format(value)} ${value === 1 ? 'day' : 'days'}`;
    case 'RATE':
    case 'LENGTH':
      return upToTenths.format(value);
    case 'COUNT':
      return whole.format(value);
  }
}

/** What a number is in, where its form alone does not tell: `minutes`, `for each 100`; undefined elsewhere. */
export function unitInWords({
  form,
  unit,
  per,
}: Pick<Definition, 'form' | 'unit' | 'per'>): string | undefined {
  if (form === 'LENGTH') return unit === 'MINUTES' ? 'minutes' : 'days';
  return form === 'RATE' && per !== null ? `for each ${per}` : undefined;
}

/** How many, with thousands apart. */
export function countInWords(count: number): string {
  return whole.format(count);
}

/**
 * The value of a cell as people read it: `~` where it is too few to tell, and a dash where nobody knows it, or a median is
 * not reached.
 */
export function valueInWords({ value, suppressed }: Cell, form: MeasureForm): string {
  if (value !== null) return numberInWords(value, form);
  return suppressed ? tooFew : '–';
}

/** The 95% interval of a cell, `48.6% to 75.5%`; undefined where it has none. */
export function intervalInWords({ lower, upper }: Cell, form: MeasureForm): string | undefined {
  if (lower === null || upper === null) return undefined;
  return `${numberInWords(lower, form)} to ${numberInWords(upper, form)}`;
}
