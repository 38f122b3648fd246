import { daysBetween } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { GapResolvers, ReleaseConnectionResolvers, ReleaseResolvers } from '../generated/graphql.ts';
import { bookedBeforeRelease } from '../releases/booked-before-release.ts';
import { categoryOf } from '../releases/category-of.ts';
import { dateMoves } from '../releases/date-moves.ts';
import { destinationAt } from '../releases/destination.ts';
import { moneyAfterRelease } from '../releases/first-money.ts';
import { gapsOf } from '../releases/gaps/gaps-of.ts';
import { responsibleFor } from '../releases/responsible-for.ts';
import { transfersBeforeRelease } from '../releases/transfers-before-release.ts';
import { requireFacts } from './require-facts.ts';

/** A page of releases. Counting all of them is done only for those who ask. */
export const ReleaseConnection: ReleaseConnectionResolvers = {
  totalCount: (page) => page.count(),
};

/** Something that was not in place on a release; the events that show it are read for those who ask. */
export const Gap: GapResolvers = {
  evidence: async ({ evidence }, _arguments, { loaders }) => {
    const events = await Promise.all(evidence.map((id) => loaders.releases.evidence.load(id)));
    return events.filter((event) => event !== null);
  },
};

const factsOfMoney = ['custody_stay', 'money_paid', 'claim'] as const;

/** A release, with what is derived of it when it is asked for. */
export const Release: ReleaseResolvers = {
  __resolveReference: async ({ id }, context) => {
    await requireFacts(context);
    return context.loaders.releases.release.load(id);
  },
  offender: ({ person_id }, _arguments, { loaders }) => required(loaders.person.load(person_id)),
  booking: ({ booking_id }) => ({ id: booking_id }),
  prison: ({ prison_id }) => ({ id: prison_id }),
  releasedAt: ({ released_at }) => released_at.toISOString(),
  daysServed: ({ started_on, released_on }) => daysBetween(started_on, released_on),
  sentenceDays: ({ sentence_days }) => sentence_days,
  category: async (release, _arguments, { loaders }) =>
    categoryOf(await loaders.releases.caseOf(release, ['dateOfBirth', 'supervision'])),
  transfersInLast28Days: async (release, _arguments, { loaders }) =>
    transfersBeforeRelease(await loaders.releases.caseOf(release, ['transfer'])).length,
  dateMoves: async (release, _arguments, { loaders }) =>
    dateMoves(await loaders.releases.caseOf(release, ['key_date_revision'])).length,
  // No register of the hub says where a postcode district lies.
  milesHome: () => null,
  bookedBeforeRelease: async (release, _arguments, { loaders }) =>
    bookedBeforeRelease(await loaders.releases.caseOf(release, ['engagement'])).map(({ kind, id }) => ({
      __typename: kind,
      id,
    })),
  responsible: async (release, _arguments, { loaders }) => [
    ...responsibleFor(await loaders.releases.caseOf(release, ['supervision', 'case_manager', 'support'])),
  ],
  gaps: async (release, _arguments, { loaders }) => [
    ...gapsOf(await loaders.releases.gapCaseOf(release)).gaps,
  ],
  unknown: async (release, _arguments, { loaders }) => [
    ...gapsOf(await loaders.releases.gapCaseOf(release)).unknown,
  ],
  firstMoney: async (release, _arguments, { loaders }) =>
    moneyAfterRelease(await loaders.releases.caseOf(release, factsOfMoney)).first,
  advance: async (release, _arguments, { loaders }) =>
    moneyAfterRelease(await loaders.releases.caseOf(release, factsOfMoney)).advance,
  daysWithoutMoney: async (release, _arguments, { loaders }) =>
    moneyAfterRelease(await loaders.releases.caseOf(release, factsOfMoney)).daysWithout,
  destination: async (release, { at }, { loaders }) =>
    destinationAt(
      await loaders.releases.caseOf(release, ['agencies', 'release_address', 'spell', 'claim']),
      at,
    ),
};
