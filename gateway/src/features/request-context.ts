import type { Caller } from '@throughgate/service';

/** What the server knows of a request while it answers it. */
export interface GatewayContext {
  readonly requestId: string;
  readonly caller: Caller;
}
