import { type GraphQLCompositeType, type GraphQLSchema, isAbstractType } from 'graphql';
import type { JsonObject } from '../data/json.ts';
import type { DeferredFragment } from './collect-fields.ts';
import { shownType } from './compile-object.ts';
import type { CompleteField, Completion } from './completion.ts';
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
  const byType = new Map<GraphQLCompositeType, readonly CompleteField[]>();
  return (input, _output, completion) => {
    completion.deferrals.push({
      name,
      path: [...completion.path],
      complete: (given) => complete(input, given),
    });
    return true;
  };

  function complete(input: JsonObject, completion: Completion): JsonObject | null {
    const output: JsonObject = {};
    let whole = true;
    for (const field of fieldsOf(typeOf(input))) {
      if (!field(input, output, completion)) whole = false;
    }
    return whole ? output : null;
  }

  function typeOf({ __typename: given }: JsonObject): GraphQLCompositeType {
    return isAbstractType(type) && typeof given === 'string'
      ? (shownType(schema, type, given) ?? type)
      : type;
  }

  function fieldsOf(shown: GraphQLCompositeType): readonly CompleteField[] {
    let fields = byType.get(shown);
    if (!fields) {
      fields = compiler.fields(shown, [selections]);
      byType.set(shown, fields);
    }
    return fields;
  }
}
