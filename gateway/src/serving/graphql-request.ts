/** A GraphQL request as HTTP brought it, its parameters of the right types and otherwise unchecked. */
export interface GraphqlRequest {
  /** A `GET` may ask queries only. */
  readonly method: 'GET' | 'POST';
  /** Text of the document. */
  readonly query: string | undefined;
  /** Which operation of the document; never empty. */
  readonly operationName: string | undefined;
  /** As the client sent them, not yet coerced; empty when it sent none. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the client sent beside the operation. */
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}
