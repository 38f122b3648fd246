/** Codes by which Node, PostgreSQL and Prisma say that the database is out of reach, and not that a statement is wrong. */
const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  // PostgreSQL, appendix A: connection exceptions, too many connections, shut down, crashed, starting up.
  '08000',
  '08003',
  '08006',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  // Prisma's error reference: server out of reach, timed out, closed the connection, no connection free.
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
]);

/** What pg and its pool say without a code. */
const messages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Whether an error, or what caused it, says that the database does not answer: it may work when tried again. */
export function isDatabaseFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && codes.has(error.code)) return true;
  if (error instanceof AggregateError && error.errors.some(isDatabaseFailure)) return true;
  return messages.test(error.message) || isDatabaseFailure(error.cause);
}
