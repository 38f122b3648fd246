import {
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';

/** Deepest selection that is written. */
const deepest = 4;

/**
 * Writes an operation over a schema, with aliases, fragments, variables and literals, as numbers from 0 up to a limit
 * decide. It may be invalid where fields clash or fragments repeat what they select.
 */
export function writeOperation(schema: GraphQLSchema, next: (limit: number) => number): string {
  const variables: string[] = [];
  const fragments: string[] = [];

  const literal = (type: GraphQLInputType, depth: number): string => {
    const nullable = getNullableType(type);
    if (!isNonNullType(type) && next(8) === 0) return 'null';
    if (isListType(nullable)) return `[${literal(nullable.ofType, depth)}]`;
    if (isEnumType(nullable)) return nullable.getValues()[next(nullable.getValues().length)]?.name ?? 'null';
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).filter(
        (field) => isRequiredInputField(field) || (depth > 0 && next(2) === 0),
      );
      return `{ ${fields.map((field) => `${field.name}: ${value(field.type, depth - 1)}`).join(' ')} }`;
    }
    return getNamedType(nullable).name === 'Int'
      ? '7'
      : nullable.toString() === 'Boolean'
        ? 'true'
        : '"secret"';
  };

  const value = (type: GraphQLInputType, depth: number, hasDefault = false): string => {
    if (next(2) === 0) return literal(type, depth);
    const declared = hasDefault && next(2) === 0 ? getNullableType(type) : type;
    const strict = !isNonNullType(declared) && next(3) === 0 ? `${declared}!` : `${declared}`;
    variables.push(`$v${variables.length}: ${strict}`);
    return `$v${variables.length - 1}`;
  };

  const select = (type: GraphQLCompositeType, depth: number): string => {
    const parts = ['__typename'];
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    for (const field of fields) {
      const result = getNamedType(field.type);
      if (next(2) === 0 || (isCompositeType(result) && depth === 0)) continue;
      const given = field.args
        .filter((argument) => isRequiredArgument(argument) || next(2) === 0)
        .map(({ name, type: of, defaultValue }) => `${name}: ${value(of, 1, defaultValue !== undefined)}`);
      const alias = next(3) === 0 ? `a${next(50)}: ` : '';
      const inner = isCompositeType(result) ? ` ${select(result, depth - 1)}` : '';
      parts.push(`${alias}${field.name}${given.length > 0 ? `(${given.join(' ')})` : ''}${inner}`);
    }
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const conditions = possible.flatMap((one) => [one, ...one.getInterfaces()]);
    const condition = conditions[next(conditions.length)];
    if (depth > 0 && condition && next(2) === 0) {
      const selection = `on ${condition.name} ${select(condition, depth - 1)}`;
      if (next(2) === 0) parts.push(`... ${selection}`);
      else {
        fragments.push(`fragment F${fragments.length} ${selection}`);
        parts.push(`...F${fragments.length - 1}`);
      }
    }
    return `{ ${parts.join(' ')} }`;
  };

  const kind = next(4) === 0 && schema.getMutationType() ? 'mutation' : 'query';
  const root = kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  const selection = root ? select(root, deepest) : '{ __typename }';
  const declarations = variables.length > 0 ? `(${variables.join(' ')})` : '';
  return [`${kind} Q${declarations} ${selection}`, ...fragments].join('\n');
}
