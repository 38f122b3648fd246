import { required } from '@throughgate/subgraph-kit';
import type { EteReferralResolvers } from '../generated/graphql.ts';

/** A referral for education, training and employment support. */
export const EteReferral: EteReferralResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.eteReferral.load(id),
  case: ({ crn }, _arguments, { loaders }) => required(loaders.probationCase, crn),
};
