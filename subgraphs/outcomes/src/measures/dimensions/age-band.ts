import type { Dimension } from '@throughgate/measures';
import { type Band, bandSql, bandsBetween } from './bands.ts';
import { listedDimension } from './listed-dimension.ts';

/** Bands of age in years. The edges are those of the Offender Management Statistics of the Ministry of Justice (not verified at their source). */
const bands: readonly Band[] = [
  { code: '18-20', label: '18 to 20', from: 18 },
  { code: '21-24', label: '21 to 24', from: 21 },
  { code: '25-29', label: '25 to 29', from: 25 },
  { code: '30-39', label: '30 to 39', from: 30 },
  { code: '40-49', label: '40 to 49', from: 40 },
  { code: '50-59', label: '50 to 59', from: 50 },
  { code: '60+', label: '60 and over', from: 60 },
];

/** Age, in bands. Who is under 18 is not told apart from those whose age is not known: agencies of adults hold too few. */
export const ageBand: Dimension = listedDimension({
  id: 'AGE_BAND',
  title: 'Age',
  describes:
    'Completed years of age on the day by which an episode is counted, in bands. Under 18 is counted with those whose age is not known.',
  column: 'age',
  sql: () => bandSql('e.age', bands),
  list: () => bands.map(({ code, label }) => [code, label]),
});

/**
 * The bands of ages from one year to another, both included.
 * Raises `MeasureError` `COHORT_OFF_GRID` where a bound lies within a band.
 * @param ages `from` in completed years, `to` the last completed year; null for no bound
 */
export function ageBandsOf(ages: {
  readonly from: number | null;
  readonly to: number | null;
}): readonly string[] {
  return bandsBetween(
    bands,
    { from: ages.from, to: ages.to === null ? null : ages.to + 1 },
    { from: 'ageFrom', to: 'ageTo', toAsAsked: (edge) => edge - 1 },
  );
}
