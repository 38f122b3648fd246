/** Ways in which a subgraph fails to give a GraphQL answer; clients find them in `extensions.code`. */
export type SubgraphErrorCode =
  /** No whole answer within the deadline. */
  | 'SUBGRAPH_TIMEOUT'
  /** No connection, or it broke. */
  | 'SUBGRAPH_UNREACHABLE'
  /** An answer that is not a GraphQL response (server error, not JSON, too large), or does not fit the schema. */
  | 'SUBGRAPH_BAD_RESPONSE';

/** A subgraph gave no GraphQL answer. The message names the subgraph and is fit for clients; `cause` is not. */
export class SubgraphError extends Error {
  override readonly name = 'SubgraphError';
  readonly code: SubgraphErrorCode;
  readonly subgraph: string;

  constructor(code: SubgraphErrorCode, subgraph: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.subgraph = subgraph;
  }
}
