import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaDirectory } from './schema-files.ts';

/** The parts of JSON Schema 2020-12 that event contracts use and that the hub looks into. */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema | boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly examples?: readonly Record<string, unknown>[];
  readonly 'x-throughgate'?: unknown;
  /** Titles by the codes of an open list that were known when the schema was written; more may come. */
  readonly 'x-known-values'?: Readonly<Record<string, string>>;
}

/** Schemas that several agencies' events refer to. */
export const commonSchemas: readonly JsonSchema[] = ['person', 'coded'].map(
  (name) =>
    JSON.parse(readFileSync(join(schemaDirectory, 'events', 'common', `${name}.json`), 'utf8')) as JsonSchema,
);

/** URN of the common schema of a value of a list that may grow: `{ code, title }`. */
export const codedSchemaId = 'urn:throughgate:events:common:coded:v1';

/** Kinds of identifier by which an event may say who a file is about: `crn`, `nino`, …, of the common schema of a person. */
export const identifierKinds: readonly string[] = Object.keys(
  commonSchemas[0]?.properties?.['identifiers']?.properties ?? {},
);

/** The schema of the value at a dotted path, following references to {@link commonSchemas}. */
export function schemaAt(schema: JsonSchema, path: string): JsonSchema | undefined {
  let at: JsonSchema | undefined = schema;
  for (const name of path.split('.')) at = propertyOf(resolve(at), name);
  return resolve(at);
}

/** The schema of a property, which may stand in one of several parts that all hold, or in an alternative to null. */
function propertyOf(schema: JsonSchema | undefined, name: string): JsonSchema | undefined {
  if (schema?.properties && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  for (const part of [...(schema?.allOf ?? []), ...(schema?.anyOf ?? [])]) {
    const found = propertyOf(resolve(part), name);
    if (found) return found;
  }
  return undefined;
}

function resolve(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.$ref === undefined ? schema : commonSchemas.find(({ $id }) => $id === schema.$ref);
}
