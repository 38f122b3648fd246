import type { GraphQLFormattedError } from 'graphql';

/** What a client gets for an operation, or for one event of a subscription, before it becomes text. */
export interface GraphqlResult {
  /** Absent when nothing was executed, `null` when a missing value bubbled up to the root. */
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What an operation is answered with, before HTTP gives it a form. */
export type OperationAnswer = SingleAnswer;

/** An operation answered at once and whole. */
export interface SingleAnswer {
  readonly kind: 'single';
  /** HTTP status of the answer. */
  readonly status: number;
  /** Headers that the answer asks for, names in lower case. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly result: GraphqlResult;
}
