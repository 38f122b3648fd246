import type { JsonObject } from '../data/json.ts';
import { type CompleteField, type Completion, invalid, nulled, unwritten } from './completion.ts';

/** The fields that are selected on objects of one type. */
export interface ObjectFields {
  readonly fields: readonly CompleteField[];
  /** Whether an object that has these keys and no others, in this order, may stand in the response itself. */
  readonly keepsInput: boolean;
}

/**
 * Lists the fields of objects of one type.
 *
 * @param isFinal whether nothing is added to the subgraphs' answers once the response is made: with `@defer` something is
 */
export function objectFields(fields: readonly CompleteField[], isFinal: boolean): ObjectFields {
  return { fields, keepsInput: isFinal && fields.every(({ name, key }) => name === key) };
}

/**
 * Completes the fields of one object; `undefined` when it must become `null`. Most of what subgraphs answer is what was asked for, in the order
 * in which it was: that stands in the response as it is, and is looked at only. Nothing of it is changed.
 */
export function completeFields(
  { fields, keepsInput }: ObjectFields,
  input: JsonObject,
  completion: Completion,
): JsonObject | undefined {
  let output: JsonObject | undefined = keepsInput && isOfKeys(input, fields) ? undefined : {};
  let whole = true;
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as CompleteField;
    const { name, key } = field;
    const value = key === undefined ? undefined : input[key];
    let completed: unknown = value;
    if (!field.takesText || typeof value !== 'string') {
      completed = field.complete(input, completion);
      if (completed === unwritten) continue;
      if (completed === invalid) {
        whole = false;
        continue;
      }
      if (completed === nulled) completed = null;
    }
    if (output === undefined) {
      if (completed === value) continue;
      output = firstFields(fields, input, index);
    }
    output[name] = completed;
  }
  return whole ? (output ?? input) : undefined;
}

function isOfKeys(input: JsonObject, fields: readonly CompleteField[]): boolean {
  let index = 0;
  for (const key in input) {
    if (fields[index]?.name !== key) return false;
    index += 1;
  }
  return index === fields.length;
}

/** The fields before one, which are as they were. */
function firstFields(fields: readonly CompleteField[], input: JsonObject, end: number): JsonObject {
  const output: JsonObject = {};
  for (let index = 0; index < end; index++) {
    const { name } = fields[index] as CompleteField;
    output[name] = input[name];
  }
  return output;
}
