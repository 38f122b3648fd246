import type { QueryResolvers } from '../../generated/graphql.ts';
import { askedPeriod } from './asked-period.ts';
import { cohortAsked } from './cohort-asked.ts';
import { noDataOf, told } from './told.ts';
import { withMeasures } from './with-measures.ts';

/** Draws curves of a measure of days. */
export const timeToEvent: NonNullable<QueryResolvers['timeToEvent']> = (
  _root,
  { id, cohort, by, ...period },
  context,
) =>
  withMeasures(context, async (engine) => {
    const answer = await engine.timeToEvent({
      measure: id,
      ...askedPeriod(period),
      cohort: (await cohortAsked(context, cohort)).conditions,
      by: by ?? [],
    });
    const { definition, curves } = answer;
    return {
      ...told(answer),
      definition,
      noData: noDataOf(definition),
      curves: curves.map(({ by: key, suppressed, points }) => ({
        by: [...key],
        suppressed,
        points: [...points],
      })),
    };
  });
