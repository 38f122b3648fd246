/** For how long an agency's database keeps what only grows; 0 days stands for ever. */
export interface Retention {
  /** Days that a change event is kept in its agency's database after it was put on the event log. */
  readonly outboxDays: number;
  /** Days that an idempotency key is remembered after its call. */
  readonly idempotencyKeyDays: number;
}

/** Most days that can be said: a hundred years. */
export const mostDays = 36_500;

/** What is kept where nobody says otherwise. */
export const defaultRetention: Retention = { outboxDays: 30, idempotencyKeyDays: 90 };

/** The settings that say it. */
interface RetentionSettings {
  readonly prune: 'on' | 'off';
  readonly keepOutbox: number;
  readonly keepIdempotencyKeys: number;
}

/** For how long agencies keep what only grows, by the settings. */
export function retentionOf(settings: Omit<RetentionSettings, 'prune'>): Retention {
  return { outboxDays: settings.keepOutbox, idempotencyKeyDays: settings.keepIdempotencyKeys };
}

/** What agencies prune on a schedule of their own, by the settings; `off` where that is nothing. */
export function pruningOf(settings: RetentionSettings): Retention | 'off' {
  return settings.prune === 'off' ? 'off' : retentionOf(settings);
}
