/** What a number of a measure is in, as `MeasureUnit` of the graph. */
export type Unit = 'SHARE' | 'EPISODES' | 'TIMES' | 'PENCE' | 'DAYS' | 'MINUTES';

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
const percent = new Intl.NumberFormat('en-GB', { style: 'percent', minimumFractionDigits: 1 });

/** A number for people: `63.0%`, `£1,204.00`, `12 days`; `-` where there is none. */
export function figure(value: number | null, unit: Unit): string {
  if (value === null) return '-';
  switch (unit) {
    case 'SHARE':
      return percent.format(value);
    case 'PENCE':
      return pounds.format(value / 100);
    case 'DAYS':
      return `${number.format(value)} days`;
    case 'MINUTES':
      return `${number.format(value)} minutes`;
    default:
      return number.format(value);
  }
}
