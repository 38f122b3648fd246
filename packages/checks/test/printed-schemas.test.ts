import { describe, expect, it } from 'vitest';
import type { CheckOutput } from '../src/check-input.ts';
import { checkComposition } from '../src/composition/check-composition.ts';
import { runChecks } from '../src/run-checks.ts';
import { firstFederation, printed, written } from './support/printed-schemas.ts';
import { link, schemaCheck } from './support/schema-check.ts';

const told = ({ findings }: CheckOutput) =>
  findings.map(({ code, rule, coordinate }) => [code, rule, coordinate]);

describe('of a schema as a library prints it', () => {
  it.each(Object.entries(printed))(
    '%s nothing is told that its author did not write',
    async (_name, after) => {
      const asWritten = await runChecks(schemaCheck({ after: written }));
      expect(told(asWritten)).toEqual([]);
      const asPrinted = await runChecks(schemaCheck({ after }));
      expect(told(asPrinted)).toEqual([]);
      // What a schema imports under another name has that name in the supergraph.
      if (!/\bas: "/.test(after)) expect(asPrinted.supergraphSdl).toBe(asWritten.supergraphSdl);
      const currentSupergraph = asWritten.supergraphSdl;
      const changed = await runChecks({ ...schemaCheck({ before: written, after }), currentSupergraph });
      expect(told(changed)).toEqual([]);
      expect(changed.changes).toEqual([]);
    },
  );

  it('of Federation 1 only that is told', async () => {
    const { written: before, printed: after } = firstFederation;
    const versionOnly = [['HUB-C020', 'federation-version', 'schema']];
    const asWritten = await runChecks(schemaCheck({ after: before }));
    expect(told(asWritten)).toEqual(versionOnly);
    const asPrinted = await runChecks(schemaCheck({ after }));
    expect(told(asPrinted)).toEqual(versionOnly);
    expect(asPrinted.supergraphSdl).toBe(asWritten.supergraphSdl);
    expect(told(await runChecks(schemaCheck({ before, after })))).toEqual([]);
  });

  it('what only looks like Federation’s is judged as everything else', async () => {
    const after = `${written}
      type _Any { street_name: String }
      type Import { day: String }
      scalar FieldSet
      extend type Query { fields: FieldSet }
      directive @mine on FIELD_DEFINITION`;
    const findings = (await runChecks(schemaCheck({ before: written, after }))).findings.map(
      ({ rule, coordinate }) => `${rule} ${coordinate}`,
    );
    for (const fault of [
      'field-names _Any.street_name',
      'require-description Import',
      'require-description FieldSet',
      'require-description Query.fields',
      'require-description @mine',
    ]) {
      expect(findings).toContain(fault);
    }
  });
});

describe('what is not valid in a subgraph by itself is told with file, line and column', () => {
  it.each<[string, string, string, RegExp]>([
    ['a field twice', 'type Query {\n a: Int\n a: Int }', '4:2', /"Query\.a" can only be defined once/],
    [
      'a field twice, in an extension',
      'type Query { a: Int }\nextend type Query {\n a: Int }',
      '4:2',
      /Query\.a/,
    ],
    [
      'a type twice',
      'type Query { a: A }\ntype A { x: Int }\ntype A { y: Int }',
      '4:6',
      /one type named "A"/,
    ],
    [
      'a type and an enum of one name',
      'type Query { a: A }\ntype A { x: Int }\nenum A { Y }',
      '4:6',
      /named "A"/,
    ],
    ['an argument twice', 'type Query {\n a(b: Int, b: Int): Int }', '3:12', /Query\.a\(b:\)/],
    ['an input field twice', 'type Query { a(i: I): Int }\ninput I {\n b: Int\n b: Int }', '5:2', /I\.b/],
    ['an enum value twice', 'type Query { a: E }\nenum E {\n X\n X }', '5:2', /E\.X/],
    [
      'a directive twice',
      'directive @x on OBJECT\ndirective @x on OBJECT\ntype Query { a: Int }',
      '3:12',
      /@x/,
    ],
    [
      'a directive applied twice',
      'directive @x on OBJECT\ntype Query\n @x\n @x { a: Int }',
      '5:2',
      /"@x" can only/,
    ],
    [
      'an argument of a directive twice',
      'type Query {\n a: Int @deprecated(reason: "a",\n reason: "b") }',
      '4:2',
      /reason/,
    ],
    [
      'a member of a union twice',
      'type Query { a: U }\ntype A { x: Int }\nunion U = A | A',
      '4:15',
      /"U" can only include/,
    ],
    [
      'an interface twice',
      'type Query { a: A }\ninterface I { x: Int }\ntype A implements I & I { x: Int }',
      '4:23',
      /only implement/,
    ],
    [
      'a schema twice',
      'schema { query: Query }\nschema { query: Query }\ntype Query { a: Int }',
      '3:1',
      /one schema/,
    ],
    [
      'a root twice',
      'schema {\n query: Query\n query: Query }\ntype Query { a: Int }',
      '4:2',
      /one query type/,
    ],
    ['an unknown type', 'type Query {\n a: Foo }', '3:5', /Unknown type Foo/],
    ['an unknown directive', 'type Query {\n a: Int @foo }', '3:9', /Unknown directive "@foo"/],
    ['an unknown argument of a directive', 'type Query {\n a: Int @deprecated(foo: 1) }', '3:9', /"foo"/],
    ['a missing argument of a directive', 'type Query { a: A }\ntype A\n @key { id: ID }', '4:2', /"fields"/],
    [
      'a directive at a wrong place',
      'directive @x on OBJECT\ntype Query @x {\n a: Int @x }',
      '4:9',
      /FIELD_DEFINITION/,
    ],
    [
      'a directive of Federation at a wrong place',
      'type Query { a: E }\nenum E\n @key(fields: "X") { X }',
      '4:2',
      /may not be used on ENUM/,
    ],
    [
      'an extension of another kind',
      'type Query { a: Int }\nextend enum Query { A }',
      '3:1',
      /non-enum type "Query"/,
    ],
    [
      'an extension of nothing',
      'type Query { a: Int }\nextend type Foo { a: Int }',
      '3:1',
      /"Foo" is an extension/,
    ],
    [
      'a root of an unknown type',
      'schema {\n query: Foo }\ntype Query { a: Int }',
      '3:2',
      /unknown type Foo/,
    ],
    [
      'a root that is no object',
      'schema {\n query: I }\ninput I { a: Int }',
      '3:2',
      /must be an Object type/,
    ],
    ['no root anywhere', 'type Foo {\n a: Int }', '1:1', /root/i],
    ['a reserved name of a type', 'type Query { a: __Foo }\ntype __Foo { a: Int }', '3:1', /"__Foo"/],
    ['a reserved name of an enum value', 'type Query { a: E }\nenum E {\n __A }', '4:2', /"__A"/],
    ['a type without fields', 'type Query { a: Foo }\ntype Foo', '3:1', /one or more fields/],
    ['an object as an argument', 'type Query {\n a(x: Query): Int }', '3:4', /must be Input Type/],
    ['a default of another type', 'type Query {\n a(i: Int = "x"): Int }', '3:4', /Invalid default value/],
    [
      'a key of no field',
      'type Query { a: A }\ntype A\n @key(fields: "id") { x: Int }',
      '4:2',
      /Cannot query field "id"/,
    ],
    ['an operation', 'type Query { a: Int }\nquery { a }', '3:1', /executable definition/],
    ['an end too early', 'type Query {\n a: Int\n', '4:1', /Syntax Error/],
    ['a text without end', 'type Query {\n "What a: Int }', '3:16', /Unterminated string/],
  ])('%s', (_name, sdl, at, message) => {
    const { supergraphSdl, findings } = checkComposition(schemaCheck({ after: link + sdl }));
    expect(supergraphSdl).toBeNull();
    const [first] = findings;
    expect(first?.message).toMatch(message);
    const { file, line, column } = first?.places[0] ?? {};
    expect(`${file} ${line}:${column}`).toBe(`schemas/housing.graphql ${at}`);
    for (const { places } of findings) expect(places.length).toBeGreaterThan(0);
  });

  it('and of a subgraph that does not change nothing is told', () => {
    const check = schemaCheck({
      after: `${link}type Query { a: Int }`,
      others: { other: `${link}type Query { b(c: Int, c: Int): Int }` },
    });
    expect(checkComposition(check).supergraphSdl).not.toBeNull();
  });
});
