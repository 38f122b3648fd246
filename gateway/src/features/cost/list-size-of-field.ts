import { type GraphQLField, getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import type { CostRules, ListSize } from './cost-rules.ts';

/** Arguments that say how many entries a list has where nothing is declared: those of Relay's connections. */
const slicingByConvention = ['first', 'last'];
/** Lists of a connection. */
const connectionLists = ['edges', 'nodes'];

/**
 * What is known of the size of what a field returns: by its `@listSize`, or by that of the same field of an interface. Where
 * nothing is declared, a field that has an argument `first` or `last` is sized by it, itself or as a connection.
 *
 * @param owners the type that has the field, and the interfaces of that
 */
export function listSizeOfField(
  field: GraphQLField<unknown, unknown>,
  owners: readonly string[],
  rules: CostRules,
): ListSize | undefined {
  for (const owner of owners) {
    const declared = rules.listSize(`${owner}.${field.name}`);
    if (declared) return declared;
  }
  const slicing = slicingByConvention.filter((name) => field.args.some((argument) => argument.name === name));
  if (slicing.length === 0) return undefined;
  if (isListType(getNullableType(field.type)))
    return { assumed: undefined, slicing, sized: [], requireOne: false };
  const returned = getNamedType(field.type);
  if (!isObjectType(returned)) return undefined;
  const fields = returned.getFields();
  const sized = connectionLists.filter(
    (name) => fields[name] && isListType(getNullableType(fields[name].type)),
  );
  return sized.length === 0 ? undefined : { assumed: undefined, slicing, sized, requireOne: false };
}
