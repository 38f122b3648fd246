import { type Keywords, type Schema, schemasIn } from './schema.ts';

/** A type of JSON Schema. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

const allTypes: readonly JsonType[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** The types that a schema's own `type` allows; `integer` only where `number` is not allowed too. */
export function typesOf({ type }: Keywords): readonly JsonType[] {
  if (type === undefined) return allTypes;
  const named = (Array.isArray(type) ? type : [type]) as JsonType[];
  return named.includes('number') ? named.filter((one) => one !== 'integer') : named;
}

/** Whether values of `type` are among those of `types`. */
export function allows(types: readonly JsonType[], type: JsonType): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** The values of a schema that lists them, in whatever way (`enum`, `const`, `oneOf` of `const`), or has few: `boolean`. */
export function listedValues(schema: Schema): readonly unknown[] | undefined {
  if (typeof schema === 'boolean') return schema ? undefined : [];
  const types = typesOf(schema);
  const listed = 'const' in schema ? [schema['const']] : (schema['enum'] ?? listedInUnion(schema));
  if (Array.isArray(listed)) return listed.filter((value) => allows(types, typeOfValue(value)));
  if (types.some((type) => type !== 'boolean' && type !== 'null')) return undefined;
  return types.flatMap((type) => (type === 'boolean' ? [true, false] : [null]));
}

function listedInUnion({ oneOf, anyOf }: Keywords): readonly unknown[] | undefined {
  const members = schemasIn(oneOf ?? anyOf);
  if (members.length === 0) return undefined;
  const lists = members.map(listedValues);
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

/** The type of a value; a whole number is an integer. */
export function typeOfValue(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'object' : (typeof value as JsonType);
}
