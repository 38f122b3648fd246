import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Levels that `LOG_LEVEL` accepts, from most to least talkative. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Creates the logger of one process: JSON lines on standard error, because standard output belongs to results. */
export function createLogger(level: (typeof logLevels)[number] = 'info'): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: errorFields } },
    pino.destination(2),
  );
}

/** What of an error is logged. Not every property: a database error holds its whole connection, password included. */
function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return {
    type: name,
    message,
    ...code,
    stack,
    ...(cause === undefined ? {} : { cause: errorFields(cause) }),
  };
}
