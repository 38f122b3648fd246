import type { OffenderConnectionResolvers } from '../generated/graphql.ts';
import { countPeople } from '../journey/people.ts';

/** A page of people. Counting all of them reads all of them, so it is done only for those who ask. */
export const OffenderConnection: OffenderConnectionResolvers = {
  totalCount: (_page, _arguments, { pool }) => countPeople(pool),
};
