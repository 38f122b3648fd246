import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { areDisjoint } from './are-disjoint.ts';
import type { Accepts } from './compare.ts';
import { compareArrays } from './compare-arrays.ts';
import { compareObjects } from './compare-objects.ts';
import { compareNumbers, compareStrings } from './compare-scalars.ts';
import { allows, listedValues, typesOf } from './json-types.ts';
import { mergeWriters } from './merge-writers.ts';
import { into, type Refusal, refusal, type Where, Words } from './refusal.ts';
import { essenceOf, type Keywords, type Schema, schemasIn, without } from './schema.ts';

/** Keywords of which only the same one is sure to be kept. */
const compareWhole = [
  'not',
  'if',
  'then',
  'else',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedItems',
];

/**
 * Makes the function that finds out what events, written by one JSON Schema (2020-12), a reader with another schema refuses.
 *
 * Producers write only properties that their schema describes (`additionalProperties: true` describes any); of
 * alternatives (`oneOf`, `anyOf`) an event keeps to one and has the properties that this one describes.
 * Readers take what their schema takes: where it does not forbid them, properties that it does not know.
 *
 * No refusal means: none is possible. Where schemas cannot be compared for certain, such as two different patterns,
 * that counts as a refusal. Titles, descriptions and examples make no difference.
 */
export function createComparison(): (writer: unknown, reader: unknown) => readonly Refusal[] {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, code: { optimize: false } });
  addFormats.default(ajv);
  const accepts: Accepts = (schema, value) => ajv.validate(schema, value);
  return (writer, reader) => compare(essenceOf(writer), essenceOf(reader), { writer: [], reader: [] });

  function compare(writer: Schema, reader: Schema, where: Where): readonly Refusal[] {
    if (reader === true || writer === false || isDeepStrictEqual(writer, reader)) return [];
    if (reader === false) return [refusal(where, writer, false)];
    const values = listedValues(writer);
    if (values) {
      const refused = values.filter((value) => !accepts(reader, value));
      return refused.length === 0
        ? []
        : [refusal(where, new Words(`may be ${list(refused)}`), readable(reader))];
    }
    return compareWriters(writer === true ? {} : writer, reader, where);
  }

  /** Takes the writer's alternatives and parts that all hold apart, or together. */
  function compareWriters(writer: Keywords, reader: Keywords, where: Where): readonly Refusal[] {
    if (writer['allOf'] !== undefined) {
      const whole = schemasIn(writer['allOf']).reduce(mergeWriters, without(writer, 'allOf'));
      return compare(whole, withoutSame('allOf', writer, reader), where);
    }
    for (const keyword of ['oneOf', 'anyOf']) {
      if (writer[keyword] === undefined) continue;
      const rest = without(writer, keyword);
      return schemasIn(writer[keyword]).flatMap((one, index) =>
        compare(mergeWriters(rest, one), withoutSame(keyword, writer, reader), {
          ...where,
          writer: [...where.writer, keyword, String(index)],
        }),
      );
    }
    return compareReaders(writer, reader, where);
  }

  /** Takes the reader's alternatives and parts that all hold apart. */
  function compareReaders(writer: Keywords, reader: Keywords, where: Where): readonly Refusal[] {
    const readers = schemasIn(reader['allOf']);
    if (readers.length > 0) {
      return [without(reader, 'allOf'), ...readers].flatMap((one) => compare(writer, one, where));
    }
    if (listedValues(reader)) return [refusal(where, new Words('any value'), readable(reader))];
    const unions = ['oneOf', 'anyOf'].filter((keyword) => reader[keyword] !== undefined);
    return [
      ...unions.flatMap((keyword) => compareUnion(keyword, writer, reader, where)),
      ...compareKeywords(writer, without(reader, ...unions), where),
    ];
  }

  function compareUnion(
    keyword: string,
    writer: Keywords,
    reader: Keywords,
    where: Where,
  ): readonly Refusal[] {
    // By type, since each type may have an alternative of its own, as in "an object or null".
    return typesOf(writer).flatMap((type) => {
      const one = { ...writer, type };
      const candidates = schemasIn(reader[keyword])
        .map((schema, index) => ({ schema, index }))
        .filter(({ schema }) => !areDisjoint(one, schema, accepts));
      const [only, second] = candidates;
      const results = candidates.map(({ schema, index }) =>
        compare(one, schema, { ...where, reader: [...where.reader, keyword, String(index)] }),
      );
      if (only && !second) return results[0] ?? [];
      // Of `oneOf` exactly one must take the value, so a second candidate could spoil it.
      if (keyword === 'anyOf' && results.some((refusals) => refusals.length === 0)) return [];
      const why = only ? 'several alternatives, of which none is sure to fit' : 'no alternative that fits';
      return [refusal(into(where, keyword), new Words(type), new Words(why))];
    });
  }

  function compareKeywords(writer: Keywords, reader: Keywords, where: Where): readonly Refusal[] {
    const types = typesOf(reader);
    const refused = typesOf(writer).filter((type) => !allows(types, type));
    const common = typesOf(writer).filter((type) => allows(types, type));
    return [
      ...(refused.length > 0 ? [refusal(where, writer['type'], reader['type'], 'type')] : []),
      ...(common.includes('string') ? compareStrings(writer, reader, where) : []),
      ...(common.some((type) => type === 'number' || type === 'integer')
        ? compareNumbers(writer, reader, where)
        : []),
      ...(common.includes('array') ? compareArrays(writer, reader, where, compare) : []),
      ...(common.includes('object') ? compareObjects(writer, reader, where, compare) : []),
      ...compareWhole
        .filter((name) => reader[name] !== undefined && !isDeepStrictEqual(writer[name], reader[name]))
        .map((name) => refusal(where, writer[name], reader[name], name)),
    ];
  }
}

/** The reader without a keyword that the writer has just so: what is written keeps it. */
function withoutSame(keyword: string, writer: Keywords, reader: Keywords): Keywords {
  return isDeepStrictEqual(writer[keyword], reader[keyword]) ? without(reader, keyword) : reader;
}

function readable(reader: Schema): unknown {
  const values = listedValues(reader);
  return values ? new Words(`one of ${list(values)}`) : reader;
}

function list(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
