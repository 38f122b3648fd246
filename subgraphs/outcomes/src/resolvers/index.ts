import type { Resolvers } from '../generated/graphql.ts';
import { agencyRecords, SupportEpisode } from './agency-records.ts';
import { Clash } from './clash.ts';
import { CustodyClaim } from './custody-claim.ts';
import { JourneyEvent } from './journey-event.ts';
import { measureMutations, measureQueries, measureTypes } from './measures/index.ts';
import { Identifiers, Offender } from './offender.ts';
import { OffenderConnection } from './offender-connection.ts';
import { Query } from './query.ts';
import { Gap, Release, ReleaseConnection } from './release.ts';
import { Spell } from './spell.ts';

/** Resolvers of the outcomes subgraph. */
export const resolvers: Resolvers = {
  ...agencyRecords,
  ...measureTypes,
  Clash,
  CustodyClaim,
  Gap,
  Identifiers,
  JourneyEvent,
  Mutation: measureMutations,
  Offender,
  OffenderConnection,
  Query: { ...Query, ...measureQueries },
  Release,
  ReleaseConnection,
  Spell,
  SupportEpisode,
};
