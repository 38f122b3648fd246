import { GraphQLError } from 'graphql';

/** An input that breaks a rule. `field` names the input field, the message says what was expected. */
export function badInput(field: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', field } });
}

/** A change to a record that does not exist in the file named. */
export function notFound(what: string, id: string): GraphQLError {
  return new GraphQLError(`There is no ${what} "${id}" here.`, { extensions: { code: 'NOT_FOUND' } });
}

/** A second file for an identifier. `what` names the file, with its article: `a probation case X100001`. */
export function alreadyExists(what: string): GraphQLError {
  return new GraphQLError(`There is ${what} already.`, { extensions: { code: 'ALREADY_EXISTS' } });
}

/**
 * The service's database does not answer as things are, or gave way to another transaction: the same call may succeed
 * when it is sent again. Of a change nobody may know whether it was made, when the connection broke at the commit.
 * `cause` is for the log only.
 */
export function databaseUnavailable(of: 'read' | 'change', cause: unknown): GraphQLError {
  const advice =
    of === 'read'
      ? 'Try again.'
      : 'Whether the change was made is not known. Send it again with the same idempotencyKey: it is made once.';
  const error = new GraphQLError(`The database of this service cannot be used at the moment. ${advice}`, {
    extensions: { code: 'DATABASE_UNAVAILABLE' },
  });
  return Object.assign(error, { cause });
}

/**
 * A change that the state of the record does not allow. `code` is upper case and stable. An agency that keeps a list of its
 * codes names them as `Code`: then one that is not of the list does not compile.
 */
export function conflict<Code extends string>(code: Code, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
