import type { InTurn } from '@throughgate/gateway';
import type { Logger, ServiceGroup } from '@throughgate/service';

/** Where a service runs: alone in its process, or as one worker of several. */
export interface Workplace {
  /** Resolves when it is to stop. */
  readonly stopped: Promise<unknown>;
  readonly logger: Logger;
  /** A key that the processes of this start share and nobody else has, for whoever has no other. */
  readonly sharedKey: string;
  /** Both `undefined` where it is alone. */
  readonly group: ServiceGroup | undefined;
  readonly inTurn: InTurn | undefined;
  /** Says where it listens. */
  announce(url: string): void;
}
