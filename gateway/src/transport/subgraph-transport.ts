import type { Caller } from '@throughgate/service';

/** One GraphQL request on its way to a subgraph. */
export interface SubgraphRequest {
  /** Name of the subgraph in the supergraph. */
  readonly subgraph: string;
  /** The whole JSON body: `query`, `variables` and, where it has one, `operationName`. */
  readonly body: string;
  /** Whether the request changes nothing, so that it may be shared, or repeated when a connection breaks. */
  readonly repeatable: boolean;
  readonly requestId: string;
  readonly caller: Caller;
}

/** An error as a subgraph reports it; any part may be missing or misshapen. */
export interface SubgraphErrorEntry {
  readonly message?: unknown;
  readonly path?: unknown;
  readonly extensions?: unknown;
}

/** A subgraph's answer. It belongs to the receiver, who may change it. */
export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly SubgraphErrorEntry[];
}

/**
 * Brings requests to subgraphs. The seam for what lies between planning and the network: caches, breakers
 * and retries wrap a transport in another.
 */
export interface SubgraphTransport {
  /** Rejects with a `SubgraphError` when there is no GraphQL answer within the subgraph's deadline. */
  send(request: SubgraphRequest): Promise<SubgraphAnswer>;
}
