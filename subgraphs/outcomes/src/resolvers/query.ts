import { acceptedForms, recogniseIdentifier } from '@throughgate/domain';
import { badInput, connectionOf } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { isHubId } from '../journey/hub-id.ts';
import { peoplePage, personWithIdentifier, readPageOfPeople } from '../journey/people.ts';

/** Where questions about people start. */
export const Query: QueryResolvers = {
  offender: async (_root, { identifier }, { pool, loaders }) => {
    const text = identifier.trim();
    if (isHubId(text)) return loaders.person.load(text);
    const recognised = recogniseIdentifier(text);
    if (!recognised) {
      throw badInput(
        'identifier',
        `"${text}" is no identifier. Accepted: ${acceptedForms.join('; ')}; the hub's id (UUID).`,
      );
    }
    const id = await personWithIdentifier(pool, recognised);
    return id === undefined ? null : loaders.person.load(id);
  },

  offenders: async (_root, { first, after }, { pool }) => {
    const page = peoplePage({ first, after: after ?? null });
    return connectionOf(await readPageOfPeople(pool, page), page, ({ id }) => [id]);
  },
};
