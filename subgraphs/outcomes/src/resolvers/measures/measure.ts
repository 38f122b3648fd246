import type { QueryResolvers } from '../../generated/graphql.ts';
import { askedPeriod } from './asked-period.ts';
import { cohortAsked } from './cohort-asked.ts';
import { noDataOf, told } from './told.ts';
import { withMeasures } from './with-measures.ts';

/** Answers a measure. */
export const measure: NonNullable<QueryResolvers['measure']> = (
  _root,
  { id, cohort, by, ...period },
  context,
) =>
  withMeasures(context, async (engine) => {
    const { conditions, cited } = await cohortAsked(context, cohort);
    const answer = await engine.answer({
      measure: id,
      ...askedPeriod(period),
      cohort: conditions,
      by: by ?? [],
    });
    const { definition, sql, cells, total } = answer;
    const about = told(answer);
    const counted = by == null || by.length === 0 ? '' : ` by ${by.join(', ')}`;
    return {
      ...about,
      definition,
      sql,
      citation:
        `${definition.id} version ${definition.version}${counted}, ${period.from} to ${period.to}, ${cited}, ` +
        `as of ${about.asOf}, policy ${answer.policy}`,
      noData: noDataOf(definition),
      cells: [...cells],
      total,
    };
  });
