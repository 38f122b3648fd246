import { required } from '@throughgate/subgraph-kit';
import type { InterviewResolvers, InterviewType } from '../generated/graphql.ts';
import { claimant } from '../records/claimant.ts';

/** An interview at the Jobcentre. */
export const Interview: InterviewResolvers = {
  claimant: ({ nino }, _arguments, { load }) => required(load(claimant.row, nino)),
  type: ({ type }) => type as InterviewType,
};
