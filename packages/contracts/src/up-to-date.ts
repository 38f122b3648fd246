import { codedSchemaId, type JsonSchema } from './json-schema.ts';

/** Where a contract has a value of an open list, and the titles of the codes that were known when it was written. */
interface OpenValue {
  /** Names of properties that lead there; `*` stands for each element of a list. */
  readonly path: readonly string[];
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * Compiles what brings data of earlier events to the form of a contract. Before lists were open an event carried the code
 * alone, as text: such a code, where it is one of those in `x-known-values`, is read with its title. All else stays as it
 * is, and data that have the form already are returned themselves.
 */
export function compileUpToDate(schema: JsonSchema): (data: unknown) => unknown {
  const open = [...openValues(schema, [])];
  return (data) => open.reduce((current, { path, titles }) => replaced(current, path, titles), data);
}

function* openValues(schema: JsonSchema, path: readonly string[]): Generator<OpenValue> {
  const known = schema['x-known-values'];
  if (known !== undefined && mayBeCoded(schema)) yield { path, titles: new Map(Object.entries(known)) };
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield* openValues(property, [...path, name]);
  }
  if (typeof schema.items === 'object') yield* openValues(schema.items, [...path, '*']);
  for (const part of schema.allOf ?? []) yield* openValues(part, path);
}

function mayBeCoded({ $ref, allOf = [], anyOf = [], oneOf = [] }: JsonSchema): boolean {
  return $ref === codedSchemaId || [...allOf, ...anyOf, ...oneOf].some(mayBeCoded);
}

function replaced(value: unknown, path: readonly string[], titles: OpenValue['titles']): unknown {
  const [name, ...rest] = path;
  if (name === undefined) {
    const title = typeof value === 'string' ? titles.get(value) : undefined;
    return title === undefined ? value : { code: value, title };
  }
  if (typeof value !== 'object' || value === null) return value;
  if (name === '*') {
    if (!Array.isArray(value)) return value;
    const elements: readonly unknown[] = value;
    const current = elements.map((element) => replaced(element, rest, titles));
    return current.some((element, index) => element !== elements[index]) ? current : value;
  }
  if (!Object.hasOwn(value, name)) return value;
  const earlier = (value as Readonly<Record<string, unknown>>)[name];
  const current = replaced(earlier, rest, titles);
  return current === earlier ? value : { ...value, [name]: current };
}
