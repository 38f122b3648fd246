import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql';
import { isJsonObject } from '../data/json.ts';
import type { Selections } from './collect-fields.ts';
import { describe } from './compile-value.ts';
import { completeFields, type ObjectFields } from './complete-fields.ts';
import { type Complete, nulled, report } from './completion.ts';
import type { ShapeCompiler } from './shape-context.ts';

/** Compiles the completion of objects that stand where `type` is expected. */
export function compileObject(
  schema: GraphQLSchema,
  compiler: ShapeCompiler,
  type: GraphQLCompositeType,
  selections: readonly Selections[],
  coordinate: string,
): Complete {
  // Filled as types turn up: an interface may have many implementations, of which one answer has few.
  const byType = new Map<string, ObjectFields | undefined>();
  return (value, completion) => {
    if (value === null) return null;
    if (!isJsonObject(value)) {
      report(
        completion,
        coordinate,
        `Invalid non-object value found for ${describe(completion, type.name, coordinate)}.`,
      );
      return nulled;
    }
    const given = value['__typename'];
    // Where the plan needs no type name it asks for none.
    const typename = given === undefined ? type.name : typeof given === 'string' ? given : '';
    let fields = byType.get(typename);
    if (!fields && !byType.has(typename)) {
      const shown = shownType(schema, type, typename);
      fields = shown && compiler.fields(shown, selections);
      byType.set(typename, fields);
    }
    if (!fields) {
      report(
        completion,
        coordinate,
        `Invalid __typename found for object at ${describe(completion, type.name, coordinate)}.`,
      );
      return nulled;
    }
    return completeFields(fields, value, completion) ?? nulled;
  };
}

/** The type as which an object is shown that stands where `declared` is expected and says that it is a `typename`. */
export function shownType(
  schema: GraphQLSchema,
  declared: GraphQLCompositeType,
  typename: string,
): GraphQLCompositeType | undefined {
  const actual = schema.getType(typename);
  if (!isCompositeType(actual) || isUnionType(actual)) return undefined;
  if (actual === declared || (isAbstractType(declared) && schema.isSubType(declared, actual))) return actual;
  // A subgraph with an `@interfaceObject` knows the interface only.
  return isAbstractType(actual) && !isUnionType(declared) && schema.isSubType(actual, declared)
    ? declared
    : undefined;
}
