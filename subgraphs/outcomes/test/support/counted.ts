import { addDays, type PlainDate } from '@throughgate/domain';
import type { Condition, Measure, MeasureStore } from '@throughgate/measures';

/** What a measure counts of a store by hand, without the engine: by the conditions that it declares. */
export interface Counted {
  readonly denominator: number;
  readonly numerator: number;
}

/**
 * Counts the episodes of a measure in a period, as of a day.
 * @param where a further SQL condition on the episode `e`
 */
export async function counted(
  store: MeasureStore,
  measure: Measure,
  { from, to, asOf, where = 'true' }: { from: PlainDate; to: PlainDate; asOf: PlainDate; where?: string },
): Promise<Counted> {
  const { exclusions, population, day, matureAfterDays = 0 } = measure;
  const numerator: Condition =
    'numerator' in measure ? measure.numerator : { words: 'All of them.', sql: 'true' };
  const conditions = [
    population.sql,
    where,
    `${day} BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)`,
    `${day} <= CAST($mature AS DATE)`,
    ...exclusions.map(({ sql }) => `NOT coalesce(${sql}, false)`),
  ];
  const [row] = await store.query<{ denominator: bigint; numerator: bigint }>(
    `SELECT count(*) AS denominator, count(*) FILTER (WHERE ${numerator.sql}) AS numerator
     FROM (${store.episodes(measure.episode)}) AS e WHERE ${conditions.map((sql) => `(${sql})`).join(' AND ')}`,
    {
      from,
      to,
      as_of: asOf,
      mature: addDays(asOf, -matureAfterDays),
      known_at: new Date(Date.now() + 60_000),
    },
  );
  return { denominator: Number(row?.denominator ?? 0), numerator: Number(row?.numerator ?? 0) };
}
