import { unauthorizedField } from '@throughgate/authorization';
import { GraphQLError } from 'graphql';
import type { Narrowed } from '../planning/withhold-fields.ts';

/** Most paths that one answer lists, since an operation may select ten thousand things. */
const mostListed = 1000;

/**
 * Makes the errors of selections that the caller may not have, one for each path. They say where, and nothing of what it
 * would take. Beyond the first thousand a last error says how many more there are.
 */
export function unauthorizedErrors(paths: Narrowed['paths']): readonly GraphQLError[] {
  const errors = paths.slice(0, mostListed).map((path) => unauthorizedField({ path }));
  if (paths.length > mostListed) {
    const more = paths.length - mostListed;
    const { extensions } = unauthorizedField();
    errors.push(new GraphQLError(`${more} more unauthorized fields or types`, { extensions }));
  }
  return errors;
}
