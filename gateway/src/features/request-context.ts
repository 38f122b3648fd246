import type { Caller } from '@throughgate/service';

/** What is known of a request while it is answered: one object from the moment the caller is known to the answer. */
export interface RequestContext {
  /** Identifies the request in the logs of the gateway and of every subgraph. */
  readonly requestId: string;
  /** Who asks, as the features established it. */
  readonly caller: Caller;
  /** The address of who asks, as the connection says it; absent where there is none. */
  readonly address?: string;
  /** Set where a page of the gateway itself asks, in its process. */
  readonly ofPage?: true;
  /** Set where an operation is a subscription that is answered for one event, as a query would be. */
  readonly event?: true;
  /** When the request had arrived, by `performance.now()`. */
  readonly began?: number;
  /** The headers of the HTTP request, names in lower case. */
  readonly headers: { get(name: string): string | undefined };
}
