import type { PrisonContactResolvers } from '../generated/graphql.ts';
import { titles } from '../records/titles.ts';

/** Somebody by whom other agencies reach a prison. */
export const PrisonContact: PrisonContactResolvers = {
  roleName: ({ role }) => titles.contactRole[role] ?? role,
};
