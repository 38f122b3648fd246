import {
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isScalarType,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

import { isExact } from './raw-number.ts';
import { someNumber } from './some-number.ts';

/**
 * Refuses number literals that would be changed on the way to a subgraph, since JavaScript's numbers cannot hold them. `Float`
 * is a double by its definition and takes the nearest, and an `ID` is text.
 * Raises `GraphQLError` with code `BAD_USER_INPUT`.
 */
export function refuseInexactLiterals(document: DocumentNode, schema: GraphQLSchema): void {
  const inexact: ValueNode[] = [];
  const note = (node: ValueNode & { readonly value: string }) => {
    if (!isExact(node.value)) inexact.push(node);
  };
  visit(document, { IntValue: note, FloatValue: note });
  if (inexact.length === 0) return;
  const typeInfo = new TypeInfo(schema);
  const refuse = (node: ValueNode & { readonly value: string }) => {
    const type = getNamedType(typeInfo.getInputType());
    if (type?.name !== 'Float' && type?.name !== 'ID' && inexact.includes(node)) {
      throw inexactNumber(`The number ${node.value.slice(0, 50)}`, [node]);
    }
  };
  visit(document, visitWithTypeInfo(typeInfo, { IntValue: refuse, FloatValue: refuse }));
}

/**
 * Refuses a variable with a number that JavaScript's cannot hold: it was changed when the request was read.
 * Raises `GraphQLError` with code `BAD_USER_INPUT`.
 */
export function refuseInexactVariable(name: string, type: GraphQLInputType, value: unknown): void {
  if (isInexact(type, value)) throw inexactNumber(`A number in the variable "$${name}"`);
}

function isInexact(type: GraphQLInputType, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (isNonNullType(type)) return isInexact(type.ofType, value);
  if (isListType(type)) {
    return Array.isArray(value)
      ? value.some((item) => isInexact(type.ofType, item))
      : isInexact(type.ofType, value);
  }
  if (isLeafType(type)) return isScalarType(type) && type.name !== 'Float' && someNumber(value, isUnsafe);
  if (!isInputObjectType(type) || typeof value !== 'object') return false;
  return Object.values(type.getFields()).some((field) =>
    isInexact(field.type, (value as Readonly<Record<string, unknown>>)[field.name]),
  );
}

/** Integers beyond 2^53 may have been changed, and what is not finite was. */
function isUnsafe(value: number): boolean {
  return Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value);
}

function inexactNumber(what: string, nodes: readonly ValueNode[] = []): GraphQLError {
  return new GraphQLError(
    `${what} has more digits than can be passed on unchanged (integers up to 2^53). Send it as text, where its type takes that.`,
    { nodes, extensions: { code: 'BAD_USER_INPUT' } },
  );
}
