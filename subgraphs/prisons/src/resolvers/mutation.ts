import { required } from '@throughgate/subgraph-kit';
import type { MutationResolvers } from '../generated/graphql.ts';

/** What the prison service's system records; the rules are in `records/`. */
export const Mutation: MutationResolvers = {
  registerPrisoner: async (_root, { input }, { change, loaders }) =>
    required(loaders.prisoner, await change('registerPrisoner', input)),
  receivePrisoner: async (_root, { input }, { change, loaders }) =>
    required(loaders.movement, await change('receivePrisoner', input)),
  releasePrisoner: async (_root, { input }, { change, loaders }) =>
    required(loaders.movement, await change('releasePrisoner', input)),
  imposeSentence: async (_root, { input }, { change, loaders }) =>
    required(loaders.sentence, await change('imposeSentence', input)),
  changeReleaseDates: async (_root, { input }, { change, loaders }) =>
    required(loaders.sentence, await change('changeReleaseDates', input)),
  bookAdviserInterview: async (_root, { input }, { change, loaders }) =>
    required(loaders.adviserInterview, await change('bookAdviserInterview', input)),
  recordAdviserInterview: async (_root, { input }, { change, loaders }) =>
    required(loaders.adviserInterview, await change('recordAdviserInterview', input)),
};
