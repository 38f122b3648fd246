import { MeasureError } from '@throughgate/measures';

/** Bands of age: the first and the last age of each. */
const ages: readonly (readonly [string, number, number])[] = [
  ['18-20', 18, 20],
  ['21-24', 21, 24],
  ['25-29', 25, 29],
  ['30-39', 30, 39],
  ['40-49', 40, 49],
  ['50-59', 50, 59],
  ['60+', 60, Number.POSITIVE_INFINITY],
];

/** Bands of sentences, and of how many months the sentences in them are fewer. */
const sentences: readonly (readonly [string, number])[] = [
  ['UNDER_6_MONTHS', 6],
  ['6_TO_12_MONTHS', 12],
  ['1_TO_2_YEARS', 24],
  ['2_TO_4_YEARS', 48],
];

/** Bands of ages between two ages. Raises `COHORT_OFF_GRID` with the nearest when one of them lies within a band. */
export function ageBandsOf({
  from,
  to,
}: {
  readonly from: number | null;
  readonly to: number | null;
}): string[] {
  const edge = (argument: string, age: number | null, edges: readonly number[]) => {
    if (age === null || edges.includes(age)) return;
    const [nearest] = edges
      .filter(Number.isFinite)
      .sort((one, other) => Math.abs(one - age) - Math.abs(other - age));
    throw new MeasureError(
      'COHORT_OFF_GRID',
      `"${argument}" must be one of ${edges.filter(Number.isFinite).join(', ')}; the nearest to ${age} is ${nearest}.`,
      argument,
    );
  };
  edge(
    'ageFrom',
    from,
    ages.map(([, first]) => first),
  );
  edge(
    'ageTo',
    to,
    ages.map(([, , last]) => last),
  );
  return ages
    .filter(([, first, last]) => first >= (from ?? 0) && last <= (to ?? Infinity))
    .map(([code]) => code);
}

/** Bands of sentences of fewer months. Raises `COHORT_OFF_GRID` with the nearest when it lies within a band. */
export function sentenceBandsUnder(months: number): string[] {
  const edges = sentences.map(([, under]) => under);
  if (edges.includes(months)) return sentences.filter(([, under]) => under <= months).map(([code]) => code);
  const [nearest] = [...edges].sort((one, other) => Math.abs(one - months) - Math.abs(other - months));
  throw new MeasureError(
    'COHORT_OFF_GRID',
    `"sentenceUnderMonths" must be one of ${edges.join(', ')}; the nearest to ${months} is ${nearest}.`,
    'sentenceUnderMonths',
  );
}
