import { loadAll, offenderToJoin } from '@throughgate/subgraph-kit';
import type { OffenderResolvers } from '../generated/graphql.ts';
import { referral } from '../records/referral.ts';
import { supportEpisode } from '../records/support-episode.ts';

/** The person as the gateway hands them to this subgraph. */
export interface OffenderReference {
  readonly id: string;
  /** Given when a field of this subgraph requires them. */
  readonly joinIdentifiers: {
    readonly crns: readonly string[];
    /** Given for `episodes` only. */
    readonly prisonerNumbers?: readonly string[];
    readonly referenceNumbers: readonly string[];
  };
}

/** Adds what providers did to the person. */
export const Offender: OffenderResolvers = {
  __resolveReference: (reference) => offenderToJoin<OffenderReference>(reference),
  provision: async ({ joinIdentifiers }, _arguments, { load }) => {
    const [byCrn, byNumber] = await Promise.all([
      Promise.all(joinIdentifiers.crns.map((crn) => load(referral.listOf.crn, crn))),
      loadAll(load, referral.row, joinIdentifiers.referenceNumbers),
    ]);
    // Both ways may lead to one referral. One found by its number alone stays under the CRN that it was sent
    // with, whether or not the hub knows that CRN as the person's.
    const referrals = new Map([...byCrn.flat(), ...byNumber].map((row) => [row.referenceNumber, row]));
    const latestFirst = [...referrals.values()].sort(
      (a, b) =>
        b.referredOn.getTime() - a.referredOn.getTime() || (a.referenceNumber < b.referenceNumber ? -1 : 1),
    );
    return [...Map.groupBy(latestFirst, ({ crn }) => crn)].map(([crn, ofCrn]) => ({ crn, referrals: ofCrn }));
  },
  episodes: async ({ joinIdentifiers }, _arguments, { load }) => {
    const { crns, prisonerNumbers = [], referenceNumbers } = joinIdentifiers;
    const [byCrn, byPrisonerNumber, byNumber] = await Promise.all([
      Promise.all(crns.map((crn) => load(supportEpisode.listOf.crn, crn))),
      Promise.all(prisonerNumbers.map((number) => load(supportEpisode.listOf.prisonerNumber, number))),
      loadAll(load, supportEpisode.row, referenceNumbers),
    ]);
    const found = [...byCrn.flat(), ...byPrisonerNumber.flat(), ...byNumber];
    return [...new Map(found.map((row) => [row.referenceNumber, row])).values()].sort(
      (a, b) =>
        b.startedOn.getTime() - a.startedOn.getTime() || (a.referenceNumber < b.referenceNumber ? -1 : 1),
    );
  },
};
