import { type GraphQLLeafType, isEnumType } from 'graphql';

/** An integer as `String` prints it; numbers beyond that are printed with an exponent. */
const integerForm = /^-?\d+$/;

const isInteger = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && integerForm.test(String(value));

const builtIn: Readonly<Record<string, (value: unknown) => boolean>> = {
  Boolean: (value) => typeof value === 'boolean',
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  Int: isInteger,
  ID: (value) => typeof value === 'string' || isInteger(value),
  String: (value) => typeof value === 'string',
};

/**
 * Makes the check whether a subgraph's value may stand in the response for a leaf type. Enum values that the
 * API schema does not have (inaccessible ones) may not; custom scalars are the subgraph's affair.
 */
export function leafValidator(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => values.has(value);
  }
  return builtIn[type.name] ?? (() => true);
}
