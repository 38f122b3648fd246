import type { Funnel, FunnelCell } from '@throughgate/measures';
import type { QueryResolvers } from '../../generated/graphql.ts';
import { askedPeriod } from './asked-period.ts';
import { cohortAsked } from './cohort-asked.ts';
import { told } from './told.ts';
import { withMeasures } from './with-measures.ts';

/** Answers a funnel. */
export const funnel: NonNullable<QueryResolvers['funnel']> = (
  _root,
  { id, cohort, by, ...period },
  context,
) =>
  withMeasures(context, async (engine) => {
    const answer = await engine.funnel({
      funnel: id,
      ...askedPeriod(period),
      cohort: (await cohortAsked(context, cohort)).conditions,
      by: by ?? [],
    });
    const { definition, sql, cells, total } = answer;
    return {
      ...told(answer),
      definition,
      sql,
      cells: cells.map((cell) => withTitles(definition, cell)),
      total: withTitles(definition, total),
    };
  });

/** A funnel of one group, each step with its words. */
function withTitles({ steps: declared }: Funnel, { by, steps }: FunnelCell) {
  const words = new Map(declared.map((step) => [step.id, step.words]));
  return { by: [...by], steps: steps.map((step) => ({ ...step, title: words.get(step.id) ?? step.id })) };
}
