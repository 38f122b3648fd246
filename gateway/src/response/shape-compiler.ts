import {
  type FieldNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { isJsonObject, type JsonObject, readerOf } from '../executor/json.ts';
import { type CollectedField, collectFields } from './collect-fields.ts';
import { compileValue, describe } from './compile-value.ts';
import { type Complete, type CompleteField, invalid, nulled, report } from './completion.ts';
import { type IntrospectionContext, introspect } from './introspection.ts';

/** Compiles selections into completions, once for each object type that turns up. */
export interface ShapeCompiler {
  /** Completion of values of a composite type. */
  object(
    type: GraphQLCompositeType,
    selectionSets: readonly SelectionSetNode[],
    parentName: string,
  ): Complete;
  /** The fields selected on objects of exactly this type. */
  fields(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): readonly CompleteField[];
}

/** What the compiler needs to know of the operation. */
export interface ShapeContext extends IntrospectionContext {
  /** The key under which a field's value stands in the subgraphs' answers. */
  readonly keyOf: (field: FieldNode) => string;
}

/** Creates the compiler for one operation with fixed conditions. */
export function createShapeCompiler(context: ShapeContext): ShapeCompiler {
  const { schema } = context;
  const compiler: ShapeCompiler = {
    object(type, selectionSets, parentName) {
      // Filled as types turn up: an interface may have many implementations, of which one answer has few.
      const byType = new Map<string, readonly CompleteField[] | undefined>();
      let undeclared: readonly CompleteField[] | undefined;
      return (value, completion) => {
        if (value === null || value === undefined) return null;
        if (!isJsonObject(value)) {
          report(
            completion,
            `Invalid non-object value found for ${describe(completion, type.name, parentName)}.`,
          );
          return nulled;
        }
        const typename = value['__typename'];
        let fields: readonly CompleteField[] | undefined;
        if (typeof typename === 'string') {
          fields = byType.get(typename);
          if (!fields && !byType.has(typename)) {
            const actual = schema.getType(typename);
            fields = isCompositeType(actual) ? compiler.fields(actual, selectionSets) : undefined;
            byType.set(typename, fields);
          }
          if (!fields) {
            report(
              completion,
              `Invalid __typename found for object at ${describe(completion, type.name, parentName)}.`,
            );
            return nulled;
          }
        } else {
          undeclared ??= compiler.fields(type, selectionSets);
          fields = undeclared;
        }
        const output: JsonObject = {};
        for (const field of fields) {
          if (!field(value, output, completion)) return nulled;
        }
        return output;
      };
    },
    fields: (type, selectionSets) =>
      collectFields(context, type, selectionSets).map((field) => compileField(type, field)),
  };
  return compiler;

  function compileField(type: GraphQLCompositeType, field: CollectedField): CompleteField {
    const { responseName, nodes, parentType } = field;
    const fieldName = nodes[0]?.name.value ?? '';
    if (fieldName === '__typename') return compileTypename(type, responseName);
    if (fieldName === '__schema' || fieldName === '__type') {
      const run = introspect(context, nodes, responseName);
      return (_input, output, completion) => {
        output[responseName] = run(completion.variables);
        return true;
      };
    }
    const definition = 'getFields' in parentType ? parentType.getFields()[fieldName] : undefined;
    // Validation has seen to it that the field exists.
    if (!definition) throw new Error(`No field ${parentType.name}.${fieldName}`);
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const complete = compileValue(compiler, definition.type, selectionSets, parentType.name);
    const read = readerOf(nodes[0] ? context.keyOf(nodes[0]) : responseName);
    return (input, output, completion) => {
      completion.path.push(responseName);
      const completed = complete(read(input), completion);
      completion.path.pop();
      if (completed === invalid) return false;
      output[responseName] = completed === nulled ? null : completed;
      return true;
    };
  }

  function compileTypename(type: GraphQLCompositeType, responseName: string): CompleteField {
    const read = readerOf(responseName);
    const names = new Map<string, string | undefined>();
    return (input, output) => {
      const given = read(input) ?? input['__typename'];
      const name = typeof given === 'string' ? given : type.name;
      let known = names.get(name);
      if (known === undefined && !names.has(name)) {
        const actual = schema.getType(name) ?? type;
        known = isObjectType(getNamedType(actual)) ? actual.name : undefined;
        names.set(name, known);
      }
      // An object whose concrete type is not known cannot be shown.
      if (known === undefined) return false;
      output[responseName] = known;
      return true;
    };
  }
}
