import { isDeepStrictEqual } from 'node:util';
import type { TestSchema } from './schema-pairs.ts';

/** A source of chance: a whole number from 0, less than `limit`. */
export type Chance = (limit: number) => number;

const strings = ['', 'a', 'b', 'ab', 'bba', 'abcde', '2026-02-01', '2026-02-01T10:00:00Z'];
const numbers = [-2, -1, 0, 0.5, 1, 1.5, 2, 3, 4, 6];
const names = ['a', 'b', 'c', 'd', 'e'];

/** Thrown where chance led to no document. */
class NoDocument extends Error {}

/** Whether a value is valid by a schema. */
export type IsValid = (schema: TestSchema, value: unknown) => boolean;

/**
 * A document as a producer could write it who knows `schema`: valid, and with no property that the schema does not describe. Of
 * alternatives it keeps to one. `undefined` where chance led to none.
 */
export function writtenDocument(
  schema: TestSchema,
  chance: Chance,
  isValid: IsValid,
): { document: unknown } | undefined {
  try {
    const document = write(schema, chance, isValid);
    return isValid(schema, document) ? { document } : undefined;
  } catch (error) {
    if (error instanceof NoDocument) return undefined;
    throw error;
  }
}

function write(schema: TestSchema, chance: Chance, isValid: IsValid): unknown {
  const pick = <T>(from: readonly T[]): T | undefined => from[chance(from.length)];
  if (typeof schema === 'boolean') return pick<unknown>([null, true, {}, [], ...strings, ...numbers]);
  const alternatives = (schema['oneOf'] ?? schema['anyOf']) as TestSchema[] | undefined;
  if (alternatives) {
    const one = pick(alternatives) ?? true;
    const draft = write(one, chance, isValid);
    if (!isValid(one, draft)) throw new NoDocument();
    return draft;
  }
  if (Array.isArray(schema['allOf'])) return writeAll(schema['allOf'] as TestSchema[], chance, isValid);
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
        write(
          ((schema['prefixItems'] as TestSchema[] | undefined)?.[index] ??
            schema['items'] ??
            true) as TestSchema,
          chance,
          isValid,
        ),
      );
    default:
      return writeObject(schema, chance, isValid);
  }
}

/** What all parts describe. A part with alternatives must find its own draft again, lest it be of another alternative. */
function writeAll(parts: readonly TestSchema[], chance: Chance, isValid: IsValid): unknown {
  const drafts = parts.map((part) => ({ part, draft: write(part, chance, isValid) }));
  const whole = drafts.every(({ draft }) => isObject(draft))
    ? Object.assign({}, ...drafts.map(({ draft }) => draft))
    : drafts[chance(drafts.length)]?.draft;
  const isMixed = drafts.some(
    ({ part, draft }) => JSON.stringify(part).includes('Of"') && !isDeepStrictEqual(draft, whole),
  );
  if (isMixed) throw new NoDocument();
  return whole;
}

function writeObject(
  schema: Readonly<Record<string, unknown>>,
  chance: Chance,
  isValid: IsValid,
): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, TestSchema>;
  const required = (schema['required'] ?? []) as string[];
  const others = schema['additionalProperties'] as TestSchema | undefined;
  const described = new Map(Object.entries(properties));
  if (others !== undefined && others !== false) {
    for (const name of names) if (!described.has(name)) described.set(name, others);
  }
  const present = [...described].filter(([name]) => required.includes(name) || chance(2) === 0);
  return Object.fromEntries(present.map(([name, one]) => [name, write(one, chance, isValid)]));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
