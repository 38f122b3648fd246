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
  /** When its deadline began, by `performance.now()`. @default when it is sent */
  readonly since?: number | undefined;
  /** Of which trace it is, as W3C Trace Context says it. @default of none */
  readonly traceparent?: string | undefined;
  /** What of it asks for entities; absent for root fields and mutations. */
  readonly entities?: EntityFetch | undefined;
  /** What it asks of root fields of `Query`; absent for entities and mutations. */
  readonly root?: RootQuery | undefined;
}

/** A request that asks for root fields of `Query`. */
export interface RootQuery {
  /** The document: the same text always means the same. */
  readonly document: string;
  /** Values of its variables, as members of a JSON object; empty without any. */
  readonly variables: string;
}

/** A request that asks for nothing but entities, in parts: each an `_entities` with a selection of its own. */
export interface EntityFetch {
  readonly parts: readonly EntityFetchPart[];
  /**
   * Writes the body of the same request for fewer entities.
   *
   * @param representations for each part, in their order, those of its representations that are asked for; a part with none is
   *   answered with an empty list, or left out
   */
  body(representations: readonly (readonly string[])[]): string;
}

/** One `_entities` of a request. */
export interface EntityFetchPart {
  /** Under which name its entities are answered. */
  readonly alias: string;
  /** What is selected of each entity, as text in braces; the same text always means the same. */
  readonly selection: string;
  /** Values of the variables that the selection uses, as text; empty without any. */
  readonly variables: string;
  /** What is sent of each entity, as JSON. Entities are answered in this order. */
  readonly representations: readonly string[];
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
  /**
   * What all of it is kept as, by a feature that keeps answers; absent where some of it is not. Whoever hands on another answer than it was
   * given leaves it out.
   */
  readonly kept?: readonly KeptPart[] | undefined;
}

/** Stands for something that is kept of an answer. Only the feature that keeps it knows more of it. */
export type KeptPart = object;

/**
 * Brings requests to subgraphs. The seam for what lies between planning and the network: caches, breakers
 * and retries wrap a transport in another.
 */
export interface SubgraphTransport {
  /** Rejects with a `SubgraphError` when there is no GraphQL answer within the subgraph's deadline. */
  send(request: SubgraphRequest): Promise<SubgraphAnswer>;
}
