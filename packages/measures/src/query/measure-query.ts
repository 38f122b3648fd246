import type { TargetMeasure } from '../declaration/measure.ts';
import {
  clockOf,
  codeOf,
  cohortConditions,
  columnOf,
  countedEpisodes,
  type QuerySource,
} from './counted-episodes.ts';
import { countedSets, type SetOfEpisodes } from './counted-sets.ts';
import type { Plan } from './plan.ts';
import { comment, indented } from './sql-text.ts';

/** Cells that an answer can have: more are not a table that anybody reads, and people of each are to be looked at. */
export const mostCells = 2000;

/** The SQL of a plan. Parameters: `$from`, `$to`, `$as_of` (DATE), `$known_at` (TIMESTAMP), `$most` (largest number of a person), codes. */
export interface MeasureQuery {
  readonly sets: readonly SetOfEpisodes[];
  /** Gives a row for each cell that has episodes: its codes, and the sets. */
  readonly cells: string;
  /** Gives, for each cell and number of days, how many had their event and how many were lost to sight; undefined where none are told. */
  readonly durations: string | undefined;
  /** Gives the targets of each cell; undefined where none are told. */
  readonly targets: string | undefined;
}

/** Compiles a plan. */
export function measureQuery(plan: Plan, source: QuerySource): MeasureQuery {
  const { measure, by } = plan;
  const sets = countedSets(measure);
  const counted = countedEpisodes(plan, source);
  const group = by.map(columnOf);
  const lasts = clockOf(measure) !== undefined || measure.form === 'length';
  return {
    sets,
    cells:
      measure.form === 'amount'
        ? amounts(counted, group, source.people)
        : [
            counted,
            'SELECT',
            indented([...group, ...sets.flatMap((set) => ofSet(set, source.people))].join(',\n'), 2),
            'FROM counted',
            ...grouped(group),
            ...(group.length > 0 ? [`LIMIT ${mostCells + 1}`] : []),
          ].join('\n'),
    durations: lasts ? durations(counted, group, measure.form === 'length') : undefined,
    targets: measure.form === 'target' ? targets(measure, plan, source) : undefined,
  };
}

function grouped(group: readonly string[]): readonly string[] {
  return group.length > 0 ? [`GROUP BY ${group.join(', ')}`, `ORDER BY ${group.join(', ')}`] : [];
}

/** The largest sum of keys is kept below what an unsigned number of 64 bits holds. */
const modulus = '18446744073709551616';

function ofSet({ column, condition }: SetOfEpisodes, people: boolean): readonly string[] {
  const flag = condition?.sql === 'clock_event' ? 'clock_event' : `in_${column}`;
  const filter = condition === null ? '' : ` FILTER (WHERE ${flag})`;
  return [
    `count(*)${filter} AS ${column}`,
    ...(people
      ? [
          `coalesce(sum(record_key)${filter}, 0) % ${modulus} AS ${column}_keys`,
          `bitstring_agg(person_no, 0, $most)${filter} AS ${column}_people`,
        ]
      : []),
  ];
}

/** What each person has of an amount comes first, so that the largest part can be told from the rest. */
function amounts(counted: string, group: readonly string[], people: boolean): string {
  return [
    counted,
    ', of_people AS (',
    '  SELECT',
    indented(
      [
        ...group,
        'person_no',
        'count(*) AS episodes',
        'coalesce(sum(pence), 0) AS pence',
        ...(people ? ['sum(record_key) AS keys'] : []),
      ].join(',\n'),
      4,
    ),
    '  FROM counted',
    `  GROUP BY ${[...group, 'person_no'].join(', ')}`,
    ')',
    'SELECT',
    indented(
      [
        ...group,
        'coalesce(sum(episodes), 0) AS denominator',
        'coalesce(sum(pence), 0) AS total',
        'coalesce(max(abs(pence)), 0) AS largest',
        ...(people
          ? [
              `coalesce(sum(keys), 0) % ${modulus} AS denominator_keys`,
              'bitstring_agg(person_no, 0, $most) AS denominator_people',
            ]
          : []),
      ].join(',\n'),
      2,
    ),
    'FROM of_people',
    ...grouped(group),
    ...(group.length > 0 ? [`LIMIT ${mostCells + 1}`] : []),
  ].join('\n');
}

function durations(counted: string, group: readonly string[], isOver: boolean): string {
  const columns = isOver
    ? ['clock_days', 'count(*) AS events', '0 AS censored']
    : [
        'clock_days',
        'count(*) FILTER (WHERE clock_event) AS events',
        'count(*) FILTER (WHERE NOT clock_event) AS censored',
      ];
  return [
    counted,
    'SELECT',
    indented([...group, ...columns].join(',\n'), 2),
    'FROM counted',
    'WHERE clock_days IS NOT NULL',
    ...grouped([...group, 'clock_days']),
  ].join('\n');
}

/**
 * The numbers that were agreed for the months of the period that have begun by the as-of day. A target says of whom it is by the columns that
 * it shares with the episodes, and by its month: counted by, or asked of, anything else there is none.
 */
function targets(
  { targets: { episode, month, number, shares }, id, version }: TargetMeasure,
  { by, cohort }: Plan,
  source: QuerySource,
): string | undefined {
  const told = [...by, ...cohort.map(({ dimension }) => dimension)];
  // A month's number is not that of any of its weeks.
  if (told.some(({ id }) => id === 'WEEK')) return undefined;
  if (!told.every(({ columns }) => columns.every((column) => shares.includes(column)))) return undefined;
  const group = by.map(columnOf);
  const conditions = [
    `${month} BETWEEN date_trunc('month', $from) AND $to`,
    `${month} <= $as_of`,
    ...cohortConditions(cohort, month),
  ];
  return [
    comment(`${id}, version ${version}: targets`),
    'SELECT',
    indented(
      [
        ...by.map((dimension) => `${codeOf(dimension, month)} AS ${columnOf(dimension)}`),
        `sum(${number}) AS target`,
      ].join(',\n'),
      2,
    ),
    `FROM (\n${indented(source.episodes(episode), 2)}\n) AS e`,
    `WHERE ${conditions.join('\n  AND ')}`,
    ...grouped(group),
  ].join('\n');
}
