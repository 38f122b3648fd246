import type { MeasuresEngine } from '@throughgate/measures';
import type { Caller, Logger } from '@throughgate/service';
import type pg from 'pg';
import type { Loaders } from './loaders.ts';

/** What this subgraph's resolvers find in their context. */
export interface Context {
  /** Who asks, established by the gateway. */
  readonly caller: Caller;
  readonly requestId: string;
  readonly logger: Logger;
  readonly loaders: Loaders;
  /** The outcomes database, for reads that need no batching. */
  readonly pool: pg.Pool;
  /** Whether the read model has the facts of all events, and is not one of an earlier version of the hub. */
  hasFacts(): Promise<boolean>;
  /** What answers questions to measures; undefined where the hub keeps none. */
  readonly measures: MeasuresEngine | undefined;
}
