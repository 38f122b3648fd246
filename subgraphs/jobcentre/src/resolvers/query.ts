import { identifierInput } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';

/** Where questions to the Jobcentre start. */
export const Query: QueryResolvers = {
  claimant: (_root, { nino }, { loaders }) => loaders.claimant.load(identifierInput('nino', nino)),
};
