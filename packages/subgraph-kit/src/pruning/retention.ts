import { StartupError } from '@throughgate/service/startup-error';

/** For how long an agency's database keeps what only grows; 0 days stands for ever. */
export interface Retention {
  /** Days that a change event stays in the outbox after it was put on the event log. */
  readonly outboxDays: number;
  /** Days that an idempotency key is remembered after its call. */
  readonly idempotencyKeyDays: number;
}

/** Most days that can be said: a hundred years. */
export const mostDays = 36_500;

/** What is kept where nobody says otherwise. */
export const defaultRetention: Retention = { outboxDays: 30, idempotencyKeyDays: 90 };

/** Variables by which a subgraph that runs as a process of its own is told of its retention. */
export const retentionVariables = ['HUB_PRUNE', 'HUB_KEEP_OUTBOX', 'HUB_KEEP_IDEMPOTENCY_KEYS'] as const;

/**
 * Reads HUB_PRUNE, HUB_KEEP_OUTBOX and HUB_KEEP_IDEMPOTENCY_KEYS; `off` where nothing shall be pruned on a schedule.
 * Raises `StartupError` naming the variable and what it accepts.
 */
export function readRetention(environment: NodeJS.ProcessEnv): Retention | 'off' {
  const retention: Retention = {
    outboxDays: daysIn(environment, 'HUB_KEEP_OUTBOX', defaultRetention.outboxDays),
    idempotencyKeyDays: daysIn(environment, 'HUB_KEEP_IDEMPOTENCY_KEYS', defaultRetention.idempotencyKeyDays),
  };
  const schedule = environment['HUB_PRUNE'] || 'on';
  if (schedule !== 'on' && schedule !== 'off') {
    throw new StartupError(`HUB_PRUNE is ${JSON.stringify(schedule)}; it must be on or off.`);
  }
  return schedule === 'off' ? 'off' : retention;
}

function daysIn(environment: NodeJS.ProcessEnv, variable: string, otherwise: number): number {
  const text = environment[variable];
  if (!text) return otherwise;
  if (/^\d{1,5}$/.test(text) && Number(text) <= mostDays) return Number(text);
  throw new StartupError(
    `${variable} is ${JSON.stringify(text)}; it must be a whole number of days, 0 (for ever) to ${mostDays}.`,
  );
}
