import type { Resolvers } from '../generated/graphql.ts';
import { Contract } from './contract.ts';
import { InitialAssessment } from './initial-assessment.ts';
import { Offender } from './offender.ts';
import { Outcome } from './outcome.ts';
import { Provider } from './provider.ts';
import { Query } from './query.ts';
import { Referral } from './referral.ts';
import { ReferralConnection } from './referral-connection.ts';
import { ReferralEnding } from './referral-ending.ts';
import { Session } from './session.ts';

/** Resolvers of the providers subgraph, one file for each type. */
export const resolvers: Resolvers = {
  Contract,
  InitialAssessment,
  Offender,
  Outcome,
  Provider,
  Query,
  Referral,
  ReferralConnection,
  ReferralEnding,
  Session,
};
