import { type JsonType, listedValues, typeOfValue, typesOf } from './compatibility/json-types.ts';
import { essenceOf, type Keywords, type Schema, schemasByName, schemasIn } from './compatibility/schema.ts';
import { pointerOf } from './json.ts';

/** What a schema says of the value at a path: its JSON type, or why not every event has one there. */
export type EventKey = { readonly type: JsonType } | { readonly pointer: string; readonly why: string };

/** Follows a dotted path, such as `tenancy.id`, whose every step must be there in each event. */
export function eventKey(schema: Readonly<Record<string, unknown>>, path: string): EventKey {
  let parts = partsOf(essenceOf(schema));
  const passed: string[] = [];
  for (const name of path.split('.')) {
    const pointer = pointerOf(passed);
    const shown = pointer === '' ? 'the event' : pointer;
    if (types(parts).join() !== 'object') return { pointer, why: `${shown} is not always an object` };
    const found = parts.flatMap((part) => {
      const properties = schemasByName(part['properties']);
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return own === undefined ? [] : partsOf(own);
    });
    passed.push('properties', name);
    if (found.length === 0) return { pointer, why: `${shown} has no property "${name}"` };
    if (!parts.some((part) => (part['required'] as readonly string[] | undefined)?.includes(name))) {
      return { pointer: pointerOf(passed), why: `"${name}" is not required` };
    }
    parts = found;
  }
  const [type, ...others] = types(parts);
  return type !== undefined && others.length === 0
    ? { type }
    : {
        pointer: pointerOf(passed),
        why: `its type must be one, without null; it is ${types(parts).join(', ')}`,
      };
}

/** A schema and all parts that hold together with it. */
function partsOf(schema: Schema): readonly Keywords[] {
  if (typeof schema === 'boolean') return [];
  return [schema, ...schemasIn(schema['allOf']).flatMap(partsOf)];
}

/** Types that all parts allow. */
function types(parts: readonly Keywords[]): readonly JsonType[] {
  const [first = [], ...others] = parts.map((part) => {
    const values = listedValues(part);
    return values ? [...new Set(values.map(typeOfValue))] : typesOf(part);
  });
  return first.filter((type) => others.every((allowed) => allowed.includes(type)));
}
