import type { JsonObject } from '../data/json.ts';

/** Stands for `null` where the reason is already reported. */
export const nulled = Symbol('nulled');
/** Says that the parent must become `null`, because a value that may not be null is missing. */
export const invalid = Symbol('invalid');
/** Says that nothing stands in the response for something that is selected. */
export const unwritten = Symbol('unwritten');

/** A value that the API schema does not allow, or that is missing. */
export interface Violation {
  /** Where, as response names and indices. */
  readonly path: readonly (string | number)[];
  /** The field, as `Type.field`. */
  readonly coordinate: string;
  /** What is wrong, without the value. */
  readonly message: string;
}

/** Why a field is missing: an error tells of it already, or a subgraph said that it has no such entity, which is as null. */
export type Account = 'told' | 'none';

/** An object of the response that a deferred fragment has yet to complete. */
export interface Deferral {
  /** The fragment's name in the operation. */
  readonly name: string;
  /** Where the object is, as response names and indices. */
  readonly path: readonly (string | number)[];
  /** The fields of the fragment; `null` when a missing value bubbled up to the object, which ends there. */
  complete(completion: Completion): JsonObject | null;
}

/** State of shaping one response. */
export interface Completion {
  /** Where shaping is, as response names and indices. */
  readonly path: (string | number)[];
  readonly violations: Violation[];
  /** What is to come, as far as was shaped. */
  readonly deferrals: Deferral[];
  /** Why a field is missing in an object, when that is known. */
  readonly accountOf: (object: JsonObject, key: string) => Account | undefined;
  /** Variables, coerced; introspection may use them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Turns a subgraph's value into a value of the response, {@link nulled} or {@link invalid}. */
export type Complete = (value: unknown, completion: Completion) => unknown;

/** One field of objects of the response. */
export interface CompleteField {
  /** Under which name it stands in the response. */
  readonly name: string;
  /** The key of what it is made from, in what the subgraphs answered; `undefined` where it is not made from one value alone. */
  readonly key: string | undefined;
  /** Whether text is always a value of it, as it is. */
  readonly takesText: boolean;
  /** Makes its value: one of the response, {@link nulled}, {@link invalid} or {@link unwritten}. */
  readonly complete: (input: JsonObject, completion: Completion) => unknown;
}

/** Reports a {@link Violation} at the place where shaping is. */
export function report({ violations, path }: Completion, coordinate: string, message: string): void {
  violations.push({ path: [...path], coordinate, message });
}
