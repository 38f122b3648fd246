import { isDeepStrictEqual } from 'node:util';
import type { Compare } from './compare.ts';
import { highest, lowest } from './compare-scalars.ts';
import { type ObjectParts, objectParts, read, written } from './object-parts.ts';
import { into, type Refusal, refusal, type Where, Words } from './refusal.ts';
import { type Keywords, numberAt } from './schema.ts';

/** Properties that a reader requires, refuses or expects otherwise than they are written. */
export function compareObjects(
  writer: Keywords,
  reader: Keywords,
  where: Where,
  compare: Compare,
): Refusal[] {
  const [from, to] = [objectParts(writer), objectParts(reader)];
  const names = new Set([...Object.keys(from.properties), ...from.required, ...from.conditional]);
  const isOpen = (from.additional !== undefined && from.additional !== false) || from.patterns.length > 0;
  const least = Math.max(numberAt(writer, 'minProperties') ?? 0, from.required.size);
  const most = Math.min(
    numberAt(writer, 'maxProperties') ?? Number.POSITIVE_INFINITY,
    isOpen ? Number.POSITIVE_INFINITY : names.size,
  );
  return [
    ...missing(from, to, where),
    ...[...new Set([...names, ...Object.keys(to.properties)])].flatMap((name) =>
      compareProperty(name, from, to, where, compare),
    ),
    ...comparePatterns(writer, reader, where),
    ...compareOthers(from, to, where, compare),
    ...lowest('minProperties', writer, reader, where, least),
    ...highest('maxProperties', writer, reader, where, most),
  ];
}

function missing(from: ObjectParts, to: ObjectParts, where: Where): Refusal[] {
  return [...to.required]
    .filter((name) => !from.required.has(name))
    .map((name) => {
      const state = new Words(written(from, name) === undefined ? 'not there' : 'optional');
      return refusal(into(where, 'properties', name), state, new Words('required'));
    });
}

function compareProperty(
  name: string,
  from: ObjectParts,
  to: ObjectParts,
  where: Where,
  compare: Compare,
): Refusal[] {
  const schema = written(from, name);
  // A producer writes nothing that its schema does not describe.
  if (schema === undefined || schema === false) return [];
  const at = into(where, 'properties', name);
  return read(to, name).flatMap((asked) =>
    asked === false
      ? [refusal(at, new Words('written'), new Words('refused: no such property is allowed'))]
      : compare(schema, asked, at),
  );
}

/** Names by pattern may be any: only the same patterns with the same schemas are sure to fit. */
function comparePatterns(writer: Keywords, reader: Keywords, where: Where): Refusal[] {
  const [mine, theirs] = [writer['patternProperties'], reader['patternProperties']];
  return mine === undefined || isDeepStrictEqual(mine, theirs)
    ? []
    : [refusal(where, mine, theirs, 'patternProperties')];
}

/** Properties of any name, where the writer describes them. */
function compareOthers(from: ObjectParts, to: ObjectParts, where: Where, compare: Compare): Refusal[] {
  const { additional } = from;
  if (additional === undefined || additional === false) return [];
  const at = into(where, 'additionalProperties');
  const asked = [
    to.additional ?? true,
    ...(from.patterns.length > 0 ? [] : to.patterns.map(([, one]) => one)),
  ];
  return asked.flatMap((one) => compare(additional, one, at));
}
