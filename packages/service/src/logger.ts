import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Levels that `LOG_LEVEL` accepts, from most to least talkative. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Creates the logger of one process: JSON lines on standard error, because standard output belongs to results. */
export function createLogger(level: (typeof logLevels)[number] = 'info'): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
