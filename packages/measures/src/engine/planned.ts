import { daysBetween, isPlainDate, type PlainDate } from '@throughgate/domain';
import { distance } from 'fastest-levenshtein';
import { type Dimension, isOfTime, unknownCode } from '../declaration/dimension.ts';
import type { EpisodeKind } from '../declaration/episode-kind.ts';
import type { Measure } from '../declaration/measure.ts';
import type { CohortPart, Plan } from '../query/plan.ts';
import { MeasureError } from '../question/measure-error.ts';
import type { Cohort, MeasureQuestion } from '../question/measure-question.ts';
import type { Catalogue } from './catalogue.ts';

const mostDimensions = 3;

/** Longest period, in days: fifty years. */
const longestPeriod = 18_263;

/**
 * The plan of a question to a measure.
 * Raises `MeasureError` `UNKNOWN_DIMENSION`, `UNKNOWN_COHORT` and `BAD_PERIOD`.
 */
export function planned(
  measure: Measure,
  { cohort, by, from, to }: Pick<MeasureQuestion, 'cohort' | 'by' | 'from' | 'to'>,
  catalogue: Catalogue,
): Plan {
  const kind = catalogue.episodeKinds.find(({ name }) => name === measure.episode);
  if (!kind && measure.noRecords === undefined) {
    throw new Error(`The measure ${measure.id} counts ${measure.episode}, which is no kind of episodes`);
  }
  const dimensions = dimensionsOf(measure, kind, catalogue.dimensions);
  checkPeriod(from, to);
  return {
    measure,
    kind: kind ?? { name: measure.episode, describes: '', about: 'person', columns: {}, version: 0 },
    by: countedBy(measure, by, dimensions),
    cohort: cohortParts(measure, cohort, dimensions),
    from,
    to,
  };
}

/** The dimensions that a measure has, by id: those that it names and that its episodes can tell, and those of its day. */
export function dimensionsOf(
  measure: Pick<Measure, 'dimensions' | 'noRecords'>,
  kind: EpisodeKind | undefined,
  dimensions: readonly Dimension[],
): ReadonlyMap<string, Dimension> {
  const columns = new Set(Object.keys({ ...kind?.columns, ...kind?.computed }));
  const told = dimensions.filter(
    (dimension) =>
      isOfTime(dimension) ||
      (measure.dimensions.includes(dimension.id) &&
        (measure.noRecords !== undefined || dimension.columns.every((column) => columns.has(column)))),
  );
  return new Map(told.map((dimension) => [dimension.id, dimension]));
}

function checkPeriod(from: PlainDate, to: PlainDate): void {
  for (const [argument, day] of Object.entries({ from, to })) {
    if (!isPlainDate(day)) {
      throw new MeasureError(
        'BAD_PERIOD',
        `${argument} must be a day as 2024-01-31, not ${JSON.stringify(day)}`,
        argument,
      );
    }
  }
  if (to < from) {
    throw new MeasureError(
      'BAD_PERIOD',
      `The period ends before it begins: from ${from} to ${to}, both included`,
      'to',
    );
  }
  if (daysBetween(from, to) > longestPeriod) {
    throw new MeasureError(
      'BAD_PERIOD',
      `A period has at most fifty years; this one is from ${from} to ${to}`,
      'to',
    );
  }
}

function countedBy(
  measure: Measure,
  by: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
): readonly Dimension[] {
  if (by.length > mostDimensions) {
    throw new MeasureError(
      'UNKNOWN_DIMENSION',
      `A measure is counted by at most ${mostDimensions} dimensions, not ${by.length}`,
      'by',
    );
  }
  const twice = by.find((id, at) => by.indexOf(id) !== at);
  if (twice !== undefined) {
    throw new MeasureError('UNKNOWN_DIMENSION', `The dimension ${twice} is named twice`, 'by');
  }
  return by
    .map((id) => {
      const found = dimensions.get(id);
      if (found) return found;
      throw new MeasureError(
        'UNKNOWN_DIMENSION',
        `${measure.id} cannot be counted by ${id}. It can be counted by: ${[...dimensions.keys()].join(', ')}`,
        'by',
      );
    })
    .toSorted(byId);
}

function cohortParts(
  measure: Measure,
  cohort: Cohort,
  dimensions: ReadonlyMap<string, Dimension>,
): readonly CohortPart[] {
  return Object.entries(cohort)
    .map(([id, codes]) => {
      const dimension = dimensions.get(id);
      if (!dimension) {
        throw new MeasureError(
          'UNKNOWN_COHORT',
          `${measure.id} has no cohort by ${id}. It has cohorts by: ${[...dimensions.keys()].join(', ')}`,
          'cohort',
        );
      }
      if (codes.length === 0) {
        throw new MeasureError(
          'UNKNOWN_COHORT',
          `The cohort names no code of ${id}, which is nobody. Leave ${id} out for everybody`,
          'cohort',
        );
      }
      for (const code of codes) checkCode(dimension, code);
      return { dimension, codes: [...new Set(codes)].sort() };
    })
    .toSorted((one, other) => byId(one.dimension, other.dimension));
}

function byId(one: Dimension, other: Dimension): number {
  return one.id < other.id ? -1 : 1;
}

/** How many codes a message lists: of more than that, the nearest. */
const listed = 12;

function checkCode({ id, codes, form }: Dimension, code: string): void {
  if (codes !== undefined && !codes.includes(code)) {
    const near = codes.toSorted((one, other) => distance(one, code) - distance(other, code)).slice(0, 3);
    throw new MeasureError(
      'UNKNOWN_COHORT',
      codes.length <= listed
        ? `${id} has no code ${JSON.stringify(code)}. It has: ${codes.join(', ')}`
        : `${id} has no code ${JSON.stringify(code)}, of ${codes.length}. The nearest are: ${near.join(', ')}`,
      'cohort',
    );
  }
  if (form !== undefined && !form.pattern.test(code) && code !== unknownCode) {
    throw new MeasureError(
      'UNKNOWN_COHORT',
      `A code of ${id} is ${form.words}, not ${JSON.stringify(code)}`,
      'cohort',
    );
  }
}
