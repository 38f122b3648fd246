import type { DocumentNode, GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from './request-context.ts';

/**
 * How an operation ended: `ok`; `partial` with data and errors; `failed` without data; `rejected` before it was
 * executed (syntax, validation, a feature's refusal).
 */
export type OperationOutcome = 'ok' | 'partial' | 'failed' | 'rejected';

/** An operation that is parsed and valid. */
export interface ResolvedOperation {
  readonly context: RequestContext;
  /** The same object as long as clients send the same text and the supergraph stays: a key for what is worked out of it. */
  readonly document: DocumentNode;
  /** Which operation of the document is asked for. */
  readonly definition: OperationDefinitionNode;
  /** Variables as the client sent them, not yet coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A request to which the GraphQL server has an answer. */
export interface AnsweredOperation {
  readonly context: RequestContext;
  /** Absent when it was rejected before it was known to be valid. */
  readonly operation: ResolvedOperation | undefined;
  readonly outcome: OperationOutcome;
  /** When the GraphQL server began with it, on the clock of `performance.now()`. */
  readonly started: number;
  /** What the client gets. Absent when nothing was executed, `null` when a missing value bubbled up to the root. */
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  /** Whether it is the first part of an answer, and more is to come: `onEnd` is told of the last. */
  readonly inParts?: boolean;
  /** The errors that the client gets. */
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}
