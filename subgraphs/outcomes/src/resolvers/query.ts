import { acceptedForm, acceptedForms, identifierReadings } from '@throughgate/domain';
import { badInput, connectionOf, isFilled, isMoment, pageRequest } from '@throughgate/subgraph-kit';
import type { Clash } from '../clashes/clash.ts';
import { placeQuestion } from '../clashes/clash-question.ts';
import { clashesOfPlace } from '../clashes/read-clashes.ts';
import type { CustodyClaim } from '../custody-claims/custody-claim.ts';
import { custodyClaimQuestion } from '../custody-claims/custody-claim-question.ts';
import { readCustodyClaims } from '../custody-claims/read-custody-claims.ts';
import type { QueryResolvers } from '../generated/graphql.ts';
import { filesOfEvents } from '../journey/files-of-events.ts';
import { isHubId } from '../journey/hub-id.ts';
import { type Found, peoplePage, peopleWithIdentifiers, readPageOfPeople } from '../journey/people.ts';
import { findReleases } from '../releases/find-releases.ts';
import { pageOfAll } from './page-of-all.ts';
import { requireFacts } from './require-facts.ts';

/** Most events that are asked about at once. */
const mostEvents = 500;

/** Where questions about people start. */
export const Query: QueryResolvers = {
  offender: async (_root, { identifier }, { pool, loaders }) => {
    const text = identifier.trim();
    if (isHubId(text)) return loaders.person.load(text);
    const readings = identifierReadings(text);
    if (readings.length === 0) {
      throw badInput(
        'identifier',
        `"${text}" is no identifier. Accepted: ${acceptedForms.join('; ')}; the hub's id (UUID).`,
      );
    }
    const found = await peopleWithIdentifiers(pool, readings);
    const ids = new Set(found.map(({ clusterId }) => clusterId));
    if (ids.size > 1) throw ambiguous(text, found);
    const [id] = ids;
    return id === undefined ? null : loaders.person.load(id);
  },

  peopleOfEvents: async (_root, { agencies, ids }, { pool }) => {
    if (agencies.length !== ids.length || ids.length > mostEvents) {
      throw badInput('ids', `There must be as many ids as agencies, and at most ${mostEvents}.`);
    }
    return filesOfEvents(pool, agencies, ids);
  },

  offenders: async (_root, { first, after }, { pool }) => {
    const page = peoplePage({ first, after: after ?? null });
    return connectionOf(await readPageOfPeople(pool, page), page, ({ id }) => [id]);
  },

  clashes: async (_root, { filter, first, after }, context) => {
    await requireFacts(context);
    const question = placeQuestion(filter);
    const page = pageRequest({ first, after: after ?? null }, isMoment, isFilled);
    const all = await clashesOfPlace(context.pool, question);
    return pageOfAll(all, page, positionOf);
  },

  custodyClaims: async (_root, { filter, first, after }, context) => {
    await requireFacts(context);
    const question = custodyClaimQuestion(filter);
    const page = pageRequest({ first, after: after ?? null }, isMoment, isFilled, isFilled);
    const all = await readCustodyClaims(context.pool, question);
    return {
      ...pageOfAll(all, page, placeOf),
      totalOverpaidPence: all.reduce((sum, { overpaidPence }) => sum + (overpaidPence ?? 0), 0),
    };
  },

  releases: async (_root, { filter, first, after }, context) => {
    await requireFacts(context);
    const { pool, loaders } = context;
    return findReleases({ pool, loaders: loaders.releases }, filter, { first, after: after ?? null });
  },
};

/** A clash's place in the list: its moment, and its id. */
function positionOf({ from, id }: Clash): readonly [string, string] {
  return [new Date(from).toISOString(), id];
}

/** The place of a claim in custody in the list: the reception's moment, its id, and the claim's. */
function placeOf({ receivedAt, receptionId, claimId }: CustodyClaim): readonly [string, string, string] {
  return [receivedAt.toISOString(), receptionId, claimId];
}

/** Several people have what a text can mean: the sender must say which is meant. */
function ambiguous(text: string, found: readonly Found[]) {
  const readings = found.map(({ kind, value }) => `${value} (${acceptedForm(kind)})`).join(' or ');
  return badInput(
    'identifier',
    `"${text}" can be read as ${readings}, of different people. Give it in full, or another identifier of the person.`,
  );
}
