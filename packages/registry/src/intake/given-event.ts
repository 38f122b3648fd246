import type { EventFault } from './event-fault.ts';

/** An event as it was sent, in whichever content mode: understood as a CloudEvent, and not yet checked. */
export interface GivenEvent {
  /** Attributes and extensions by name, `datacontenttype` included, as text. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The data, read as JSON; `undefined` where there are none. */
  readonly data: unknown;
  /** What could not be read. */
  readonly faults: readonly EventFault[];
}

/** What a request carries. */
export interface GivenMessage {
  readonly isBatch: boolean;
  readonly events: readonly GivenEvent[];
}

/** Names that CloudEvents gives to attributes: lower-case letters and digits. */
export const attributeName = /^[a-z0-9]+$/;
