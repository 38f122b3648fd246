import { GraphQLError } from 'graphql';

/** Refuses a text that is not the one of the hash or id sent with it. */
export function otherDocument(): GraphQLError {
  return new GraphQLError(
    'The document in "query" is not the one that its hash or id names. Send one of both, or those that belong together.',
    { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
  );
}

/** Refuses a document that has to be registered and is not. */
export function notRegistered(reason: string): GraphQLError {
  return new GraphQLError(reason, { extensions: { code: 'DOCUMENT_NOT_REGISTERED', http: { status: 400 } } });
}
