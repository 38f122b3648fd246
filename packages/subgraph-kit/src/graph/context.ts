import type { Caller, Logger } from '@throughgate/service';

/** What every resolver of every subgraph finds in its context. */
export interface SubgraphContext<Loaders> {
  /** Who asks, established by the gateway. */
  readonly caller: Caller;
  /** Id of the request, the same in the gateway's and all subgraphs' logs. */
  readonly requestId: string;
  readonly logger: Logger;
  /** Batched reads; they live as long as the request. */
  readonly loaders: Loaders;
  /**
   * Runs the command of a mutation on the file that its input names, and returns the id of the resulting record.
   * Repeating a call with the same `idempotencyKey` returns the first result.
   */
  change(mutation: string, input: { readonly idempotencyKey: string }): Promise<string>;
}
