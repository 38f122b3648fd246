import { type Dimension, MeasureError } from '@throughgate/measures';
import { type Band, bandSql } from './bands.ts';
import { listedDimension } from './listed-dimension.ts';

/**
 * Bands of the length of a sentence, with the days that so many months have at least: a sentence of six months has 181 days or more, so
 * that one of 180 days is under six months whenever it begins. Of sentences of 181 to 183 days the calendar would decide; they
 * count as six months. The edges of twelve months and four years are those by which the law treats sentences apart (Criminal Justice Act
 * 2003, sections 243A and 244; not verified at their source), the others those of the Offender Management Statistics (the same).
 */
const bands: readonly (Band & { readonly months: number })[] = [
  { code: 'UNDER_6_MONTHS', label: 'Under 6 months', from: 1, months: 0 },
  { code: '6_TO_12_MONTHS', label: '6 months to under 12 months', from: 181, months: 6 },
  { code: '1_TO_2_YEARS', label: '1 year to under 2 years', from: 365, months: 12 },
  { code: '2_TO_4_YEARS', label: '2 years to under 4 years', from: 730, months: 24 },
  { code: '4_YEARS_AND_MORE', label: '4 years and more', from: 1461, months: 48 },
];

/** Length of the sentence, in bands; `NONE` for who was not sentenced. */
export const sentenceBand: Dimension = listedDimension({
  id: 'SENTENCE_BAND',
  title: 'Length of sentence',
  describes: 'Length of the sentence in bands; none for somebody who was not sentenced.',
  column: 'sentence_days',
  sql: () => `coalesce(${bandSql('e.sentence_days', bands)}, 'NONE')`,
  list: () => [['NONE', 'No sentence'], ...bands.map(({ code, label }) => [code, label] as const)],
});

/**
 * The bands of sentences shorter than a number of months, without those of no sentence.
 * Raises `MeasureError` `COHORT_OFF_GRID` where it is no edge of a band.
 */
export function sentenceBandsUnder(months: number): readonly string[] {
  const edges = bands.map((band) => band.months).filter((edge) => edge > 0);
  if (!edges.includes(months)) {
    const [nearest] = edges.toSorted((one, other) => Math.abs(one - months) - Math.abs(other - months));
    throw new MeasureError(
      'COHORT_OFF_GRID',
      `sentenceUnderMonths must be an edge of the published bands, which ${months} is not. The nearest is ${nearest}; the edges are ${edges.join(', ')}`,
      'sentenceUnderMonths',
    );
  }
  return bands.filter((band) => band.months < months).map(({ code }) => code);
}
