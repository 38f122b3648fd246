import type { Accepts } from './compare.ts';
import { allows, listedValues, typesOf } from './json-types.ts';
import { objectParts, written } from './object-parts.ts';
import { type Schema, schemasIn } from './schema.ts';

/** Whether it is sure that nothing written by `writer` is accepted by `reader`. */
export function areDisjoint(writer: Schema, reader: Schema, accepts: Accepts): boolean {
  const values = listedValues(writer);
  if (values) return !values.some((value) => accepts(reader, value));
  if (typeof reader === 'boolean' || typeof writer === 'boolean') return reader === false;
  if (schemasIn(reader['allOf']).some((one) => areDisjoint(writer, one, accepts))) return true;
  const readable = listedValues(reader);
  if (readable) return !readable.some((value) => accepts(writer, value));
  const types = typesOf(reader);
  const common = typesOf(writer).filter(
    (type) => allows(types, type) || (type === 'number' && types.includes('integer')),
  );
  if (common.length === 0) return true;
  if (common.some((type) => type !== 'object')) return false;
  const [from, to] = [objectParts(writer), objectParts(reader)];
  if ([...to.required].some((name) => written(from, name) === undefined)) return true;
  return [...from.required].some((name) => {
    const [mine, theirs] = [from.properties[name], to.properties[name]];
    return mine !== undefined && theirs !== undefined && areDisjoint(mine, theirs, accepts);
  });
}
