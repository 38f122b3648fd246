import type { Compare } from './compare.ts';
import { highest, lowest } from './compare-scalars.ts';
import { into, type Refusal, refusal, type Where } from './refusal.ts';
import { type Keywords, type Schema, schemasIn } from './schema.ts';

/** Elements that a reader expects otherwise than they are written, in their number and in what they are. */
export function compareArrays(writer: Keywords, reader: Keywords, where: Where, compare: Compare): Refusal[] {
  const [mine, theirs] = [schemasIn(writer['prefixItems']), schemasIn(reader['prefixItems'])];
  const rest = (schema: Keywords) => (schema['items'] ?? true) as Schema;
  const places = Array.from({ length: Math.max(mine.length, theirs.length) }, (_, index) => index);
  const isRepeated = reader['uniqueItems'] === true && writer['uniqueItems'] !== true;
  return [
    ...lowest('minItems', writer, reader, where),
    ...highest('maxItems', writer, reader, where),
    ...(isRepeated ? [refusal(where, writer['uniqueItems'], true, 'uniqueItems')] : []),
    ...places.flatMap((index) =>
      compare(
        mine[index] ?? rest(writer),
        theirs[index] ?? rest(reader),
        into(where, 'prefixItems', `${index}`),
      ),
    ),
    ...compare(rest(writer), rest(reader), into(where, 'items')),
  ];
}
