import { type GraphQLCompositeType, isLeafType, isNonNullType } from 'graphql';
import { readerOf } from '../data/json.ts';
import type { CollectedField } from './collect-fields.ts';
import { compileTypename } from './compile-typename.ts';
import { compileValue } from './compile-value.ts';
import { type CompleteField, invalid, nulled, report } from './completion.ts';
import { introspect } from './introspect.ts';
import { leafReader, takesText, unusable } from './leaf-reader.ts';
import type { ShapeCompiler, ShapeContext } from './shape-context.ts';

/**
 * Compiles one field of objects of `type`. A field that is withheld wherever it is selected is null, or nulls its
 * parent; an error tells of it already.
 */
export function compileField(
  context: ShapeContext,
  compiler: ShapeCompiler,
  type: GraphQLCompositeType,
  field: CollectedField,
): CompleteField {
  const { responseName, nodes, parentType } = field;
  const granted = nodes.flatMap(({ node, withheld }) => (withheld ? [] : node));
  const fieldName = nodes[0]?.node.name.value ?? '';
  if (fieldName === '__typename') return compileTypename(type, responseName);
  if (fieldName === '__schema' || fieldName === '__type') {
    const run = introspect(context, granted, responseName);
    return {
      name: responseName,
      key: undefined,
      takesText: false,
      complete: (_input, completion) => run(completion.variables),
    };
  }
  const definition = 'getFields' in parentType ? parentType.getFields()[fieldName] : undefined;
  // Validation has seen to it that the field exists.
  if (!definition) throw new Error(`No field ${parentType.name}.${fieldName}`);
  const nullable = !isNonNullType(definition.type);
  const [node] = granted;
  if (!node) {
    const completed = nullable ? null : invalid;
    return { name: responseName, key: undefined, takesText: false, complete: () => completed };
  }
  const coordinate = `${parentType.name}.${fieldName}`;
  const selections = nodes.flatMap(({ node: { selectionSet }, withheld }) =>
    selectionSet ? { selectionSet, withheld } : [],
  );
  const complete = compileValue(compiler, definition.type, selections, coordinate);
  const key = context.keyOf(node);
  const read = readerOf(key);
  const named = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
  // What is right with a value is seen without a place for what is wrong.
  const readLeaf = isLeafType(named) ? leafReader(named) : undefined;
  return {
    name: responseName,
    // Names of what every object has are looked up with care.
    key: key in Object.prototype ? undefined : key,
    takesText: isLeafType(named) && takesText(named),
    complete(input, completion) {
      const value = read(input);
      if (readLeaf !== undefined && value !== undefined && value !== null) {
        const completed = readLeaf(value);
        if (completed !== unusable) return completed;
      }
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
      return completed;
    },
  };
}
