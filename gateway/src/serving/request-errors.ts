import { GraphQLError, type OperationTypeNode } from 'graphql';
import { notRegistered } from '../features/document-errors.ts';

/** What was raised, as a `GraphQLError`; without a code where nobody foresaw it. */
export function asError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(cause.message, { originalError: cause });
}

/** Refuses a request without a document, or with the id of one that nobody registered. */
export function noQuery(documentId: string | undefined): GraphQLError {
  if (documentId !== undefined) return notRegistered('No document is registered under this "documentId".');
  return new GraphQLError('A GraphQL request must have a "query" that is not empty.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}

/** Refuses an operation that a GET may not ask for. */
export function notByGet(operation: OperationTypeNode): GraphQLError {
  return new GraphQLError(`By GET only queries are answered, and this is a ${operation}: send it by POST.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: { allow: 'POST' } } },
  });
}

/** Refuses a subscription of a client that takes no form in which its results come. */
export function notStreamed(): GraphQLError {
  return new GraphQLError(
    'A subscription is answered with "accept: text/event-stream" or "accept: multipart/mixed;subscriptionSpec=1.0".',
    { extensions: { code: 'BAD_REQUEST', http: { status: 406 } } },
  );
}

/** A subscription that nobody answers: one of a subgraph's own. */
export function subscriptionNotSupported(): GraphQLError {
  return new GraphQLError('Subscriptions of subgraphs are not supported over this endpoint.', {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
