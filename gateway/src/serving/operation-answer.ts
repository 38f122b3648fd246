import type { GraphQLFormattedError } from 'graphql';
import type { GraphqlResult, SubscriptionResult } from '../features/graphql-result.ts';

/** What an operation is answered with, before HTTP gives it a form. */
export type OperationAnswer = SingleAnswer | DeferredAnswer | SubscriptionAnswer;

/** An operation answered at once and whole. */
export interface SingleAnswer {
  readonly kind: 'single';
  /** HTTP status of the answer. */
  readonly status: number;
  /** Headers that the answer asks for, names in lower case. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly result: GraphqlResult;
}

/** An operation whose deferred fragments follow, for a client that takes an answer in parts. */
export interface DeferredAnswer {
  readonly kind: 'deferred';
  readonly initial: GraphqlResult;
  /** What is known to follow. @default nothing is */
  readonly pending?: readonly DeferredPlace[] | undefined;
  /** What follows, to be read to its end or ended by `return`: until then the operation holds its supergraph. Rejects for a defect only. */
  readonly parts: AsyncIterator<readonly AnsweredPart[]>;
}

/** A deferred fragment of one object of an answer. */
export interface DeferredPlace {
  /** Where the object is in what came before, as response names and indices. */
  readonly path: readonly (string | number)[];
  /** The label that the client gave. */
  readonly label?: string | undefined;
}

/** What was deferred of one object of an answer. */
export interface AnsweredPart extends DeferredPlace {
  /** To be merged into the object; `null` when a missing value bubbled up to it. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** What it defers in turn, and is to follow it. @default nothing */
  readonly pending?: readonly DeferredPlace[] | undefined;
  /** Paths are those from the root of the answer. */
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/**
 * A subscription that goes on until its results end or the client goes. It does not hold the supergraph on which it
 * began: who makes the results sees to what a new supergraph means for them.
 */
export interface SubscriptionAnswer {
  readonly kind: 'subscription';
  /** To be read to its end or ended by `return`, which takes effect at once. What it rejects with is logged, and ends the subscription with a masked error. */
  readonly results: AsyncIterator<SubscriptionResult>;
}
