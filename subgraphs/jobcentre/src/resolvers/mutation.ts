import { required } from '@throughgate/subgraph-kit';
import type { MutationResolvers } from '../generated/graphql.ts';

/** What the Jobcentre's system records; the rules are in `records/`. */
export const Mutation: MutationResolvers = {
  registerClaimant: async (_root, { input }, { change, loaders }) =>
    required(loaders.claimant, await change('registerClaimant', input)),
  openClaim: async (_root, { input }, { change, loaders }) =>
    required(loaders.claim, await change('openClaim', input)),
  closeClaim: async (_root, { input }, { change, loaders }) =>
    required(loaders.claim, await change('closeClaim', input)),
  recordFirstPayment: async (_root, { input }, { change, loaders }) =>
    required(loaders.claim, await change('recordFirstPayment', input)),
  bookInterview: async (_root, { input }, { change, loaders }) =>
    required(loaders.interview, await change('bookInterview', input)),
  recordInterview: async (_root, { input }, { change, loaders }) =>
    required(loaders.interview, await change('recordInterview', input)),
  referToProgramme: async (_root, { input }, { change, loaders }) =>
    required(loaders.programmeReferral, await change('referToProgramme', input)),
};
