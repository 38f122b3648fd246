import { commonSchemas } from '@throughgate/contracts';
import { isObject } from '../json.ts';

/** The keywords of a JSON Schema. */
export type Keywords = Readonly<Record<string, unknown>>;
/** A JSON Schema: `true` takes everything, `false` nothing. */
export type Schema = boolean | Keywords;

/** Keywords that constrain nothing: they may change freely. */
const annotation =
  /^(title|description|examples?|default|deprecated|readOnly|writeOnly|content\w+|\$comment|\$id|\$schema|\$defs|definitions|x-.*)$/;
const data = new Set(['const', 'enum']);
const namesToSchemas = new Set(['properties', 'patternProperties', 'dependentSchemas']);

/**
 * A schema as it is compared: without what constrains nothing, and with the hub's shared schemas in place of the references
 * to them.
 */
export function essenceOf(schema: unknown): Schema {
  if (!isObject(schema)) return schema !== false;
  const reference = schema['$ref'];
  const shared = commonSchemas.find(({ $id }) => $id !== undefined && $id === reference);
  const kept = Object.entries(schema)
    .filter(([keyword]) => !annotation.test(keyword) && !(keyword === '$ref' && shared))
    .map(([keyword, value]): [string, unknown] => [keyword, essenceOfValue(keyword, value)]);
  if (!shared) return Object.fromEntries(kept);
  if (kept.length === 0) return essenceOf(shared);
  const { allOf = [], ...rest } = Object.fromEntries(kept);
  return { ...rest, allOf: [essenceOf(shared), ...schemasIn(allOf)] };
}

function essenceOfValue(keyword: string, value: unknown): unknown {
  if (data.has(keyword)) return value;
  if (namesToSchemas.has(keyword) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, essenceOf(schema)]));
  }
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? essenceOf(one) : one));
  return isObject(value) && keyword !== 'dependentRequired' ? essenceOf(value) : value;
}

/** The schemas of a keyword that holds a list of them; none where it is missing. */
export function schemasIn(list: unknown): readonly Schema[] {
  return Array.isArray(list) ? (list as Schema[]) : [];
}

/** The schemas of a keyword that holds them by name; none where it is missing. */
export function schemasByName(map: unknown): Readonly<Record<string, Schema>> {
  return isObject(map) ? (map as Record<string, Schema>) : {};
}

/** A schema without some of its keywords. */
export function without(schema: Keywords, ...keywords: readonly string[]): Keywords {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

/** A number that a keyword holds. */
export function numberAt(schema: Keywords, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
}
