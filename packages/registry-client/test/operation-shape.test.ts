import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { operationShape, shapeHash } from '../src/operation-shape.ts';

const shape = (text: string, name?: string) => operationShape(parse(text), name);

describe('the shape of an operation', () => {
  it('says nothing of the person asked for: no literal, default, alias, description or comment', () => {
    const { document } = shape(`
      "asked by Ann" query Find($day: Date = "1980-02-29", $n: Int = 42) {
        # ann@example.org
        ann: offender(identifier: "AB123456C", weight: 81.5, note: """Ann said""") { id on(day: $day, n: $n) }
      }`);
    expect(document).toBe(
      'query Find($day:Date="",$n:Int=0){offender(identifier:"",note:"",weight:0){id on(day:$day,n:$n)}}',
    );
  });

  it('keeps what checks ask for: enum values, booleans, fields of input objects', () => {
    const { document } = shape(
      'query Q($x: In = {kind: HOUSE, ids: [1, 2]}) { a(filter: {kinds: [FLAT, HOUSE], all: true, near: {place: "Leeds"}}) }',
    );
    expect(document).toBe(
      'query Q($x:In={kind:HOUSE,ids:[0]}){a(filter:{kinds:[FLAT,HOUSE],all:true,near:{place:""}})}',
    );
  });

  it('is one for what differs only in order, white space, aliases, values, batch size or unused definitions', () => {
    const one = 'query A($p: Int, $q: Int) { b(x: $p, y: $q) { ...F d } a } fragment F on B { c }';
    const other = `query B { z }
      fragment F on B { c }
      query A($q: Int, $p: Int) { a first: b(y: $q, x: $p) { d ...F } second: b(x: $p, y: $q) { ...F d } }`;
    expect(shape(other, 'A')).toEqual(shape(one));
    expect(shape('{ a(ids: ["x"]) { id } }')).toEqual(shape('{ q: a(ids: ["x", "y", "z"]) { id } }'));
  });

  it('parses, and is its own shape', () => {
    const text = `query Q($a: [String!]! = ["x"], $b: Boolean!) @live(n: 1) {
      ...G @include(if: $b) ... on T { s(a: $a, b: "", c: [[""], ["", "y"]], d: null) } ... @skip(if: true) { t } }
      fragment G on T { u v(n: -3.5e7) }`;
    const { document, hash, name } = shape(text);
    expect(shape(document)).toEqual({ document, hash, name });
    expect({ name, hash }).toEqual({ name: 'Q', hash: shapeHash(document) });
  });

  it('is refused for an operation that is not there, or not named where there are several', () => {
    expect(() => shape('query A { a } query B { b }')).toThrow('Of several operations none is named.');
    expect(() => shape('query A { a }', 'C')).toThrow('The document has no operation C.');
    expect(() => shape('fragment F on T { a }')).toThrow('The document has no operation.');
    expect(shape('query A { a } query B { b }', 'B').document).toBe('query B{b}');
  });
});
