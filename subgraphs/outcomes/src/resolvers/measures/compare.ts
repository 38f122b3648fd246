import type { QueryResolvers } from '../../generated/graphql.ts';
import { askedPeriod } from './asked-period.ts';
import { cohortAsked } from './cohort-asked.ts';
import { noDataOf, told } from './told.ts';
import { withMeasures } from './with-measures.ts';

/** Compares two cohorts. */
export const compare: NonNullable<QueryResolvers['compare']> = (_root, { id, a, b, ...period }, context) =>
  withMeasures(context, async (engine) => {
    const answer = await engine.compare({
      measure: id,
      ...askedPeriod(period),
      a: (await cohortAsked(context, a, 'a')).conditions,
      b: (await cohortAsked(context, b, 'b')).conditions,
    });
    const { definition, sql, difference, lower, upper } = answer;
    return {
      ...told(answer),
      definition,
      sql,
      noData: noDataOf(definition),
      a: answer.a,
      b: answer.b,
      difference,
      lower,
      upper,
    };
  });
