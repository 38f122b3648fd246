import fc from 'fast-check';
import { buildSchema, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { diffApiSchemas } from '../src/operations/diff/diff-api-schemas.ts';
import { whyImpossible } from '../src/operations/diff/why-impossible.ts';
import { editSchema, richSchema } from './support/random-edits.ts';

const schema = buildSchema(richSchema);

describe('the id of a change that there can be', () => {
  it('is that of every change that a check finds and that can break something', () => {
    const edits = fc.array(fc.tuple(fc.nat(10_000), fc.nat(10_000)), { minLength: 1, maxLength: 3 });
    const kinds = new Set<string>();
    fc.assert(
      fc.property(edits, (choices) => {
        try {
          const after = buildSchema(editSchema(richSchema, choices));
          if (validateSchema(after).length > 0) return;
          for (const { id, kind, impact } of diffApiSchemas(schema, after)) {
            if (impact === 'safe') continue;
            kinds.add(kind);
            expect(whyImpossible(id, schema), id).toBeUndefined();
          }
        } catch (error) {
          if (error instanceof Error && error.name === 'AssertionError') throw error;
        }
      }),
      { numRuns: 400, seed: 1 },
    );
    expect(kinds.size).toBeGreaterThan(10);
  });

  it.each([
    ['nonsense', /no change: it must be KIND:coordinate.*Closest are: /],
    ['FIELD_REMOVE:Person.name', /no kind of change FIELD_REMOVE. Closest are: FIELD_REMOVED:Type\.member/],
    ['field_removed:Person.name', /no change.*FIELD_REMOVED:Type\.member/],
    ['FIELD_REMOVED:Person.nam', /Person has no nam. Closest are: FIELD_REMOVED:Person\.name/],
    ['FIELD_REMOVED:Persn.name', /no type Persn. Closest are: FIELD_REMOVED:Person\.name/],
    ['FIELD_REMOVED:Person', /has not the parts of a FIELD_REMOVED: it must be FIELD_REMOVED:Type\.member/],
    ['FIELD_REMOVED:Person.name:String', /has not the parts/],
    ['FIELD_TYPE_CHANGED:Person.name', /must be FIELD_TYPE_CHANGED:Type\.member:what it becomes/],
    ['FIELD_TYPE_CHANGED:Person.name:[', /"\[" is no type/],
    ['FIELD_TYPE_CHANGED:Person.name:String', /of the type String already/],
    [
      'FIELD_ARGUMENT_REMOVED:Query.search(txt:)',
      /no argument txt. Closest are: FIELD_ARGUMENT_REMOVED:Query\.search\(text:\)/,
    ],
    ['FIELD_ARGUMENT_ADDED:Query.search(text:):String!', /has the argument text already/],
    ['ENUM_VALUE_REMOVED:Kind.CHILD', /Kind has no CHILD/],
    ['ENUM_VALUE_ADDED:Kind.ADULT', /Kind has ADULT already/],
    ['UNION_MEMBER_REMOVED:Hit:Node', /Hit is not connected with Node/],
    ['TYPE_REMOVED:Persons', /no type Persons. Closest are: TYPE_REMOVED:Person/],
    ['FIELD_ADDED:Person.age', /breaks no operation/],
    ['DIRECTIVE_REMOVED:@none', /no directive @none/],
    ['', /no change/],
  ])('is not %s', (id, reason) => {
    expect(whyImpossible(id, schema)).toMatch(reason);
  });
});
