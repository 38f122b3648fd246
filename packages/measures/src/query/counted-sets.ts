import type { Condition, Measure } from '../declaration/measure.ts';

/** A set of the counted episodes that is told by its number. */
export interface SetOfEpisodes {
  /** As in `RawCell.sets`. */
  readonly name: string;
  /** Its column in the SQL. */
  readonly column: string;
  /** Which of the counted episodes; null for all. */
  readonly condition: Condition | null;
}

/** The sets by which a form of measure is told. */
export function countedSets(measure: Measure): readonly SetOfEpisodes[] {
  const denominator = set('denominator', null);
  switch (measure.form) {
    case 'share':
    case 'rate':
      return [denominator, set('numerator', measure.numerator)];
    case 'duration':
      return [denominator, set('numerator', { words: measure.event.words, sql: 'clock_event' })];
    case 'count':
    case 'amount':
    case 'length':
    case 'target':
      return [denominator];
    case 'gap':
      return measure.groups.flatMap((group, at) => {
        const name = at === 0 ? 'first' : 'second';
        const both = {
          words: `${group.words}; ${measure.numerator.words}`,
          sql: `(${group.sql}) AND (${measure.numerator.sql})`,
        };
        return [set(`${name}.denominator`, group), set(`${name}.numerator`, both)];
      });
  }
}

function set(name: string, condition: Condition | null): SetOfEpisodes {
  return { name, column: name.replace('.', '_'), condition };
}
