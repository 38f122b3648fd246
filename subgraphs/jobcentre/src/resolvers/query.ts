import { identifierInput } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { claimant } from '../records/claimant.ts';

/** Where questions to the Jobcentre start. */
export const Query: QueryResolvers = {
  claimant: (_root, { nino }, { load }) => load(claimant.row, identifierInput('nino', nino)),
};
