import { type Dimension, unknownCode } from '../declaration/dimension.ts';
import type { Clock, Condition, Measure } from '../declaration/measure.ts';
import { countedSets } from './counted-sets.ts';
import type { CohortPart, Plan } from './plan.ts';
import { comment, indented, quoted } from './sql-text.ts';

/** What the SQL of a plan is written with. */
export interface QuerySource {
  /** SQL that gives the episodes of a kind as known at `$known_at`. */
  readonly episodes: (kind: string) => string;
  /** Whether people and keys of sets are asked for. */
  readonly people: boolean;
}

/** Names by which a dimension's codes are given, one for each. */
export function cohortParameters(cohort: readonly CohortPart[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    cohort.flatMap(({ dimension, codes }) =>
      codes.map((code, at) => [`${columnOf(dimension)}_${at + 1}`, code] as const),
    ),
  );
}

/** The column of a dimension's codes. */
export function columnOf(dimension: Dimension): string {
  return dimension.id.toLowerCase();
}

/** SQL of an episode's code. */
export function codeOf(dimension: Dimension, day: string): string {
  return `coalesce(${dimension.code(day)}, ${quoted(unknownCode)})`;
}

/** SQL of the condition that an episode is in a cohort, a line for each dimension. */
export function cohortConditions(cohort: readonly CohortPart[], day: string): readonly string[] {
  return cohort.map(({ dimension, codes }) => {
    const names = codes.map((_, at) => `$${columnOf(dimension)}_${at + 1}`);
    return `${codeOf(dimension, day)} IN (${names.join(', ')})`;
  });
}

/** SQL of the episodes that a plan counts, with their codes and with what their form is counted by: `WITH counted AS (…)`. */
export function countedEpisodes(plan: Plan, source: QuerySource): string {
  const { measure, by, cohort } = plan;
  const columns = [
    ...by.map((dimension) => `${codeOf(dimension, measure.day)} AS ${columnOf(dimension)}`),
    ...(source.people || measure.form === 'amount' ? ['e.person_no'] : []),
    ...(source.people ? ['e.record_key'] : []),
    ...ofForm(measure),
  ];
  const conditions = [
    `(${measure.population.sql}) ${comment(measure.population.words)}`,
    `${measure.day} BETWEEN $from AND $to`,
    matured(measure),
    ...measure.exclusions.map(({ words, sql }) => `(${sql}) IS NOT TRUE ${comment(`without: ${words}`)}`),
    ...(measure.form === 'length' ? [`(${measure.length}) IS NOT NULL`] : []),
    ...(measure.form === 'duration' ? [`(${measure.starts}) <= $as_of`] : []),
    ...cohortConditions(cohort, measure.day),
  ];
  const clock = clockOf(measure);
  const episodes = `(\n${indented(episodesOf(plan, source), 4)}\n  ) AS e`;
  const days = lastDays(measure);
  return [
    `${comment(`${measure.id}, version ${measure.version}: ${measure.title}`)}`,
    `WITH ${clock ? 'watched' : 'counted'} AS (`,
    '  SELECT',
    indented((columns.length > 0 ? columns : ['1 AS episode']).join(',\n'), 4),
    `  FROM ${days ? `${days} AS s CROSS JOIN ` : ''}${episodes}`,
    `  WHERE ${conditions.map((condition) => indented(condition, 4).trimStart()).join('\n    AND ')}`,
    ')',
    ...(clock ? [counting(clock)] : []),
  ].join('\n');
}

/** SQL of the episodes of a plan, with those columns that are worked out now and that a dimension of it reads. */
function episodesOf({ kind, by, cohort }: Plan, { episodes }: QuerySource): string {
  const read = new Set(
    [...by, ...cohort.map(({ dimension }) => dimension)].flatMap(({ columns }) => columns),
  );
  const computed = Object.entries(kind.computed ?? {}).filter(([name]) => read.has(name));
  if (computed.length === 0) return episodes(kind.name);
  return [
    `SELECT k.*, ${computed.map(([name]) => `${name}_of.value AS ${name}`).join(', ')}`,
    `FROM (\n${indented(episodes(kind.name), 2)}\n) AS k`,
    ...computed.map(
      ([name, column]) =>
        `LEFT JOIN (\n${indented(column.sql(episodes), 2)}\n) AS ${name}_of ON ${name}_of.id = k.id`,
    ),
  ].join('\n');
}

/**
 * An episode counts once its event cannot come any more: so many days after its day, and never before its day. Whoever is counted too early
 * would count as one without it.
 */
function matured({ day, matureAfterDays = 0 }: Measure): string {
  return matureAfterDays === 0 ? `${day} <= $as_of` : `${day} + ${matureAfterDays} <= $as_of`;
}

/** The clock of a form that tells how long something takes. */
export function clockOf(measure: Measure): Clock | undefined {
  if (measure.form === 'duration') return measure;
  return measure.form === 'share' ? measure.durations : undefined;
}

function ofForm(measure: Measure): readonly string[] {
  const clock = clockOf(measure);
  const sets = countedSets(measure)
    .filter((set) => set.condition !== null && measure.form !== 'duration')
    .map(({ column, condition }) => `${truth(condition)} AS in_${column}`);
  return [
    ...sets,
    ...(measure.form === 'amount' ? [`(${measure.pence}) AS pence`] : []),
    ...(measure.form === 'length' ? [`greatest(0, CAST(${measure.length} AS INTEGER)) AS clock_days`] : []),
    ...(clock ? watched(clock) : []),
  ];
}

function truth(condition: Condition | null): string {
  return `(${condition?.sql ?? 'true'}) IS TRUE`;
}

/** When the clock started, when the event came, and up to when anybody looked: the as-of day, a day of censoring, or the horizon. */
function watched({ event, starts, ends, censoredOn, horizonDays }: Clock): readonly string[] {
  const until = ['$as_of', ...censoredOn.map(({ sql }) => `(${sql})`), `(${starts}) + ${horizonDays}`];
  return [
    `(${starts}) AS clock_starts`,
    `CASE WHEN ${event.sql} THEN (${ends}) END AS clock_ends`,
    // What is null is no reason to stop looking: least() passes over it.
    `least(${until.join(', ')}) AS clock_until`,
  ];
}

function counting(clock: Clock): string {
  return [
    ', counted AS (',
    '  SELECT *,',
    `    (clock_ends <= clock_until) IS TRUE AS clock_event, ${comment(clock.event.words)}`,
    '    CAST(greatest(0, CASE WHEN clock_ends <= clock_until THEN clock_ends ELSE clock_until END - clock_starts) AS INTEGER) AS clock_days',
    '  FROM watched',
    ')',
  ].join('\n');
}

/** SQL of the last days on which episodes that last are counted; undefined for measures that count each once. */
function lastDays(measure: Measure): string | undefined {
  if (!('onLastDayOf' in measure) || measure.onLastDayOf === undefined) return undefined;
  const [unit, step, last] =
    measure.onLastDayOf === 'MONTH'
      ? ['month', 'INTERVAL 1 MONTH', 'begins']
      : ['quarter', 'INTERVAL 3 MONTH', 'begins + INTERVAL 2 MONTH'];
  return `(SELECT last_day(${last}) AS day FROM generate_series(date_trunc('${unit}', $from), CAST($to AS TIMESTAMP), ${step}) AS periods(begins))`;
}
