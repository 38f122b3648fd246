import type { Retention } from '@throughgate/subgraph-kit';
import type { Settings } from '../settings/settings.ts';

/** For how long agencies keep what only grows, by the settings. */
export function retentionOf({ keepOutbox, keepIdempotencyKeys }: Settings): Retention {
  return { outboxDays: keepOutbox, idempotencyKeyDays: keepIdempotencyKeys };
}

/** How the agencies that a command starts prune their databases, by the settings. */
export function pruningOf(settings: Settings): Retention | 'off' {
  return settings.prune === 'off' ? 'off' : retentionOf(settings);
}
