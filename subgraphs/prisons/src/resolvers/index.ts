import type { Resolvers } from '../generated/graphql.ts';
import { AdviserInterview } from './adviser-interview.ts';
import { Movement } from './movement.ts';
import { Offender } from './offender.ts';
import { Prison } from './prison.ts';
import { Prisoner } from './prisoner.ts';
import { Query } from './query.ts';
import { Sentence } from './sentence.ts';

/** Resolvers of the prisons subgraph, one file for each type. */
export const resolvers: Resolvers = {
  AdviserInterview,
  Movement,
  Offender,
  Prison,
  Prisoner,
  Query,
  Sentence,
};
