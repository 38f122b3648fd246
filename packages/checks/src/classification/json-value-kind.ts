import { isObject } from '../events/json.ts';
import type { ValueKind } from './judge-name.ts';

/** A JSON Schema that is an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The properties that a schema describes. */
export function propertiesOf({ properties }: JsonSchema): JsonSchema {
  return isObject(properties) ? properties : {};
}

/** The schemas in a schema that describe the same value, or elements of it, each with the path to it. */
export function alternatives(schema: JsonSchema): [path: string[], schema: unknown][] {
  return [
    'items',
    'additionalProperties',
    'allOf',
    'anyOf',
    'oneOf',
    'prefixItems',
    'patternProperties',
  ].flatMap((keyword): [string[], unknown][] => {
    const value = schema[keyword];
    if (Array.isArray(value)) return value.map((one, index) => [[keyword, String(index)], one]);
    if (keyword === 'patternProperties' && isObject(value)) {
      return Object.entries(value).map(([pattern, one]) => [[keyword, pattern], one]);
    }
    return isObject(value) ? [[[keyword], value]] : [];
  });
}

/** What values a schema allows; of a list, what its elements are. */
export function jsonValueKind(schema: JsonSchema): ValueKind {
  const inside = alternatives(schema)
    .map(([, one]) => one)
    .filter((one) => isObject(one) && one['type'] !== 'null');
  // What refers to a shared schema of the hub is a record that is classified there.
  if ('properties' in schema || '$ref' in schema) return 'record';
  if ('const' in schema || 'enum' in schema) return 'code';
  const [first] = inside;
  if (isObject(first)) return jsonValueKind(first);
  const types = [schema['type']].flat();
  if (types.includes('object')) return 'record';
  if (types.includes('boolean')) return 'truth';
  if (types.includes('integer') || types.includes('number')) return 'number';
  return ['date', 'date-time', 'time'].includes(String(schema['format'])) ? 'date' : 'text';
}
