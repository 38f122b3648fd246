import type { Caller, Logger } from '@throughgate/service';
import type { Load } from '../graph/reader.ts';
import type { Mutation } from './mutation.ts';

/** What every resolver of an agency's subgraph finds in its context. */
export interface AgencyContext {
  /** Who asks, established by the gateway. */
  readonly caller: Caller;
  /** Id of the request, the same in the gateway's and all subgraphs' logs. */
  readonly requestId: string;
  readonly logger: Logger;
  /** Reads records; what is asked for together is read with one SQL statement, and once in a request. */
  readonly load: Load;
  /**
   * Runs a mutation on the file that its input names, and returns the id of the resulting record. Repeating a call with
   * the same `idempotencyKey` returns the first result.
   */
  change<Input extends { readonly idempotencyKey: string }>(
    mutation: Mutation<Input, unknown>,
    input: Input,
  ): Promise<string>;
}
