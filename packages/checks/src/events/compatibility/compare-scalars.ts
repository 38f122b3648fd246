import { typesOf } from './json-types.ts';
import { type Refusal, refusal, type Where } from './refusal.ts';
import { type Keywords, numberAt } from './schema.ts';

/** Constraints on strings that a reader has and that strings written may break. */
export function compareStrings(writer: Keywords, reader: Keywords, where: Where): Refusal[] {
  return [
    ...lowest('minLength', writer, reader, where),
    ...highest('maxLength', writer, reader, where),
    // Whether one pattern or format takes all that another one does is not decided here: only the same is sure.
    ...['pattern', 'format'].flatMap((keyword) =>
      reader[keyword] === undefined || reader[keyword] === writer[keyword]
        ? []
        : [refusal(where, writer[keyword], reader[keyword], keyword)],
    ),
  ];
}

/** Constraints on numbers that a reader has and that numbers written may break. */
export function compareNumbers(writer: Keywords, reader: Keywords, where: Where): Refusal[] {
  const found: Refusal[] = [];
  for (const [keyword, exclusive, sign] of [
    ['minimum', 'exclusiveMinimum', 1],
    ['maximum', 'exclusiveMaximum', -1],
  ] as const) {
    // Both limits may be there: as lower limits (upper ones with the sign turned), the greater one is what counts.
    const limit = (schema: Keywords) => {
      const closed = sign * (numberAt(schema, keyword) ?? -sign * Number.POSITIVE_INFINITY);
      const open = sign * (numberAt(schema, exclusive) ?? -sign * Number.POSITIVE_INFINITY);
      return open >= closed
        ? { at: open, open: open > Number.NEGATIVE_INFINITY }
        : { at: closed, open: false };
    };
    const [written, read] = [limit(writer), limit(reader)];
    if (written.at > read.at || (written.at === read.at && (written.open || !read.open))) continue;
    const named = read.open ? exclusive : keyword;
    found.push(refusal(where, writer[keyword] ?? writer[exclusive], reader[named], named));
  }
  const step = numberAt(reader, 'multipleOf');
  if (step !== undefined && !keepsStep(writer, step)) {
    found.push(refusal(where, writer['multipleOf'], step, 'multipleOf'));
  }
  return found;
}

/** Whether all numbers written are multiples of `step`. */
function keepsStep(writer: Keywords, step: number): boolean {
  const whole = typesOf(writer).includes('number') ? undefined : 1;
  const written = numberAt(writer, 'multipleOf') ?? whole;
  if (written === undefined) return false;
  return written === step || (Number.isInteger(written) && Number.isInteger(step) && written % step === 0);
}

/** The reader's least value of `keyword`, unless what is written keeps it; `known` is what is known of what is written. */
export function lowest(
  keyword: string,
  writer: Keywords,
  reader: Keywords,
  where: Where,
  known = numberAt(writer, keyword) ?? 0,
): Refusal[] {
  const least = numberAt(reader, keyword) ?? 0;
  return known >= least ? [] : [refusal(where, writer[keyword], least, keyword)];
}

/** The reader's greatest value of `keyword`, unless what is written keeps it. */
export function highest(
  keyword: string,
  writer: Keywords,
  reader: Keywords,
  where: Where,
  known = numberAt(writer, keyword) ?? Number.POSITIVE_INFINITY,
): Refusal[] {
  const most = numberAt(reader, keyword) ?? Number.POSITIVE_INFINITY;
  return known <= most ? [] : [refusal(where, writer[keyword], most, keyword)];
}
