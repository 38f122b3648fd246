import type { ErrorCode } from '@throughgate/registry-client';

/** One thing that is wrong with an event that was sent. */
export interface EventFault {
  readonly code: ErrorCode;
  /** JSON pointer into the event in JSON format: `/sequence`, `/data/tenancy/openedOn`. */
  readonly pointer: string;
  /** What is wrong there and what is expected. */
  readonly message: string;
}

/** A fault of the envelope, which is the attribute `name`. */
export function attributeFault(name: string, message: string): EventFault {
  return { code: 'HUB-C080', pointer: `/${name}`, message };
}
