/** A GraphQL request as HTTP brought it, its parameters of the right types and otherwise unchecked. */
export interface GraphqlRequest {
  /** A `GET` may ask queries only. */
  readonly method: 'GET' | 'POST';
  /** Text of the document. */
  readonly query: string | undefined;
  /** The id by which the client names a document, in the place of its text or beside it; hexadecimal digits in lower case. */
  readonly documentId: string | undefined;
  /** The same, where it is the SHA-256 of an automatic persisted query. */
  readonly persistedHash: string | undefined;
  /** Which operation of the document; never empty. */
  readonly operationName: string | undefined;
  /** As the client sent them, not yet coerced; empty when it sent none. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the client sent beside the operation. */
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
  /** Which answers the client takes beside those in one piece. */
  readonly accepts: AcceptedAnswers;
}

/** Which answers a client takes beside those in one piece. */
export interface AcceptedAnswers {
  /** Whether it takes an answer in parts. Where it does not, what is deferred is in the answer like everything else. */
  readonly deferred: boolean;
  /** Whether it takes results of a subscription as they come. */
  readonly subscription: boolean;
}
