import type { QuerySource } from './counted-episodes.ts';
import { type MeasureQuery, measureQuery } from './measure-query.ts';
import type { Plan } from './plan.ts';

/** The SQL of a plan as it is run, parameters by name: what is published with its numbers. */
export function queryText(plan: Plan, source: QuerySource): string {
  const { cells, durations, targets }: MeasureQuery = measureQuery(plan, source);
  return [cells, durations, targets].filter((sql) => sql !== undefined).join(';\n\n');
}
