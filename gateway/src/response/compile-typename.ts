import {
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { deferredName } from '../planning/deferred-fragments.ts';
import type { CollectContext, Selections } from './collect-fields.ts';
import { type CompleteField, invalid, report, unwritten } from './completion.ts';

/** Compiles a type name as clients know it: that of an object; for that of an interface the object is null. */
export function compileTypename(type: GraphQLCompositeType, responseName: string): CompleteField {
  if (isObjectType(type)) {
    const { name } = type;
    return { name: responseName, key: '__typename', takesText: false, complete: () => name };
  }
  // Without a concrete type the object cannot be shown.
  return {
    name: responseName,
    key: undefined,
    takesText: false,
    complete(input, completion) {
      completion.path.push(responseName);
      if (completion.accountOf(input, '__typename') !== 'told') {
        report(
          completion,
          `${type.name}.__typename`,
          `The type of an object of type ${type.name} is not known.`,
        );
      }
      completion.path.pop();
      return invalid;
    },
  };
}

/** Tells of an object whose concrete type must be known and is not; what does not depend on it is shown. */
export function compileUnknownType({ name }: GraphQLAbstractType): CompleteField {
  return {
    name: '',
    key: undefined,
    takesText: false,
    complete(input, completion) {
      if (completion.accountOf(input, '__typename') !== 'told') {
        report(completion, `${name}.__typename`, `The type of an object of type ${name} is not known.`);
      }
      return unwritten;
    },
  };
}

/**
 * Whether what is selected on an object of an abstract type depends on its concrete type. What is below a withheld field does
 * not count, since no type was asked for there, nor what is deferred, since it may be asked for later.
 */
export function dependOnType(
  context: CollectContext,
  type: GraphQLAbstractType,
  selections: readonly Selections[],
): boolean {
  return selections.some(
    ({ selectionSet, withheld }) => !withheld && setDependsOnType(context, type, selectionSet),
  );
}

function setDependsOnType(
  context: CollectContext,
  type: GraphQLAbstractType,
  { selections }: SelectionSetNode,
): boolean {
  const { schema, fragments } = context;
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT && deferredName(selection) !== undefined) return false;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const name = fragment?.typeCondition?.name.value;
    const condition = name === undefined ? type : schema.getType(name);
    const holds =
      condition === type ||
      (isAbstractType(condition) && isInterfaceType(type) && schema.isSubType(condition, type));
    return !holds || (fragment !== undefined && setDependsOnType(context, type, fragment.selectionSet));
  });
}
