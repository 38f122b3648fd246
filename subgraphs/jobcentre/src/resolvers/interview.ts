import { required } from '@throughgate/subgraph-kit';
import type { InterviewResolvers, InterviewType } from '../generated/graphql.ts';

/** An interview at the Jobcentre. */
export const Interview: InterviewResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.interview.load(id),
  claimant: ({ nino }, _arguments, { loaders }) => required(loaders.claimant, nino),
  type: ({ type }) => type as InterviewType,
};
