import { parse } from 'graphql';
import type { ExecutionRequest } from '../../src/executor/executor.ts';

/** A request for the only operation of a document, without variables, of a caller of whom nothing is asked; and what differs. */
export function executionRequest(query: string, different: Partial<ExecutionRequest> = {}): ExecutionRequest {
  return {
    query,
    document: parse(query),
    operationName: undefined,
    variables: {},
    requestId: 'r',
    caller: { id: 'test' } as never,
    ...different,
  };
}
