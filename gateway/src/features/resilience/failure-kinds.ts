import { SubgraphError } from '../../transport/subgraph-error.ts';

/** Statuses by which whoever stands before a subgraph says that it could not be asked. */
const notAsked: ReadonlySet<number | undefined> = new Set([502, 503, 504]);

/** Whether asking once more may help: there was no connection, it broke, or the subgraph said to come again. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof SubgraphError)) return false;
  return error.code === 'SUBGRAPH_UNREACHABLE' || notAsked.has(error.status);
}

/**
 * Whether a failure speaks against the whole subgraph: no answer, or a server's error. An answer that is too large or no
 * GraphQL may be that of one operation, which must not close the subgraph to others.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof SubgraphError)) return false;
  const { code, status = 0 } = error;
  return code === 'SUBGRAPH_TIMEOUT' || code === 'SUBGRAPH_UNREACHABLE' || status >= 500;
}
