import { allows, typesOf } from './json-types.ts';
import { type Keywords, type Schema, schemasByName } from './schema.ts';

/** Keywords that only mean something together: of two schemas one keeps all of its own. */
const groups = [
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
];

/**
 * One schema for events that are written by both. Where two constraints cannot be put into one, only the second is kept: the
 * result takes at least all those events, so that nothing is overlooked.
 */
export function mergeWriters(first: Schema, second: Schema): Schema {
  if (typeof first === 'boolean') return first ? second : false;
  if (typeof second === 'boolean') return second ? first : false;
  const dropped = groups.filter((group) => group.some((keyword) => keyword in second)).flat();
  const kept = Object.entries(first).filter(([keyword]) => !dropped.includes(keyword));
  return {
    ...Object.fromEntries(kept),
    ...second,
    ...both('type', mergeTypes),
    ...both('required', (a, b) => [...new Set([...(a as string[]), ...(b as string[])])]),
    ...both('properties', mergeProperties),
    ...both('patternProperties', mergeProperties),
    ...both('additionalProperties', (a, b) => (a === false ? a : b)),
    ...both('allOf', (a, b) => [...(a as Schema[]), ...(b as Schema[])]),
  };

  function both(keyword: string, merge: (a: unknown, b: unknown) => unknown): Keywords {
    const [a, b] = [(first as Keywords)[keyword], (second as Keywords)[keyword]];
    return a === undefined || b === undefined ? {} : { [keyword]: merge(a, b) };
  }
}

function mergeTypes(a: unknown, b: unknown): unknown {
  const [first, second] = [typesOf({ type: a }), typesOf({ type: b })];
  const common = new Set([
    ...first.filter((type) => allows(second, type)),
    ...second.filter((type) => allows(first, type)),
  ]);
  return [...common];
}

function mergeProperties(a: unknown, b: unknown): unknown {
  const merged: Record<string, Schema> = { ...schemasByName(a) };
  for (const [name, schema] of Object.entries(schemasByName(b))) {
    const earlier = merged[name];
    merged[name] = earlier === undefined ? schema : mergeWriters(earlier, schema);
  }
  return merged;
}
