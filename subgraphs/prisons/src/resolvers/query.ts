import { prison, prisons } from '@throughgate/domain';
import { connectionOfList, identifierInput, pageRequest } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { prisoner } from '../records/prisoner.ts';

/** Where questions to the prison service start. */
export const Query: QueryResolvers = {
  prisoner: (_root, { prisonerNumber }, { load }) =>
    load(prisoner.row, identifierInput('prisonerNumber', prisonerNumber)),
  prison: (_root, { id }) => prison(id) ?? null,
  prisons: (_root, { active, ...page }) =>
    connectionOfList(
      active == null ? prisons() : prisons().filter((entry) => entry.active === active),
      pageRequest(page),
      ({ id }) => id,
    ),
};
