import { acceptedForm, acceptedForms, identifierReadings } from '@throughgate/domain';
import {
  badInput,
  connectionOf,
  isFilled,
  isMoment,
  type PageRequest,
  pageRequest,
} from '@throughgate/subgraph-kit';
import type { Clash } from '../clashes/clash.ts';
import { placeQuestion } from '../clashes/clash-question.ts';
import { clashesOfPlace } from '../clashes/read-clashes.ts';
import type { QueryResolvers } from '../generated/graphql.ts';
import { isHubId } from '../journey/hub-id.ts';
import { type Found, peoplePage, peopleWithIdentifiers, readPageOfPeople } from '../journey/people.ts';
import { findReleases } from '../releases/find-releases.ts';
import { requireFacts } from './require-facts.ts';

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

  offenders: async (_root, { first, after }, { pool }) => {
    const page = peoplePage({ first, after: after ?? null });
    return connectionOf(await readPageOfPeople(pool, page), page, ({ id }) => [id]);
  },

  clashes: async (_root, { filter, first, after }, context) => {
    await requireFacts(context);
    const question = placeQuestion(filter);
    const page = pageRequest({ first, after: after ?? null }, isMoment, isFilled);
    const all = await clashesOfPlace(context.pool, question);
    return { ...connectionOf(rowsAfter(all, page), page, positionOf), totalCount: all.length };
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

/** The clashes of a page, and one more where there are more. */
function rowsAfter(all: readonly Clash[], { first, after }: PageRequest): readonly Clash[] {
  if (!after) return all.slice(0, first + 1);
  const [moment, id] = [Date.parse(String(after[0])), String(after[1])];
  const start = all.findIndex((clash) => clash.from > moment || (clash.from === moment && clash.id > id));
  return start === -1 ? [] : all.slice(start, start + first + 1);
}

/** Several people have what a text can mean: the sender must say which is meant. */
function ambiguous(text: string, found: readonly Found[]) {
  const readings = found.map(({ kind, value }) => `${value} (${acceptedForm(kind)})`).join(' or ');
  return badInput(
    'identifier',
    `"${text}" can be read as ${readings}, of different people. Give it in full, or another identifier of the person.`,
  );
}
