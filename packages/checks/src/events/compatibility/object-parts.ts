import { isObject } from '../json.ts';
import { type Keywords, type Schema, schemasByName } from './schema.ts';

/** What a schema says of an object's properties. */
export interface ObjectParts {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly patterns: readonly (readonly [RegExp, Schema])[];
  /** What it says of all other properties; nothing where it does not say. */
  readonly additional: Schema | undefined;
  readonly required: ReadonlySet<string>;
  /** Names that stand somewhere in its conditions only. */
  readonly conditional: ReadonlySet<string>;
}

const combining = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'];

/** Reads what a schema says of an object's properties. */
export function objectParts(schema: Keywords): ObjectParts {
  const properties = schemasByName(schema['properties']);
  return {
    properties,
    patterns: Object.entries(schemasByName(schema['patternProperties'])).map(
      ([pattern, one]) => [new RegExp(pattern, 'u'), one] as const,
    ),
    additional: (schema['additionalProperties'] ?? schema['unevaluatedProperties']) as Schema | undefined,
    required: new Set(schema['required'] as readonly string[] | undefined),
    conditional: new Set(combining.flatMap((keyword) => namesIn(keyword, schema[keyword]))),
  };
}

/**
 * What a producer writes for a property: nothing where its schema does not describe it. Of several descriptions
 * that all hold, one is enough to know.
 */
export function written(parts: ObjectParts, name: string): Schema | undefined {
  if (Object.hasOwn(parts.properties, name)) return parts.properties[name];
  const [pattern] = parts.patterns.filter(([one]) => one.test(name));
  if (pattern) return pattern[1];
  if (parts.additional !== undefined) return parts.additional;
  return parts.required.has(name) || parts.conditional.has(name) ? true : undefined;
}

/** All that a reader asks of a property. */
export function read(parts: ObjectParts, name: string): readonly Schema[] {
  const own = Object.hasOwn(parts.properties, name) ? parts.properties[name] : undefined;
  const asked = [
    ...(own === undefined ? [] : [own]),
    ...parts.patterns.filter(([pattern]) => pattern.test(name)).map(([, one]) => one),
  ];
  return asked.length > 0 ? asked : [parts.additional ?? true];
}

/** Names of properties that a combining keyword describes, however deep it is nested in others. */
function namesIn(keyword: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesDescribed);
  if (keyword === 'dependentSchemas') return Object.values(schemasByName(value)).flatMap(namesDescribed);
  return namesDescribed(value);
}

function namesDescribed(schema: unknown): readonly string[] {
  if (!isObject(schema)) return [];
  return [
    ...Object.keys(schemasByName(schema['properties'])),
    ...combining.flatMap((keyword) => namesIn(keyword, schema[keyword])),
  ];
}
