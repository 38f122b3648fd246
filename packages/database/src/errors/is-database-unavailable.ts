import { saysUnavailable } from './sql-state.ts';

/** Codes by which Node and Prisma say that the database is out of reach, and not that a statement is wrong. */
const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  // Prisma's error reference: server out of reach, timed out, too many connections, closed the connection, no
  // connection free, a transaction that gave way to another.
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2034',
  'P2037',
  // As Prisma's adapter for pg names them.
  'DatabaseNotReachable',
  'SocketTimeout',
  'ConnectionClosed',
  'TooManyConnections',
  'TransactionWriteConflict',
  'AuthenticationFailed',
  'DatabaseAccessDenied',
  'DatabaseDoesNotExist',
  'TlsConnectionError',
]);

/** What pg, its pool and PostgreSQL say without a code of their own. */
const messages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed and is not queryable|permission denied for database|is not currently accepting connections|Query read timeout/;

/** Deepest cause that is looked at. */
const deepest = 8;

/**
 * Whether an error, or what caused it, says that the database does not answer as things are: the same call may work when
 * it is tried again. Knows the errors of Node, of pg and its pool, and of Prisma over pg.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  return says(error, 0);
}

function says(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > deepest) return false;
  const { code, kind, originalCode, message, cause, meta, errors, driverAdapterError } = error as Record<
    string,
    unknown
  >;
  if ([code, kind, originalCode].some(isOne)) return true;
  if (typeof message === 'string' && messages.test(message)) return true;
  // A directory of sockets in which there is none; any other file that is missing is no matter of the database.
  if (code === 'ENOENT' && (error as { syscall?: unknown }).syscall === 'connect') return true;
  // Another service that a resolver asked over HTTP is none either.
  if (error instanceof TypeError && message === 'fetch failed') return false;
  const inner = [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return inner.some((one) => says(one, depth + 1));
}

function isOne(code: unknown): boolean {
  return typeof code === 'string' && (codes.has(code) || saysUnavailable(code));
}
