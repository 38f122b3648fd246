import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { SchemaChange } from './schema-change.ts';

/**
 * Creates a function that tells whether a change takes away something of which clients had no warning. A type cannot
 * be deprecated itself; it counts as deprecated when only deprecated fields and arguments lead to it.
 */
export function createDeprecations(before: GraphQLSchema): (change: SchemaChange) => boolean {
  let reachable: ReadonlySet<GraphQLNamedType> | undefined;
  return ({ kind, type: name, member = '', argument }) => {
    if (!kind.endsWith('_REMOVED')) return false;
    const type = before.getType(name);
    if (!type) return false;
    reachable ??= reachableTypes(before);
    if (!reachable.has(type)) return false;
    if (kind === 'TYPE_REMOVED') return true;
    if (isEnumType(type)) return isCurrent(type.getValue(member));
    if (isInputObjectType(type)) return isCurrent(type.getFields()[member]);
    if (!isObjectType(type) && !isInterfaceType(type)) return false;
    const field = type.getFields()[member];
    return (
      isCurrent(field) &&
      (argument === undefined || isCurrent(field?.args.find((one) => one.name === argument)))
    );
  };
}

function isCurrent(element: { readonly deprecationReason?: string | null | undefined } | null | undefined) {
  return element !== null && element !== undefined && (element.deprecationReason ?? null) === null;
}

/** Types to which clients come without anything deprecated on the way. */
function reachableTypes(schema: GraphQLSchema): ReadonlySet<GraphQLNamedType> {
  const reached = new Set<GraphQLNamedType>();
  const open: GraphQLNamedType[] = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ].filter((type) => type !== null && type !== undefined);
  for (let type = open.pop(); type; type = open.pop()) {
    if (reached.has(type)) continue;
    reached.add(type);
    if (isObjectType(type) || isInterfaceType(type)) {
      open.push(...type.getInterfaces());
      for (const field of Object.values(type.getFields()).filter(isCurrent)) {
        open.push(
          getNamedType(field.type),
          ...field.args.filter(isCurrent).map((one) => getNamedType(one.type)),
        );
      }
    }
    if (isInputObjectType(type)) {
      open.push(
        ...Object.values(type.getFields())
          .filter(isCurrent)
          .map((one) => getNamedType(one.type)),
      );
    }
    if (isInterfaceType(type) || isUnionType(type)) open.push(...schema.getPossibleTypes(type));
  }
  return reached;
}
