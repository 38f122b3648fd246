import type { OutcomeResolvers, OutcomeType } from '../generated/graphql.ts';
import { isJob } from '../records/job.ts';
import { sustainment } from '../records/outcome.ts';

/** Something that the person achieved. */
export const Outcome: OutcomeResolvers = {
  type: ({ type }) => type as OutcomeType,
  job: (outcome) => (isJob(outcome) ? outcome : null),
  sustained: ({ id }, _arguments, { load }) => load(sustainment.listOf.outcomeId, id),
};
