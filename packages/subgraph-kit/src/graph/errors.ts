import { GraphQLError } from 'graphql';

/** An input that breaks a rule. `field` names the input field, the message says what was expected. */
export function badInput(field: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', field } });
}

/** A change to a record that does not exist in the file named. */
export function notFound(what: string, id: string): GraphQLError {
  return new GraphQLError(`There is no ${what} "${id}" here.`, { extensions: { code: 'NOT_FOUND' } });
}

/** A change that the state of the record does not allow. `code` is upper case and stable. */
export function conflict(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
