import { ERRORS } from '@apollo/federation-internals';
import type { GraphQLError } from 'graphql';
import type { JsonObject } from '../executor/json.ts';

/** Stands for `null` where the reason is already reported. */
export const nulled = Symbol('nulled');
/** Says that the parent must become `null`, because a value that may not be null is missing. */
export const invalid = Symbol('invalid');

/** State of shaping one response. */
export interface Completion {
  /** Where shaping is, as field names and indices. */
  readonly path: (string | number)[];
  /** Values that subgraphs answered and the API schema does not allow. */
  readonly errors: GraphQLError[];
  /** Variables, coerced; introspection may use them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Turns a subgraph's value into a value of the response, {@link nulled} or {@link invalid}. */
export type Complete = (value: unknown, completion: Completion) => unknown;

/** Writes one field of the response; false when its parent must become `null`. */
export type CompleteField = (input: JsonObject, output: JsonObject, completion: Completion) => boolean;

/** Reports a value that the API schema does not allow. */
export function report(completion: Completion, message: string): void {
  completion.errors.push(ERRORS.INVALID_GRAPHQL.err(message, { path: [...completion.path] }));
}
