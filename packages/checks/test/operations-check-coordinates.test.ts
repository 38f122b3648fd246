import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { usedCoordinates } from '../src/operations/trace/used-coordinates.ts';

const schema = buildSchema(`
  type Query {
    node(id: ID!): Node
    people(where: Where, kinds: [Kind!]): [Person!]!
    search(text: String = "all"): [Hit!]!
  }
  interface Node { id: ID! label(long: Boolean): String }
  type Person implements Node { id: ID! label(long: Boolean): String kind: Kind! }
  type Prison implements Node { id: ID! label(long: Boolean): String places: Int }
  union Hit = Person | Prison
  enum Kind { ADULT YOUNG }
  input Where { kind: Kind and: [Where!] age: Range }
  input Range { from: Int to: Int }
`);
const used = (operation: string) => [...usedCoordinates(parse(operation), schema)].sort();

describe('coordinates that an operation uses', () => {
  it('are its fields and the arguments given', () => {
    expect(used('{ people(kinds: [YOUNG]) { id } search { __typename } }')).toEqual([
      'Kind.YOUNG',
      'Person.id',
      'Query.people',
      'Query.people(kinds:)',
      'Query.search',
    ]);
  });

  it('count through an interface for the interface and each type that can stand there', () => {
    expect(used('{ node(id: "") { label(long: true) } }')).toEqual([
      'Node.label',
      'Node.label(long:)',
      'Person.label',
      'Person.label(long:)',
      'Prison.label',
      'Prison.label(long:)',
      'Query.node',
      'Query.node(id:)',
    ]);
  });

  it('count in a fragment only for types that can stand there', () => {
    const fragment = 'fragment Name on Node { label }';
    expect(used(`{ people { ...Name } } ${fragment}`)).toEqual([
      'Node.label',
      'Person.label',
      'Query.people',
    ]);
    expect(used(`{ people { ...Name } search { ... on Prison { ...Name } } } ${fragment}`)).toContain(
      'Prison.label',
    );
    expect(used('{ search { ... on Node { id } } }')).toEqual(
      expect.arrayContaining(['Node.id', 'Person.id', 'Prison.id']),
    );
  });

  it('are the input fields written, and all of them at any depth for a variable', () => {
    expect(used('{ people(where: { kind: ADULT }) { __typename } }')).toEqual([
      'Kind.ADULT',
      'Query.people',
      'Query.people(where:)',
      'Where.kind',
    ]);
    const everything = ['Kind.ADULT', 'Kind.YOUNG', 'Range.from', 'Range.to', 'Where.age', 'Where.and'];
    expect(used('query ($where: Where) { people(where: $where) { id } }')).toEqual(
      expect.arrayContaining([...everything, 'Where.kind']),
    );
    const both = 'query ($where: Where!) { people(where: { kind: ADULT, and: [$where] }) { id } }';
    expect(used(both)).toEqual(expect.arrayContaining([...everything, 'Where.kind']));
    expect(used('query ($range: Range) { people(where: { age: $range }) { id } }')).toEqual([
      'Person.id',
      'Query.people',
      'Query.people(where:)',
      'Range.from',
      'Range.to',
      'Where.age',
    ]);
  });

  it('are all fields for a variable although a literal has all of one level', () => {
    const document =
      'query ($w: Where) { people(where: { kind: ADULT, and: [], age: null }) { id } people(where: $w) { id } }';
    expect(used(document)).toEqual(expect.arrayContaining(['Kind.YOUNG', 'Range.to']));
  });

  it('are all values of an enum that comes back', () => {
    expect(used('{ people { kind } }')).toEqual(['Kind.ADULT', 'Kind.YOUNG', 'Person.kind', 'Query.people']);
  });

  it('leave out what the schema does not know', () => {
    expect(
      used(
        'query ($x: Nothing) { people(gone: $x) { id gone { deep } ...Gone } nothing __schema { types { name } } }',
      ),
    ).toEqual(['Person.id', 'Query.people']);
    expect(used('mutation { anything }')).toEqual([]);
  });

  it('do not loop on fragments or input types that hold themselves', () => {
    expect(
      used('{ people { ...A } } fragment A on Person { id ...B } fragment B on Person { label ...A }'),
    ).toEqual(['Person.id', 'Person.label', 'Query.people']);
  });
});
