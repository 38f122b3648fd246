import { required } from '@throughgate/subgraph-kit';
import type { OutcomeResolvers, OutcomeType } from '../generated/graphql.ts';

/** Something that the person achieved. */
export const Outcome: OutcomeResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.outcome.load(id),
  referral: ({ referenceNumber }, _arguments, { loaders }) => required(loaders.referral, referenceNumber),
  type: ({ type }) => type as OutcomeType,
};
