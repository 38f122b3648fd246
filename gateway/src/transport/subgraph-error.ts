/** Ways in which a subgraph fails to give a GraphQL answer; clients find them in `extensions.code`. */
export type SubgraphErrorCode =
  /** No whole answer within the deadline. */
  | 'SUBGRAPH_TIMEOUT'
  /** No connection, or it broke. */
  | 'SUBGRAPH_UNREACHABLE'
  /** An answer that is not a GraphQL response (server error, not JSON, too large), or does not fit the schema. */
  | 'SUBGRAPH_BAD_RESPONSE'
  /** More requests wait for it than it can answer in time. */
  | 'SUBGRAPH_OVERLOADED'
  /** It failed too often and is not asked for a while. */
  | 'SUBGRAPH_CIRCUIT_OPEN';

/** A subgraph gave no GraphQL answer. The message names the subgraph and is fit for clients; `cause` is not. */
export class SubgraphError extends Error {
  override readonly name = 'SubgraphError';
  readonly code: SubgraphErrorCode;
  readonly subgraph: string;
  /** Status of the HTTP answer that was no GraphQL response; `undefined` where there was none. */
  readonly status: number | undefined;

  constructor(code: SubgraphErrorCode, subgraph: string, message: string, cause?: unknown, status?: number) {
    super(message, { cause });
    this.code = code;
    this.subgraph = subgraph;
    this.status = status;
  }
}
