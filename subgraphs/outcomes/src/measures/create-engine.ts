import {
  createAudit,
  createDisclosureControl,
  createMeasuresEngine,
  type MeasuresEngine,
  policies,
} from '@throughgate/measures';
import type pg from 'pg';
import { measures } from './definitions/index.ts';
import { dimensions } from './dimensions/index.ts';
import type { Episodes } from './episodes/define-episodes.ts';
import type { RunningMeasures } from './feed/start-measures.ts';
import { funnels } from './funnels/index.ts';
import { postgresLedger } from './ledger/postgres-ledger.ts';

/** What the hub's own engine is made of. */
export interface EngineOptions {
  readonly feed: RunningMeasures;
  /** The outcomes database, where released numbers are kept. */
  readonly pool: pg.Pool;
  readonly kinds: readonly Episodes[];
  /** By which numbers are protected. */
  readonly policy: keyof typeof policies;
}

/** The engine that answers from the store that the hub keeps, through its disclosure control. */
export function createEngine({ feed, pool, kinds, policy }: EngineOptions): MeasuresEngine {
  return createMeasuresEngine({
    measures,
    funnels,
    dimensions,
    episodeKinds: kinds,
    store: () => feed.store(),
    control: createDisclosureControl({
      policy: policies[policy],
      ledger: postgresLedger(pool),
      audit: createAudit(),
    }),
    latestTick: () => feed.latestTick(),
    tickAt: (moment) => feed.tickAt(moment),
    completeness: (agencies, asOf) => feed.completeness(agencies, asOf),
  });
}
