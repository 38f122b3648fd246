import type { Resolvers } from '../generated/graphql.ts';
import { Claim } from './claim.ts';
import { Claimant } from './claimant.ts';
import { Interview } from './interview.ts';
import { Offender } from './offender.ts';
import { ProgrammeReferral } from './programme-referral.ts';
import { Query } from './query.ts';

/** Resolvers of the jobcentre subgraph, one file for each type. */
export const resolvers: Resolvers = {
  Claim,
  Claimant,
  Interview,
  Offender,
  ProgrammeReferral,
  Query,
};
