import type { GraphQLFormattedError } from 'graphql';

/** What a client gets for an operation, or for one event of a subscription, before it becomes text. */
export interface GraphqlResult {
  /** Absent when nothing was executed, `null` when a missing value bubbled up to the root. */
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** The data as JSON, where that was written before; there are no errors then. @default it is to be written */
  readonly dataText?: string | undefined;
}

/** What a subscriber gets for one event. */
export interface SubscriptionResult {
  readonly result: GraphqlResult;
  /** Where a client that comes back goes on from; over SSE it is the `id` of the event. */
  readonly cursor?: string | undefined;
  /** The result as JSON, written once for all who receive it. @default it is written for each */
  readonly text?: string | undefined;
}
