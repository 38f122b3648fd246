import { buildSchema, Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { compileResponseShape } from '../src/response/response-shape.ts';

const schema = buildSchema(`
  scalar Any
  enum Colour { RED }
  type Query { thing: Thing, things: [Thing!]! }
  type Thing { id: ID, name: String!, colour: Colour, any: Any, sub: Thing, constructor: String, count: Int }
`);

function shapeOf(query: string, defers = false) {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const shape = compileResponseShape({
    schema,
    document,
    operation,
    withheld: new Set(),
    sought: new Set(),
    keyOf: (field) => (field.alias ?? field.name).value,
    defers,
  });
  return (input: Record<string, unknown>) => shape(input, {}, () => undefined);
}
const query = '{ things { id name sub { name colour } } }';

test('what was answered as it was asked for stands in the response itself', () => {
  const things = [
    { id: '1', name: 'a', sub: { name: 'b', colour: 'RED' } },
    { id: null, name: 'c', sub: null },
  ];
  const { data, violations } = shapeOf(query)({ things });
  expect(violations).toEqual([]);
  expect(data?.['things']).toBe(things);
});

test('not where something is deferred, which is added to what was answered', () => {
  const things = [{ id: '1', name: 'a', sub: null }];
  const { data } = shapeOf(query, true)({ things });
  expect(data?.['things']).toEqual(things);
  expect(data?.['things']).not.toBe(things);
});

test.each<[string, object, object | null, number]>([
  ['another order', { name: 'a', id: '1', sub: null }, { id: '1', name: 'a', sub: null }, 0],
  [
    'more than was asked for',
    { id: '1', name: 'a', sub: null, secret: 'x' },
    { id: '1', name: 'a', sub: null },
    0,
  ],
  [
    'a type name first',
    { __typename: 'Thing', id: '1', name: 'a', sub: null },
    { id: '1', name: 'a', sub: null },
    0,
  ],
  ['a number for an id', { id: 7, name: 'a', sub: null }, { id: '7', name: 'a', sub: null }, 0],
  [
    'a bad value further in',
    { id: '1', name: 'a', sub: { name: 'b', colour: 'SECRET' } },
    { id: '1', name: 'a', sub: { name: 'b', colour: null } },
    1,
  ],
  [
    'a null that bubbles',
    { id: '1', name: 'a', sub: { name: null, colour: 'RED' } },
    { id: '1', name: 'a', sub: null },
    1,
  ],
  ['less than was asked for', { id: '1', name: 'a' }, { id: '1', name: 'a', sub: null }, 1],
])('%s: what was answered stays as it was, the response is as it must be', (_, thing, shown, wrong) => {
  const before = structuredClone(thing);
  // Twice in one answer, as where two places wait for one entity.
  const { data, violations } = shapeOf(query)({ things: [thing, thing] });
  expect(data).toEqual({ things: [shown, shown] });
  expect(JSON.stringify(data)).toBe(JSON.stringify({ things: [shown, shown] }));
  expect(violations).toHaveLength(2 * wrong);
  expect(JSON.stringify(thing)).toBe(JSON.stringify(before));
});

test('a field whose name every object has', () => {
  const { data } = shapeOf('{ thing { name constructor } }')({ thing: { name: 'a', constructor: 'b' } });
  expect(data).toEqual({ thing: { name: 'a', constructor: 'b' } });
  expect(shapeOf('{ thing { name constructor } }')({ thing: { name: 'a' } }).violations).toHaveLength(1);
});
