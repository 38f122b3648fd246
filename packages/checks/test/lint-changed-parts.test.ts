import { describe, expect, it } from 'vitest';
import { checkLint } from '../src/lint/check-lint.ts';
import { link, type SchemaCheck, schemaCheck } from './support/schema-check.ts';

/** Every line has a fault or two: names, descriptions, a page that is none. */
const legacy = `${link}
type Query {
  getHouses(Limit: Int): houseConnection
  house_by_id(id: ID!): house
}
# A house
type house @key(fields: "id") {
  id: ID!
  owner_name: String @deprecated
  kind: kind
}
type houseConnection { edges: [house] }
enum kind { flat }
type Mutation { addHouse(name: String): house }
`;

async function faults(check: SchemaCheck): Promise<string[]> {
  const findings = await checkLint(schemaCheck(check));
  return findings.map(({ rule, coordinate }) => `${rule} ${coordinate}`);
}

describe('of a legacy schema full of faults', () => {
  it('all are told when the subgraph is new', async () => {
    const told = await faults({ after: legacy });
    for (const fault of [
      'no-verb-prefix Query.getHouses',
      'field-names Query.getHouses(Limit:)',
      'describe-arguments Query.getHouses(Limit:)',
      'field-names Query.house_by_id',
      'no-hashtag-description house',
      'type-names house',
      'require-description house',
      'require-description house.id',
      'field-names house.owner_name',
      'require-deprecation-reason house.owner_name',
      'enum-value-names kind.flat',
      'require-description kind.flat',
      'input-name Mutation.addHouse(name:)',
      'relay-connection-types houseConnection',
      'relay-edge-types house',
    ]) {
      expect(told).toContain(fault);
    }
  });

  it('none are told when it is published again as it is, or only laid out anew', async () => {
    expect(await faults({ before: legacy, after: legacy })).toEqual([]);
    const anew = legacy
      .replaceAll('\n', '\n\n')
      .replaceAll(': ', ' :  ')
      .replace('# A house', '# Something else');
    expect(await faults({ before: legacy, after: anew })).toEqual([]);
  });

  it('only those of a new field are told, at its place', async () => {
    const after = legacy.replace('  kind: kind\n', '  kind: kind\n  built_in: Int\n');
    const findings = await checkLint(schemaCheck({ before: legacy, after }));
    const line = after.slice(0, after.indexOf('built_in')).split('\n').length;
    const place = { subgraph: 'housing', file: 'schemas/housing.graphql', line, column: 3 };
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'require-description',
        coordinate: 'house.built_in',
        severity: 'error',
        code: 'HUB-C020',
        subgraph: 'housing',
        places: [place],
        fix: expect.stringContaining('description'),
      }),
      expect.objectContaining({ rule: 'field-names', coordinate: 'house.built_in', places: [place] }),
    ]);
  });

  it('only those of a new argument, enum value or type are told', async () => {
    const argument = legacy.replace('(Limit: Int)', '(Limit: Int, Page: Int)');
    expect(await faults({ before: legacy, after: argument })).toEqual([
      'describe-arguments Query.getHouses(Page:)',
      'field-names Query.getHouses(Page:)',
    ]);
    const value = legacy.replace('{ flat }', '{ flat "A hut" hut }');
    expect(await faults({ before: legacy, after: value })).toEqual(['enum-value-names kind.hut']);
    const type = `${legacy}"A room" type Room { size: Int }`;
    expect(await faults({ before: legacy, after: type })).toEqual(['require-description Room.size']);
  });

  it('an old name is left in peace when its field changes, for it cannot be changed without breaking clients', async () => {
    const after = legacy.replace(
      'owner_name: String @deprecated',
      'owner_name: String! @deprecated(reason: "No.")',
    );
    expect(await faults({ before: legacy, after })).toEqual(['require-description house.owner_name']);
  });

  it('a type is looked at as a whole when a field was taken out of it', async () => {
    const whole = `${link}"A page" type HouseConnection { "Edges" edges: [HouseEdge] "Page" pageInfo: PageInfo! }
"An edge" type HouseEdge { "Cursor" cursor: String! "House" node: Int }`;
    const page = `${whole}\n"Where" type PageInfo { "a" hasNextPage: Boolean! "b" hasPreviousPage: Boolean! "c" startCursor: String "d" endCursor: String }`;
    expect(await faults({ after: page })).toEqual([]);
    const after = page.replace('"Page" pageInfo: PageInfo!', '');
    expect(await faults({ before: page, after })).toEqual(['relay-connection-types HouseConnection']);
    const withoutCursor = page.replace('"Cursor" cursor: String! ', '');
    expect(await faults({ before: page, after: withoutCursor })).toEqual(['relay-edge-types HouseEdge']);
  });
});

it('places are right behind other definitions, comments and on shared lines', async () => {
  const after = `${link}
"A" type A { "x" x: Int } # about A
# About nobody.

"B" type B { "x" x: Int } "C" type C { y: Int }

"D" type D {
  "one" one: Int # about one
  # about two
  two: Int
}
`;
  const findings = await checkLint(schemaCheck({ after }));
  expect(
    findings.map(({ rule, coordinate, places: [place] }) => [rule, coordinate, place?.line, place?.column]),
  ).toEqual([
    ['require-description', 'C.y', 6, 40],
    ['no-hashtag-description', 'D.two', 10, 3],
    ['require-description', 'D.two', 11, 3],
  ]);
});

it('a description that another subgraph gives to the same part counts, one of another part does not', async () => {
  const after = `${link}type Offender @key(fields: "id") { id: ID! "Homes" homes: [Int!] garden: Int }`;
  const described = `${link}"A person" type Offender @key(fields: "id") { "Id" id: ID! "Not this one" gardens: Int }`;
  expect(await faults({ after })).toEqual([
    'require-description Offender',
    'require-description Offender.id',
    'require-description Offender.garden',
  ]);
  expect(await faults({ after, others: { outcomes: described } })).toEqual([
    'require-description Offender.garden',
  ]);
});

it('a schema that is no SDL is left to composition, one with unknown types is linted all the same', async () => {
  expect(await faults({ after: 'type Query {' })).toEqual([]);
  expect(await faults({ after: `${link}"A" type A { b: Missing }` })).toEqual(['require-description A.b']);
});

it('a comment in the schema does not turn off a rule', async () => {
  const after = `# eslint-disable\n${link}"A" type A {\n  # eslint-disable-next-line\n  b: Int\n}`;
  expect(await faults({ after })).toContain('require-description A.b');
});

it('of a change beyond any reader’s patience the rest is left out, and that is said', async () => {
  const padding = '#'.repeat(99_000);
  const types = Array.from({ length: 12 }, (_, index) => `type T${index} {\n${padding}\n\n  x: Int\n}`);
  const findings = await checkLint(schemaCheck({ after: link + types.join('\n') }));
  expect(findings.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(10);
  expect(findings.at(-1)).toMatchObject({
    severity: 'info',
    message: expect.stringContaining('2 definitions'),
  });
});

it('a definition that is nested without sense is left out, and the others are linted', async () => {
  const nested = `"A" type A { x: ${'['.repeat(5_000)}Int${']'.repeat(5_000)} }`;
  const findings = await checkLint(schemaCheck({ after: `${link}${nested} "B" type B { x: Int }` }));
  expect(findings.map(({ severity, coordinate }) => [severity, coordinate])).toEqual([
    ['error', 'B.x'],
    ['info', undefined],
  ]);
});
