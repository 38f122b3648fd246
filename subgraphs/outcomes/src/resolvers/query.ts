import { acceptedForm, acceptedForms, identifierReadings } from '@throughgate/domain';
import { badInput, connectionOf } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { isHubId } from '../journey/hub-id.ts';
import { type Found, peoplePage, peopleWithIdentifiers, readPageOfPeople } from '../journey/people.ts';

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
};

/** Several people have what a text can mean: the sender must say which is meant. */
function ambiguous(text: string, found: readonly Found[]) {
  const readings = found.map(({ kind, value }) => `${value} (${acceptedForm(kind)})`).join(' or ');
  return badInput(
    'identifier',
    `"${text}" can be read as ${readings}, of different people. Give it in full, or another identifier of the person.`,
  );
}
