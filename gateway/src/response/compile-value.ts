import { type GraphQLOutputType, isLeafType, isListType, isNonNullType } from 'graphql';
import type { Selections } from './collect-fields.ts';
import { type Complete, type Completion, invalid, nulled, report } from './completion.ts';
import { leafReader, unusable } from './leaf-reader.ts';
import type { ShapeCompiler } from './shape-context.ts';

/**
 * Compiles the completion of one field's value (CompleteValue of the GraphQL specification, section 6.4.3).
 * Messages and the distinction between null and invalid follow @apollo/gateway's resultShaping.
 *
 * @param coordinate the field, as `Type.field`, for messages
 */
export function compileValue(
  compiler: ShapeCompiler,
  type: GraphQLOutputType,
  selections: readonly Selections[],
  coordinate: string,
): Complete {
  if (isNonNullType(type)) {
    const complete = compileValue(compiler, type.ofType, selections, coordinate);
    const typeName = String(type.ofType);
    return (value, completion) => {
      const completed = complete(value, completion);
      if (completed === null) {
        report(
          completion,
          coordinate,
          `Cannot return null for non-nullable ${describe(completion, typeName, coordinate)}.`,
        );
        return invalid;
      }
      return completed === nulled ? invalid : completed;
    };
  }
  if (isListType(type)) {
    return compileList(compileValue(compiler, type.ofType, selections, coordinate), String(type), coordinate);
  }
  if (isLeafType(type)) {
    const read = leafReader(type);
    return (value, completion) => {
      if (value === null) return null;
      const completed = read(value);
      if (completed !== unusable) return completed;
      report(
        completion,
        coordinate,
        `Invalid value found for ${describe(completion, type.name, coordinate)}.`,
      );
      return nulled;
    };
  }
  return compiler.object(type, selections, coordinate);
}

function compileList(complete: Complete, typeName: string, coordinate: string): Complete {
  return (value, completion) => {
    if (value === null) return null;
    if (!Array.isArray(value)) {
      report(
        completion,
        coordinate,
        `Invalid non-list value found for ${describe(completion, typeName, coordinate)}.`,
      );
      return nulled;
    }
    const { path } = completion;
    // The list itself, as long as its elements are as they were.
    let output: unknown[] | undefined;
    let mustNullify = false;
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      const element: unknown = value[index];
      const completed = complete(element, completion);
      path.pop();
      if (completed === invalid) mustNullify = true;
      const shown = completed === nulled ? null : completed;
      if (output === undefined) {
        if (shown === element) continue;
        output = value.slice(0, index);
      }
      output.push(shown);
    }
    return mustNullify ? nulled : (output ?? value);
  };
}

/** Names the place of a value as @apollo/gateway does. */
export function describe(completion: Completion, typeName: string, coordinate: string): string {
  const last = completion.path.at(-1);
  return typeof last === 'number'
    ? `array element of type ${typeName} at index ${last} of ${coordinate}`
    : `field ${coordinate}`;
}
