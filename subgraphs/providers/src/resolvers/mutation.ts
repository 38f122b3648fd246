import { required } from '@throughgate/subgraph-kit';
import type { MutationResolvers } from '../generated/graphql.ts';

/** What the providers' system records; the rules are in `records/`. */
export const Mutation: MutationResolvers = {
  sendReferral: async (_root, { input }, { change, loaders }) =>
    required(loaders.referral, await change('sendReferral', input)),
  assignKeyWorker: async (_root, { input }, { change, loaders }) =>
    required(loaders.referral, await change('assignKeyWorker', input)),
  bookInitialAssessment: async (_root, { input }, { change, loaders }) =>
    required(loaders.initialAssessment, await change('bookInitialAssessment', input)),
  recordInitialAssessment: async (_root, { input }, { change, loaders }) =>
    required(loaders.initialAssessment, await change('recordInitialAssessment', input)),
  approveActionPlan: async (_root, { input }, { change, loaders }) =>
    required(loaders.referral, await change('approveActionPlan', input)),
  bookSession: async (_root, { input }, { change, loaders }) =>
    required(loaders.session, await change('bookSession', input)),
  recordSession: async (_root, { input }, { change, loaders }) =>
    required(loaders.session, await change('recordSession', input)),
  recordOutcome: async (_root, { input }, { change, loaders }) =>
    required(loaders.outcome, await change('recordOutcome', input)),
  endReferral: async (_root, { input }, { change, loaders }) =>
    required(loaders.referral, await change('endReferral', input)),
};
