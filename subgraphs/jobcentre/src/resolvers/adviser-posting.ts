import { required } from '@throughgate/subgraph-kit';
import type { AdviserFocus, AdviserPostingResolvers } from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';

/** The time for which an adviser works in a prison. */
export const AdviserPosting: AdviserPostingResolvers = {
  focus: ({ focus }) => focus as AdviserFocus,
  adviser: ({ adviserCode }, _arguments, { load }) => required(load(adviser.row, adviserCode)),
  prison: ({ prisonId }) => ({ id: prisonId }),
};
