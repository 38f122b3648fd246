import { type GraphQLLeafType, isEnumType } from 'graphql';
import { isRawNumber } from '../exact-numbers/raw-number.ts';
import { someNumber } from '../exact-numbers/some-number.ts';

/** Says that a value cannot stand for a leaf type. */
export const unusable = Symbol('unusable');

const maxInt = 2 ** 31 - 1;
const minInt = -(2 ** 31);

/**
 * What the specification lets built-in scalars be (section 3.5), read strictly: a value of another JSON type is the
 * subgraph's mistake, except that an `ID` may be a whole number, and is text from there on.
 */
const builtIn: Readonly<Record<string, (value: unknown) => unknown>> = {
  Boolean: (value) => (typeof value === 'boolean' ? value : unusable),
  Float(value) {
    const number = asNumber(value);
    return typeof number === 'number' && Number.isFinite(number) ? number : unusable;
  },
  Int(value) {
    const number = asNumber(value);
    return Number.isInteger(number) && (number as number) <= maxInt && (number as number) >= minInt
      ? number
      : unusable;
  },
  ID(value) {
    if (typeof value === 'string') return value;
    if (Number.isSafeInteger(value)) return String(value);
    return isRawNumber(value) && /^-?\d+$/.test(value.rawJSON) ? value.rawJSON : unusable;
  },
  String: (value) => (typeof value === 'string' ? value : unusable),
};

/**
 * Makes the reader of a subgraph's values for a leaf type: what stands for a value in the response, or {@link unusable}.
 * Enum values that the API schema does not have (inaccessible ones) are not usable. Custom scalars are the subgraph's
 * affair, as long as JSON can carry them.
 */
export function leafReader(type: GraphQLLeafType): (value: unknown) => unknown {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => (values.has(value) ? value : unusable);
  }
  return builtIn[type.name] ?? ((value) => (someNumber(value, isBeyondJson) ? unusable : value));
}

/** Whether each text is a value of a leaf type, and stands for itself. */
export function takesText(type: GraphQLLeafType): boolean {
  return !isEnumType(type) && (type.name === 'String' || type.name === 'ID' || !(type.name in builtIn));
}

/** `1e400` arrives as infinity, which JSON would carry as null. */
function isBeyondJson(value: number): boolean {
  return !Number.isFinite(value);
}

function asNumber(value: unknown): unknown {
  return isRawNumber(value) ? Number(value.rawJSON) : value;
}
