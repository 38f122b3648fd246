import type { TestSchema } from './schema-pairs.ts';

/** A source of chance: a whole number from 0, less than `limit`. */
export type Chance = (limit: number) => number;

const strings = ['', 'a', 'b', 'ab', 'bba', 'abcde', '2026-02-01', '2026-02-01T10:00:00Z'];
const numbers = [-2, -1, 0, 0.5, 1, 1.5, 2, 3, 4, 6];
const names = ['a', 'b', 'c', 'd', 'e'];

/**
 * A document as a producer could write it who knows `schema`: with no property that the schema does not describe. Often, not
 * always, it is valid.
 */
export function writtenDocument(schema: TestSchema, chance: Chance): unknown {
  const pick = <T>(from: readonly T[]): T | undefined => from[chance(from.length)];
  if (typeof schema === 'boolean') return pick<unknown>([null, true, {}, [], ...strings, ...numbers]);
  const drafts = [
    ...(Array.isArray(schema['oneOf']) ? [pick(schema['oneOf'] as TestSchema[])] : []),
    ...(Array.isArray(schema['anyOf']) ? [pick(schema['anyOf'] as TestSchema[])] : []),
    ...((schema['allOf'] ?? []) as TestSchema[]),
  ].map((one) => writtenDocument(one ?? true, chance));
  if (drafts.length > 0) {
    return drafts.every(isObject) ? Object.assign({}, ...drafts) : pick(drafts);
  }
  if (Array.isArray(schema['enum'])) return pick<unknown>(schema['enum']);
  if ('const' in schema) return schema['const'];
  const types = [schema['type'] ?? ['null', 'boolean', 'number', 'string', 'array', 'object']].flat();
  switch (pick(types)) {
    case 'null':
      return null;
    case 'boolean':
      return chance(2) === 0;
    case 'string':
      return pick(strings);
    case 'integer':
      return pick(numbers.filter(Number.isInteger));
    case 'number':
      return pick(numbers);
    case 'array':
      return Array.from({ length: chance(4) }, (_, index) =>
        writtenDocument(
          ((schema['prefixItems'] as TestSchema[] | undefined)?.[index] ??
            schema['items'] ??
            true) as TestSchema,
          chance,
        ),
      );
    default:
      return writtenObject(schema, chance);
  }
}

function writtenObject(schema: Readonly<Record<string, unknown>>, chance: Chance): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, TestSchema>;
  const required = (schema['required'] ?? []) as string[];
  const others = schema['additionalProperties'] as TestSchema | undefined;
  const described = new Map(Object.entries(properties));
  if (others !== undefined && others !== false) {
    for (const name of names) if (!described.has(name)) described.set(name, others);
  }
  const present = [...described].filter(([name]) => required.includes(name) || chance(2) === 0);
  return Object.fromEntries(present.map(([name, one]) => [name, writtenDocument(one, chance)]));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
