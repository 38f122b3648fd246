import type { Finding } from '@throughgate/registry-client';
import { isObject, pointerOf } from './json.ts';
import type { EventTypeSource } from './read-event-types.ts';
import { typeFinding } from './type-finding.ts';

/** Keywords that hold data, in which nothing is a schema. */
const data = /^(const|enum|default|examples?|x-.*)$/;
/** Keywords that hold schemas by names, any of which may be that of a keyword. */
const names = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);

/**
 * Warns of each list of values that an event type closes. Readers of a published type can never take another value
 * (HUB-C032), so a list that may grow is open from the beginning; `x-closed`, beside it, says why one cannot.
 */
export function checkClosedLists(source: EventTypeSource): Finding[] {
  return [...closedLists(source.schema, [])].map((path) => {
    const pointer = pointerOf(path);
    const where = pointer === '' ? 'the schema' : pointer;
    const message = `${where} is a closed list: another value could never be published.`;
    return { ...typeFinding('HUB-C039', source, pointer, message), severity: 'warning' };
  });
}

function* closedLists(
  schema: unknown,
  path: readonly (string | number)[],
): Generator<readonly (string | number)[]> {
  if (Array.isArray(schema)) {
    for (const [index, one] of schema.entries()) yield* closedLists(one, [...path, index]);
  }
  if (!isObject(schema)) return;
  if (typeof schema['x-closed'] !== 'string' || schema['x-closed'].trim() === '') {
    if (isList(schema['enum'])) yield [...path, 'enum'];
    for (const keyword of ['oneOf', 'anyOf']) {
      if (isList(constantsOf(schema[keyword]))) yield [...path, keyword];
    }
  }
  for (const [keyword, inner] of Object.entries(schema)) {
    if (names.has(keyword) && isObject(inner)) {
      for (const [name, one] of Object.entries(inner)) yield* closedLists(one, [...path, keyword, name]);
    } else if (!data.test(keyword)) yield* closedLists(inner, [...path, keyword]);
  }
}

/** Whether values are a list that could grow: true, false and null are all there are of their kind, and one is no list. */
function isList(values: unknown): boolean {
  return Array.isArray(values) && values.filter((one) => one !== null && typeof one !== 'boolean').length > 1;
}

function constantsOf(alternatives: unknown): unknown {
  if (!Array.isArray(alternatives)) return undefined;
  return alternatives.flatMap((one: unknown) => (isObject(one) && 'const' in one ? [one['const']] : []));
}
