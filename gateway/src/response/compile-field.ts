import { type GraphQLCompositeType, isNonNullType } from 'graphql';
import { readerOf } from '../data/json.ts';
import type { CollectedField } from './collect-fields.ts';
import { compileTypename } from './compile-typename.ts';
import { compileValue } from './compile-value.ts';
import { type CompleteField, invalid, nulled, report } from './completion.ts';
import { introspect } from './introspect.ts';
import type { ShapeCompiler, ShapeContext } from './shape-context.ts';

/**
 * Compiles the writer of one field of objects of `type`. A field that is withheld wherever it is selected is null, or nulls its
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
    return (_input, output, completion) => {
      output[responseName] = run(completion.variables);
      return true;
    };
  }
  const definition = 'getFields' in parentType ? parentType.getFields()[fieldName] : undefined;
  // Validation has seen to it that the field exists.
  if (!definition) throw new Error(`No field ${parentType.name}.${fieldName}`);
  const nullable = !isNonNullType(definition.type);
  const [node] = granted;
  if (!node) {
    return (_input, output) => {
      if (nullable) output[responseName] = null;
      return nullable;
    };
  }
  const coordinate = `${parentType.name}.${fieldName}`;
  const selections = nodes.flatMap(({ node: { selectionSet }, withheld }) =>
    selectionSet ? { selectionSet, withheld } : [],
  );
  const complete = compileValue(compiler, definition.type, selections, coordinate);
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
