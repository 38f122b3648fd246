import type { Logger } from 'pino';
import { createKafkaEventLog, createPostgresEventLog, type EventLog } from '../../src/index.ts';

/** Which event log to open: small enough to hand to another process as JSON. */
export type LogSpec =
  | { readonly kind: 'postgres'; readonly databaseUrl: string }
  | { readonly kind: 'kafka'; readonly brokers: readonly string[]; readonly replicationFactor?: number };

/**
 * Milliseconds after which a broker gives up a consumer that it does not hear of: the shortest that brokers accept by
 * default, so that killed ones are noticed soon.
 */
export const sessionTimeout = 6_000;

/** Opens the log of a spec. */
export function openLog(spec: LogSpec, logger: Logger): EventLog {
  if (spec.kind === 'postgres') return createPostgresEventLog({ databaseUrl: spec.databaseUrl, logger });
  return createKafkaEventLog({ ...spec, logger, sessionTimeout });
}
