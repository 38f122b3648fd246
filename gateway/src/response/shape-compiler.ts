import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
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
    coordinate: string,
  ): Complete;
  /** The fields selected on objects of exactly this type. */
  fields(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): readonly CompleteField[];
}

/** What the compiler needs to know of the operation. */
export interface ShapeContext extends IntrospectionContext {
  /** The key under which a field's value stands in the subgraphs' answers. */
  readonly keyOf: (field: FieldNode) => string;
}

/** Creates the compiler for one operation. */
export function createShapeCompiler(context: ShapeContext): ShapeCompiler {
  const { schema } = context;
  const compiler: ShapeCompiler = {
    object(type, selectionSets, coordinate) {
      // Filled as types turn up: an interface may have many implementations, of which one answer has few.
      const byType = new Map<string, readonly CompleteField[] | undefined>();
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
          const shown = shownType(type, typename);
          fields = shown && compiler.fields(shown, selectionSets);
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
        const output: JsonObject = {};
        let whole = true;
        for (const field of fields) {
          if (!field(value, output, completion)) whole = false;
        }
        return whole ? output : nulled;
      };
    },
    fields(type, selectionSets) {
      const fields = collectFields(context, type, selectionSets).map((field) => compileField(type, field));
      return isAbstractType(type) && dependOnType(type, selectionSets)
        ? [compileUnknownType(type), ...fields]
        : fields;
    },
  };
  return compiler;

  /** The type as which an object is shown that stands where `declared` is expected and says that it is a `typename`. */
  function shownType(declared: GraphQLCompositeType, typename: string): GraphQLCompositeType | undefined {
    const actual = schema.getType(typename);
    if (!isCompositeType(actual) || isUnionType(actual)) return undefined;
    if (actual === declared || (isAbstractType(declared) && schema.isSubType(declared, actual)))
      return actual;
    // A subgraph with an `@interfaceObject` knows the interface only.
    return isAbstractType(actual) && !isUnionType(declared) && schema.isSubType(actual, declared)
      ? declared
      : undefined;
  }

  /** Whether what is selected on an object of an abstract type depends on its concrete type. */
  function dependOnType(type: GraphQLAbstractType, selectionSets: readonly SelectionSetNode[]): boolean {
    return selectionSets.some(({ selections }) =>
      selections.some((selection) => {
        if (selection.kind === Kind.FIELD) return false;
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : context.fragments.get(selection.name.value);
        const name = fragment?.typeCondition?.name.value;
        const condition = name === undefined ? type : schema.getType(name);
        const holds =
          condition === type ||
          (isAbstractType(condition) && isInterfaceType(type) && schema.isSubType(condition, type));
        return !holds || (fragment !== undefined && dependOnType(type, [fragment.selectionSet]));
      }),
    );
  }

  /** Tells of an object whose concrete type must be known and is not; what does not depend on it is shown. */
  function compileUnknownType({ name }: GraphQLAbstractType): CompleteField {
    return (input, _output, completion) => {
      if (completion.accountOf(input, '__typename') !== 'told') {
        report(completion, `${name}.__typename`, `The type of an object of type ${name} is not known.`);
      }
      return true;
    };
  }

  function compileField(type: GraphQLCompositeType, field: CollectedField): CompleteField {
    const { responseName, nodes, parentType } = field;
    const [node] = nodes;
    const fieldName = node?.name.value ?? '';
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
    if (!node || !definition) throw new Error(`No field ${parentType.name}.${fieldName}`);
    const coordinate = `${parentType.name}.${fieldName}`;
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const complete = compileValue(compiler, definition.type, selectionSets, coordinate);
    const nullable = !isNonNullType(definition.type);
    const key = context.keyOf(node);
    const read = readerOf(key);
    return (input, output, completion) => {
      const value = read(input);
      const account = value === undefined ? completion.accountOf(input, key) : undefined;
      completion.path.push(responseName);
      let completed: unknown;
      if (value !== undefined) {
        completed = complete(value, completion);
      } else if (account === 'none') {
        completed = complete(null, completion);
      } else {
        if (account === undefined) report(completion, coordinate, `No value came for field ${coordinate}.`);
        completed = nullable ? nulled : invalid;
      }
      completion.path.pop();
      if (completed === invalid) return false;
      output[responseName] = completed === nulled ? null : completed;
      return true;
    };
  }

  /** A type name as clients know it: that of an object, `undefined` for that of an interface. */
  function compileTypename(type: GraphQLCompositeType, responseName: string): CompleteField {
    if (isObjectType(type)) {
      return (_input, output) => {
        output[responseName] = type.name;
        return true;
      };
    }
    // Without a concrete type the object cannot be shown.
    return (input, _output, completion) => {
      completion.path.push(responseName);
      if (completion.accountOf(input, '__typename') !== 'told') {
        report(
          completion,
          `${type.name}.__typename`,
          `The type of an object of type ${type.name} is not known.`,
        );
      }
      completion.path.pop();
      return false;
    };
  }
}
