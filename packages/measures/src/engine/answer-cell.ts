import type { Measure } from '../declaration/measure.ts';
import type { DurationStep, ReleasedCell } from '../disclosure/disclosure-control.ts';
import type { AnswerCell, CellKey } from '../question/measure-answer.ts';
import { newcombe } from '../statistics/newcombe.ts';
import { survivalMedian } from '../statistics/survival-quantile.ts';
import { wilson } from '../statistics/wilson.ts';

/** What a form tells of a cell, beside what all do. */
type Told = Pick<AnswerCell, 'value' | 'numerator' | 'denominator' | 'lower' | 'upper'>;

const nothing: Told = { value: null, numerator: null, denominator: null, lower: null, upper: null };

/** The cell of a measure of which there are no records: no number is withheld, there is none. */
export const noData: AnswerCell = { by: [], ...nothing, suppressed: false, durations: null, target: null };

/** A cell of an answer: worked out from what was released, and from nothing else. */
export function answerCell(measure: Measure, by: readonly CellKey[], cell: ReleasedCell): AnswerCell {
  const { counts, sum, durations, target } = cell;
  const timed = measure.form === 'duration' || measure.form === 'length';
  const withheld =
    Object.values(counts).includes(null) ||
    (measure.form === 'amount' && sum === null) ||
    ((timed || (measure.form === 'share' && measure.durations !== undefined)) && durations === null);
  return { by, ...told(measure, cell), suppressed: withheld, durations, target };
}

function told(measure: Measure, { counts, sum, durations, target }: ReleasedCell): Told {
  const denominator = counts['denominator'] ?? null;
  const numerator = counts['numerator'] ?? null;
  switch (measure.form) {
    case 'share':
      return { numerator, denominator, ...shareOf(numerator, denominator, 1) };
    case 'rate':
      return { numerator, denominator, ...shareOf(numerator, denominator, measure.per) };
    case 'count':
      return { ...nothing, value: denominator, numerator: denominator };
    case 'amount':
      return { ...nothing, value: sum, denominator };
    case 'duration':
      return { numerator, denominator, ...median(durations) };
    case 'length':
      return { numerator: null, denominator, ...median(durations) };
    case 'target':
      return {
        ...nothing,
        value: denominator !== null && target !== null && target > 0 ? denominator / target : null,
        numerator: denominator,
        denominator: target,
      };
    case 'gap':
      return gap(counts);
  }
}

/** A share with its interval, `per` so many. Rounded on its own, a part can come out larger than the whole: it is all of it then. */
export function shareOf(numerator: number | null, denominator: number | null, per: number) {
  if (numerator === null || denominator === null || denominator === 0) {
    return { value: null, lower: null, upper: null };
  }
  const part = Math.min(numerator, denominator);
  const { lower, upper } = wilson(part, denominator);
  return { value: (part / denominator) * per, lower: lower * per, upper: upper * per };
}

function median(durations: readonly DurationStep[] | null) {
  if (durations === null) return { value: null, lower: null, upper: null };
  const { median: value, lower, upper } = survivalMedian(durations);
  return { value, lower, upper };
}

function gap(counts: ReleasedCell['counts']): Told {
  const [first, second] = ['first', 'second'].map((group) => ({
    numerator: counts[`${group}.numerator`] ?? null,
    denominator: counts[`${group}.denominator`] ?? null,
  })) as [Part, Part];
  return {
    numerator: added(first.numerator, second.numerator),
    denominator: added(first.denominator, second.denominator),
    ...difference(first, second),
  };
}

interface Part {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

function added(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

/** The difference of two shares with its interval; nulls where one of them is not known. */
export function difference(first: Part, second: Part) {
  const [one, other] = [known(first), known(second)];
  if (!one || !other) return { value: null, lower: null, upper: null };
  return {
    value: one.numerator / one.denominator - other.numerator / other.denominator,
    ...newcombe(one, other),
  };
}

function known({ numerator, denominator }: Part) {
  if (numerator === null || denominator === null || denominator === 0) return undefined;
  return { numerator: Math.min(numerator, denominator), denominator };
}
