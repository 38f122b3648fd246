import { SubgraphError } from './subgraph-error.ts';

/** No whole answer within the deadline. */
export function tooLate(subgraph: string, timeout: number): SubgraphError {
  return new SubgraphError(
    'SUBGRAPH_TIMEOUT',
    subgraph,
    `Subgraph '${subgraph}' did not answer within ${timeout} ms.`,
  );
}

/** An answer beyond the limit. */
export function tooLarge(subgraph: string, maxAnswerBytes: number): SubgraphError {
  return new SubgraphError(
    'SUBGRAPH_BAD_RESPONSE',
    subgraph,
    `Subgraph '${subgraph}' answered with more than ${maxAnswerBytes} bytes.`,
  );
}

/**
 * No connection, or one that broke.
 *
 * @param begun whether the answer had begun
 */
export function unreachable(subgraph: string, cause: unknown, begun: boolean): SubgraphError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return new SubgraphError(
    'SUBGRAPH_UNREACHABLE',
    subgraph,
    `${whyUnreachable(subgraph, code, begun)}`,
    cause,
  );
}

function whyUnreachable(subgraph: string, code: unknown, begun: boolean): string {
  if (begun) return `Subgraph '${subgraph}' closed the connection before its answer was complete.`;
  if (code === 'ECONNREFUSED') return `Subgraph '${subgraph}' refused the connection.`;
  if (code === 'ENOTFOUND') return `The host of subgraph '${subgraph}' is not known.`;
  return `Subgraph '${subgraph}' cannot be reached.`;
}
