import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import type { CheckedOperation } from '../../check-input.ts';
import { type OperationTrace, traceOperation } from './trace-operation.ts';

/** An operation, parsed, with what it relies on in the live schema. */
export interface TracedOperation extends CheckedOperation {
  readonly parsed: DocumentNode;
  readonly trace: OperationTrace;
}

/** Parses each operation once. One that cannot be parsed fails today whatever changes, and is left out. */
export function traceOperations(
  operations: readonly CheckedOperation[],
  schema: GraphQLSchema,
): TracedOperation[] {
  return operations.flatMap((operation) => {
    try {
      const parsed = parse(operation.document);
      return [{ ...operation, parsed, trace: traceOperation(parsed, schema) }];
    } catch {
      return [];
    }
  });
}
