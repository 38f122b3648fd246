import { describe, expect, it } from 'vitest';
import { createComparison } from '../src/events/compatibility/create-comparison.ts';

const compare = createComparison();
const text = { type: 'string' };
const object = (properties: Record<string, unknown>, required: string[] = [], more = {}) => ({
  type: 'object',
  properties,
  required,
  ...more,
});
const a = (schema: unknown) => object({ a: schema }, ['a']);
const codes = (...titles: string[]) => ({ oneOf: titles.map((title) => ({ const: title, title })) });

/** What a change of a schema does: `old` events do not fit the new schema, `new` ones not the old schema. */
type Effect = 'none' | 'old' | 'new' | 'both';

const changes: readonly [name: string, before: unknown, after: unknown, effect: Effect][] = [
  ['adding an optional property', object({}), object({ a: text }), 'none'],
  ['removing an optional property', object({ a: text }), object({}), 'none'],
  ['adding a required property', object({}), a(text), 'old'],
  ['making a property required', object({ a: text }), a(text), 'old'],
  ['removing a required property', a(text), object({}), 'new'],
  ['making a property optional', a(text), object({ a: text }), 'new'],
  ['another type', a(text), a({ type: 'integer' }), 'both'],
  ['allowing null', a(text), a({ type: ['string', 'null'] }), 'new'],
  ['no longer allowing null', a({ type: ['string', 'null'] }), a(text), 'old'],
  ['integer to number', a({ type: 'integer' }), a({ type: 'number' }), 'new'],
  ['number to integer', a({ type: 'number' }), a({ type: 'integer' }), 'old'],
  ['a further code', a(codes('A', 'B')), a(codes('A', 'B', 'C')), 'new'],
  ['a code less', a(codes('A', 'B')), a(codes('A')), 'old'],
  ['other codes', a(codes('A')), a(codes('B')), 'both'],
  ['codes as oneOf instead of enum', a({ enum: ['A', 'B'] }), a(codes('B', 'A')), 'none'],
  ['codes in place of text', a(text), a(codes('A')), 'old'],
  ['text in place of a constant', a({ const: 'A' }), a(text), 'new'],
  ['a pattern', a(text), a({ ...text, pattern: '^A' }), 'old'],
  ['no pattern any more', a({ ...text, pattern: '^A' }), a(text), 'new'],
  ['another pattern', a({ ...text, pattern: '^A' }), a({ ...text, pattern: '^B' }), 'both'],
  ['a format', a(text), a({ ...text, format: 'date' }), 'old'],
  ['another format', a({ ...text, format: 'date' }), a({ ...text, format: 'date-time' }), 'both'],
  ['a longer text', a({ ...text, maxLength: 5 }), a({ ...text, maxLength: 6 }), 'new'],
  ['a greater minimum', a({ type: 'integer', minimum: 1 }), a({ type: 'integer', minimum: 2 }), 'old'],
  [
    'an exclusive minimum where it was inclusive',
    a({ type: 'number', minimum: 1 }),
    a({ type: 'number', exclusiveMinimum: 1 }),
    'old',
  ],
  ['a maximum', a({ type: 'number' }), a({ type: 'number', maximum: 9 }), 'old'],
  ['finer steps', a({ type: 'integer', multipleOf: 4 }), a({ type: 'integer', multipleOf: 2 }), 'new'],
  [
    'another type of element',
    a({ type: 'array', items: text }),
    a({ type: 'array', items: { type: 'integer' } }),
    'both',
  ],
  ['an element at least', a({ type: 'array' }), a({ type: 'array', minItems: 1 }), 'old'],
  ['repeated elements', a({ type: 'array', uniqueItems: true }), a({ type: 'array' }), 'new'],
  [
    'refusing other properties',
    object({ a: text }),
    object({ a: text }, [], { additionalProperties: false }),
    'none',
  ],
  [
    'an optional property where others were refused',
    object({ a: text }, [], { additionalProperties: false }),
    object({ a: text, b: text }, [], { additionalProperties: false }),
    'new',
  ],
  [
    'values of a map',
    object({}, [], { additionalProperties: text }),
    object({}, [], { additionalProperties: { type: ['string', 'null'] } }),
    'new',
  ],
  [
    'a property that was one of any name before',
    object({}, [], { additionalProperties: true }),
    object({ a: text }, [], { additionalProperties: true }),
    'old',
  ],
  ['a property at least', object({ a: text }), object({ a: text }, [], { minProperties: 1 }), 'old'],
  ['a nested property', a(object({ b: text })), a(object({ b: { type: 'integer' } })), 'both'],
  [
    'an object that may be null as an alternative',
    a({ ...object({ b: text }), type: ['object', 'null'] }),
    a({ oneOf: [{ type: 'null' }, object({ b: text })] }),
    'none',
  ],
  [
    'a further alternative, told by a constant',
    a({ oneOf: [object({ kind: { const: 'A' } }, ['kind'])] }),
    a({ oneOf: [object({ kind: { const: 'A' } }, ['kind']), object({ kind: { const: 'B' } }, ['kind'])] }),
    'new',
  ],
  [
    'a change within one alternative',
    a({ oneOf: [object({ kind: { const: 'A' }, b: text }, ['kind']), { type: 'null' }] }),
    a({ oneOf: [object({ kind: { const: 'A' }, b: text }, ['kind', 'b']), { type: 'null' }] }),
    'old',
  ],
  [
    'an alternative that another one takes as well',
    a({ oneOf: [{ type: 'integer' }] }),
    a({ oneOf: [{ type: 'integer' }, { type: 'number', minimum: 0 }] }),
    'both',
  ],
  [
    'parts that hold together in one',
    a({ allOf: [text, { minLength: 1 }] }),
    a({ ...text, minLength: 1 }),
    'none',
  ],
  [
    'a condition',
    object({ a: text, b: text }),
    object({ a: text, b: text }, [], { if: { required: ['a'] }, else: { required: ['b'] } }),
    'old',
  ],
  [
    'titles, descriptions, examples and classification',
    { ...a({ ...text, title: 'A' }), examples: [{ a: 'x' }] },
    { ...a({ ...text, description: 'B', deprecated: true, 'x-classification': 'none' }), examples: [] },
    'none',
  ],
  ['a property called title', object({ title: text }), object({ title: { type: 'integer' } }), 'both'],
];

describe('the compatibility of two versions of an event schema', () => {
  it.each(changes)('%s', (_, before, after, effect) => {
    const old = compare(before, after);
    const young = compare(after, before);
    const found = old.length > 0 ? (young.length > 0 ? 'both' : 'old') : young.length > 0 ? 'new' : 'none';
    expect(found, JSON.stringify([old, young])).toBe(effect);
  });

  it('names the part that differs and what each version says of it', () => {
    expect(compare(a(object({ b: text })), a(object({ b: { type: 'integer' } })))).toEqual([
      {
        writer: '/properties/a/properties/b/type',
        reader: '/properties/a/properties/b/type',
        written: '"string"',
        read: '"integer"',
      },
    ]);
  });
});
