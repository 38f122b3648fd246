import { acceptedForms, recogniseIdentifier } from '@throughgate/domain';
import { badInput, connectionOf, pageRequest } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { countPeople, pageOfPeople, personWithIdentifier } from '../journey/people.ts';
import type { Person } from '../journey/rows.ts';

const hubId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where questions about people start. */
export const Query: QueryResolvers = {
  offender: async (_root, { identifier }, { pool, loaders }) => {
    const text = identifier.trim();
    if (hubId.test(text)) return loaders.person.load(text.toLowerCase());
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

  offenders: async (_root, page, { pool, loaders }) => {
    const request = pageRequest(page);
    const ids = await pageOfPeople(pool, request);
    const people = await loaders.person.loadMany(ids);
    const described = people.filter(
      (person): person is Person => person !== null && !(person instanceof Error),
    );
    return {
      ...connectionOf(described, request, ({ id }) => [id]),
      totalCount: () => countPeople(pool),
    } as never;
  },
};
