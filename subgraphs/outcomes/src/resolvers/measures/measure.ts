import type { QueryResolvers } from '../../generated/graphql.ts';
import { cohortAsked } from './cohort-asked.ts';
import { noDataOf, told } from './told.ts';
import { withMeasures } from './with-measures.ts';

/** Answers a measure. */
export const measure: NonNullable<QueryResolvers['measure']> = (
  _root,
  { id, version, cohort, by, from, to, asOf },
  context,
) =>
  withMeasures(context, async (engine) => {
    const { conditions, cited } = await cohortAsked(context, cohort);
    const answer = await engine.answer({
      measure: id,
      version: version ?? undefined,
      cohort: conditions,
      by: by ?? [],
      from,
      to,
      asOf: asOf == null ? undefined : new Date(asOf),
    });
    const { definition, sql, cells, total } = answer;
    const about = told(answer);
    const counted = by == null || by.length === 0 ? '' : ` by ${by.join(', ')}`;
    return {
      ...about,
      definition,
      sql,
      citation:
        `${definition.id} version ${definition.version}${counted}, ${from} to ${to}, ${cited}, ` +
        `as of ${about.asOf}, policy ${answer.policy}`,
      noData: noDataOf(definition),
      cells: [...cells],
      total,
    };
  });
