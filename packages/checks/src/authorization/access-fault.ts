import type { ErrorCode, Place } from '@throughgate/registry-client';

/** What is wrong with who may see what. */
export interface AccessFault {
  readonly code: Extract<ErrorCode, 'HUB-C023' | 'HUB-C024' | 'HUB-C025' | 'HUB-C026'>;
  /** Its severity, where that is not for the subgraph’s configuration to say. */
  readonly severity?: 'warning' | 'error' | undefined;
  /** Schema coordinate that it is told of. */
  readonly coordinate: string;
  readonly message: string;
  readonly places: readonly Place[];
}
