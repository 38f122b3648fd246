import type { QueryResolvers } from '../../generated/graphql.ts';
import { cohortAsked } from './cohort-asked.ts';
import { noDataOf, told } from './told.ts';
import { withMeasures } from './with-measures.ts';

/** Draws curves of a measure of days. */
export const timeToEvent: NonNullable<QueryResolvers['timeToEvent']> = (
  _root,
  { id, version, cohort, by, from, to, asOf },
  context,
) =>
  withMeasures(context, async (engine) => {
    const answer = await engine.timeToEvent({
      measure: id,
      version: version ?? undefined,
      cohort: (await cohortAsked(context, cohort)).conditions,
      by: by ?? [],
      from,
      to,
      asOf: asOf == null ? undefined : new Date(asOf),
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
