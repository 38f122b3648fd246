import type { Caller } from '@throughgate/service';
import type { DocumentNode, GraphQLError } from 'graphql';
import type { Conditions } from '../planning/conditions.ts';
import type { WithheldFields } from '../planning/withhold-fields.ts';
import type { KeptPart } from '../transport/subgraph-transport.ts';

/** An operation of a document. */
interface NamedOperation {
  /** Text of the document as the client sent it; the cache of compiled operations is keyed by it. */
  readonly query: string;
  /** The parsed document. */
  readonly document: DocumentNode;
  /** Which operation of the document, when it has several. */
  readonly operationName: string | undefined;
  /** What is neither planned nor answered, since the caller may not have it. @default nothing */
  readonly withheld?: WithheldFields | undefined;
}

/** An operation as far as a plan depends on it. */
export interface PlannableOperation extends NamedOperation {
  /** Values of the variables that its `@skip`, `@include` and `@defer` depend on: each combination is planned apart. */
  readonly conditions: Conditions;
}

/** One operation, already validated against the API schema, that is to be answered from the subgraphs. */
export interface ExecutionRequest extends NamedOperation {
  /** Variables as the client sent them, not yet coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /**
   * Whether the client takes an answer in parts. Where it does not, or nothing is deferred, all of it is in one.
   * @default false
   */
  readonly takesParts?: boolean;
  /** Identifies the request in the logs of the gateway and of every subgraph. */
  readonly requestId: string;
  /** Who asks; passed to the subgraphs. */
  readonly caller: Caller;
}

/** What a client gets: data, as far as it could be had, and what went wrong. */
export interface ExecutionAnswer {
  /** Absent when nothing was executed, `null` when a missing value bubbled up to the root. */
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  /** The data as JSON, where that was written before. @default it is to be written */
  readonly text?: string | undefined;
  /**
   * What the subgraphs' answers are kept as of which it is made; absent where one is not kept, or there are errors. As long as all of that
   * may be given again, so may the answer.
   */
  readonly kept?: readonly KeptPart[] | undefined;
  /** What is known to come; there where `deferred` is. */
  readonly pending?: readonly PendingPart[];
  /**
   * What is to come, as it does; never empty where it is there. Ending it early, by `return`, takes effect at once, and begins no
   * further fetches: whoever does not read it to its end must. Rejects for a defect of the executor only.
   */
  readonly deferred?: AsyncIterableIterator<readonly DeferredPart[]>;
}

/** A deferred fragment of one object of an answer. */
export interface PendingPart {
  /** Where the object is in what came before, as response names and indices. */
  readonly path: readonly (string | number)[];
  /** The label that the client gave. */
  readonly label?: string;
}

/** What was deferred of one object of an answer. */
export interface DeferredPart extends PendingPart {
  /** To be merged into the object; `null` when a missing value bubbled up to it, which ends there. */
  readonly data: Record<string, unknown> | null;
  /** What it defers in turn, and is to come after it. @default nothing */
  readonly pending?: readonly PendingPart[];
  /** Paths are those from the root of the answer. */
  readonly errors?: readonly GraphQLError[];
}

/**
 * Answers operations over a supergraph. The seam at which a faster engine can take this one's place: it is
 * given whole operations and knows nothing of HTTP on the client's side.
 */
export interface Executor {
  /**
   * Answers one operation. Whatever a subgraph does wrong becomes an entry of `errors`; a rejection is a
   * defect of the executor itself, or a `GraphQLError` with a code when the operation cannot be planned.
   */
  execute(request: ExecutionRequest): Promise<ExecutionAnswer>;
  /**
   * Plans an operation ahead of its first execution. Raises whatever planning raises, which is not of interest when
   * the operation is not valid any more.
   */
  prepare(operation: PlannableOperation): Promise<void>;
  /** At most so many of the operations that are kept planned, those executed most often first. */
  mostUsed(limit: number): readonly PlannableOperation[];
}
