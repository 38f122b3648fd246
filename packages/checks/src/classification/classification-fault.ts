import type { ErrorCode, Place } from '@throughgate/registry-client';

/** What is wrong with how something is classified. */
export interface ClassificationFault {
  readonly code: Extract<ErrorCode, 'HUB-C021' | 'HUB-C022' | 'HUB-C037'>;
  /** Its severity, where that is not for the subgraph’s configuration to say. */
  readonly severity?: 'warning' | 'error';
  /** Schema coordinate, or event type and JSON pointer. */
  readonly coordinate: string;
  readonly message: string;
  readonly places: readonly Place[];
  /** Coordinate of the type whose name alone asks for it: several faults of one new type are told as one. */
  readonly ofType?: string;
}
