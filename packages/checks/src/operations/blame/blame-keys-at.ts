import {
  type ASTNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type TypeInfo,
} from 'graphql';

/**
 * What stands at a place of an operation in a schema, as keys: coordinates; names of types; `Outer>Member` for the
 * object types by which a fragment fits where it stands, of the type around it and of its own.
 */
export function blameKeysAt(
  node: ASTNode,
  around: ASTNode | undefined,
  types: TypeInfo,
  schema: GraphQLSchema,
  conditionOf: (fragmentName: string) => string | undefined,
): string[] {
  const parent = types.getParentType()?.name ?? '';
  const input = getNamedType(types.getInputType())?.name ?? '';
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return [schema.getRootType(node.operation)?.name ?? ''];
    case Kind.FIELD:
      return [`${parent}.${node.name.value}`];
    case Kind.ARGUMENT:
      return around?.kind === Kind.DIRECTIVE
        ? [`@${around.name.value}(${node.name.value}:)`]
        : [`${parent}.${types.getFieldDef()?.name}(${node.name.value}:)`];
    case Kind.DIRECTIVE:
      return [`@${node.name.value}`];
    case Kind.NAMED_TYPE:
      return [node.name.value];
    case Kind.OBJECT:
      return [input];
    case Kind.OBJECT_FIELD:
      return [`${getNamedType(types.getParentInputType())?.name}.${node.name.value}`];
    case Kind.ENUM:
      return [input, `${input}.${node.value}`];
    case Kind.INLINE_FRAGMENT:
      return fragmentKeys(parent, node.typeCondition?.name.value, schema);
    case Kind.FRAGMENT_SPREAD:
      return fragmentKeys(parent, conditionOf(node.name.value), schema);
    default:
      return [];
  }
}

function fragmentKeys(outer: string, condition: string | undefined, schema: GraphQLSchema): string[] {
  if (condition === undefined) return [];
  const members = (name: string): string[] => {
    const type = schema.getType(name);
    if (isAbstractType(type)) return schema.getPossibleTypes(type).map((one) => one.name);
    return isObjectType(type) ? [type.name] : [];
  };
  const inCondition = new Set(members(condition));
  const shared = members(outer).filter((one) => inCondition.has(one));
  return [outer, condition, ...shared.flatMap((one) => [one, `${outer}>${one}`, `${condition}>${one}`])];
}
