import type { Logger } from 'pino';
import { createKafkaEventLog, createPostgresEventLog, type EventLog } from '../../src/index.ts';

/** Which event log to open: small enough to hand to another process as JSON. */
export type LogSpec =
  | { readonly kind: 'postgres'; readonly databaseUrl: string }
  | { readonly kind: 'kafka'; readonly brokers: readonly string[]; readonly replicationFactor?: number };

/** Opens the log of a spec. */
export function openLog(spec: LogSpec, logger: Logger): EventLog {
  if (spec.kind === 'postgres') return createPostgresEventLog({ databaseUrl: spec.databaseUrl, logger });
  // The shortest session that a broker accepts by default, so that killed consumers are noticed soon.
  return createKafkaEventLog({ ...spec, logger, sessionTimeout: 6_000 });
}
