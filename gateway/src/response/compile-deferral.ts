import { type GraphQLCompositeType, type GraphQLSchema, isAbstractType } from 'graphql';
import type { JsonObject } from '../data/json.ts';
import type { DeferredFragment } from './collect-fields.ts';
import { shownType } from './compile-object.ts';
import { completeFields, type ObjectFields } from './complete-fields.ts';
import { type CompleteField, type Completion, unwritten } from './completion.ts';
import type { ShapeCompiler } from './shape-context.ts';

/**
 * Compiles what a deferred fragment does to an object of the response: nothing, but that the object is noted, to be completed
 * with the fragment's fields once they are there.
 *
 * @param type abstract where it is not known yet which type the object is of
 */
export function compileDeferral(
  schema: GraphQLSchema,
  compiler: ShapeCompiler,
  type: GraphQLCompositeType,
  { name, selections }: DeferredFragment,
): CompleteField {
  const byType = new Map<GraphQLCompositeType, ObjectFields>();
  return {
    name: '',
    key: undefined,
    takesText: false,
    complete(input, completion) {
      completion.deferrals.push({
        name,
        path: [...completion.path],
        complete: (given) => complete(input, given),
      });
      return unwritten;
    },
  };

  function complete(input: JsonObject, completion: Completion): JsonObject | null {
    return completeFields(fieldsOf(typeOf(input)), input, completion) ?? null;
  }

  function typeOf({ __typename: given }: JsonObject): GraphQLCompositeType {
    return isAbstractType(type) && typeof given === 'string'
      ? (shownType(schema, type, given) ?? type)
      : type;
  }

  function fieldsOf(shown: GraphQLCompositeType): ObjectFields {
    let fields = byType.get(shown);
    if (!fields) {
      fields = compiler.fields(shown, [selections]);
      byType.set(shown, fields);
    }
    return fields;
  }
}
