import { describe, expect, it } from 'vitest';
import { checkLint } from '../src/lint/check-lint.ts';
import type { LintRuleName } from '../src/lint/lint-rules.ts';
import { link, schemaCheck } from './support/schema-check.ts';

const pageInfo =
  '"P" type PageInfo { "a" hasNextPage: Boolean! "b" hasPreviousPage: Boolean! "c" startCursor: String "d" endCursor: String }';
const page = (edge: string, connection = '"E" edges: [HomeEdge!]! "P" pageInfo: PageInfo!') =>
  `${pageInfo}"C" type HomeConnection { ${connection} } "E" type HomeEdge { ${edge} }`;
const goodEdge = '"c" cursor: String! "n" node: Int';

type Case = [rule: LintRuleName, breaks: string, keeps: string];
const cases: Case[] = [
  ['require-description', '"A" type A { x: Int }', '"A" type A { "x" x: Int }'],
  ['require-description', 'enum A { "x" X }', '"A" enum A { "x" X }'],
  ['require-description', '"A" enum A { X }', '"A" enum A { "x" X }'],
  ['require-description', '"A" input A { x: Int }', '"A" input A { "x" x: Int }'],
  ['require-description', 'directive @a on FIELD', '"a" directive @a(x: Int) on FIELD'],
  ['require-description', 'extend type Query { x: Int }', 'extend type Query { "x" x: Int }'],
  [
    'describe-arguments',
    '"A" type A { "x" x(y: Int): Int }',
    '"A" type A { "x" x("y" y: Int, input: Int): Int }',
  ],
  ['no-hashtag-description', '# A\ntype A { "x" x: Int }', '# A\n\n"A" type A { "x" x: Int }'],
  ['type-names', '"a" scalar my_date', '"a" scalar MyDate'],
  ['type-names', '"a" union some = A', '"a" union Some = A'],
  ['field-names', '"A" input A { "x" X: Int }', '"A" input A { "x" x: Int }'],
  ['field-names', '"A" type A { "x" a_b: Int }', '"A" type A { "x" aB2: Int }'],
  ['field-names', '"a" directive @A_b on FIELD', '"a" directive @aB on FIELD'],
  ['enum-value-names', '"A" enum A { "x" camelCase }', '"A" enum A { "x" UPPER_CASE_2 }'],
  [
    'no-verb-prefix',
    '"Q" type Query { "x" getHome: Int }',
    '"Q" type Query { "x" getaway: Int "y" listing: Int }',
  ],
  ['no-verb-prefix', '"M" type Mutation { "x" mutationHome: Int }', '"M" type Mutation { "x" getHome: Int }'],
  [
    'input-name',
    '"M" type Mutation { "x" rent("h" home: ID!): Int }',
    '"M" type Mutation { "x" rent(input: RentInput!): Int }',
  ],
  [
    'input-name',
    '"M" type Mutation { "x" rent(input: Home!): Int }',
    '"M" type Mutation { "x" rent(input: RentInput!): Int }',
  ],
  [
    'require-deprecation-reason',
    '"A" type A { "x" x: Int @deprecated }',
    '"A" type A { "x" x: Int @deprecated(reason: "Use y.") }',
  ],
  [
    'require-deprecation-reason',
    '"A" enum A { "x" X @deprecated(reason: " ") }',
    '"A" enum A { "x" X @deprecated(reason: "Use Y.") }',
  ],
  ['relay-connection-types', page(goodEdge, '"P" pageInfo: PageInfo!'), page(goodEdge)],
  [
    'relay-connection-types',
    page(goodEdge, '"E" edges: [HomeEdge!]! "P" pageInfo: PageInfo'),
    page(goodEdge),
  ],
  ['relay-edge-types', page('"n" node: Int'), page(goodEdge)],
  ['relay-edge-types', page('"c" cursor: Int! "n" node: [Int]'), page(goodEdge)],
  [
    'relay-edge-types',
    page('"c" cursor: HomeEdge "n" node: Int'),
    `"s" scalar Cursor ${page('"c" cursor: Cursor! "n" node: Int')}`,
  ],
  ['relay-page-info', pageInfo.replace('Boolean!', 'Boolean'), pageInfo],
  [
    'relay-arguments',
    `"A" type A { "x" x: HomeConnection } ${page(goodEdge)}`,
    `"A" type A { "x" x("f" first: Int, "a" after: String): HomeConnection } ${page(goodEdge)}`,
  ],
  [
    'offender-fields-nullable',
    '"O" type Offender @key(fields: "id") { "i" id: ID! "h" homes: [Int!]! }',
    '"O" type Offender @key(fields: "id") { "i" id: ID! "e" name: String! @external "h" homes: [Int!] }',
  ],
  ...['cache:30', 'cache:0s', 'cache:2h', 'cache:61m', 'cache:30s:shared', 'cache:'].map(
    (tag): Case => [
      'cache-tags',
      `"A" type A @key(fields: "id") { "i" id: ID! "x" x: Int @tag(name: "${tag}") }`,
      '"A" type A @key(fields: "id") { "i" id: ID! "x" x: Int @tag(name: "cache:30s:private") @tag(name: "data:none") }',
    ],
  ),
  [
    'cache-tags',
    '"A" type A { "x" x: Int @tag(name: "cache:30s") }',
    '"A" type A @key(fields: "id") @tag(name: "cache:250ms") { "i" id: ID! "x" x: Int @tag(name: "cache:60m") }',
  ],
  [
    'cache-tags',
    '"A" type A @tag(name: "cache:30s") { "x" x: Int }',
    '"A" type A @tag(name: "caches:30s") { "x" x: Int }',
  ],
  ...['a: A', 'a("i" id: ID!): [A!]!', 'a("i" id: ID!): Int'].map(
    (field): Case => [
      'cache-tags',
      `"Q" type Query { "a" ${field} @tag(name: "cache:30s") } "A" type A @key(fields: "id") { "i" id: ID! }`,
      '"Q" type Query { "a" a("i" id: ID!): A! @tag(name: "cache:30s") } "A" type A @key(fields: "id") { "i" id: ID! }',
    ],
  ),
  [
    'cache-tags',
    '"Q" type Query { "a" a: A } "A" type A { "b" b("i" id: ID!): B @tag(name: "cache:30s") } "B" type B @key(fields: "id") { "i" id: ID! }',
    'schema { query: Root } "R" type Root { "b" b("i" id: ID!): B @tag(name: "cache:30s") } "B" type B @key(fields: "id") { "i" id: ID! }',
  ],
];

const told = async (after: string, name = 'housing') =>
  (await checkLint(schemaCheck({ after, name }))).map(({ rule }) => rule);

describe.each(cases)('%s', (rule, breaks, keeps) => {
  it(`is broken by ${breaks.slice(0, 60)}…`, async () => {
    expect(await told(link + breaks)).toContain(rule);
  });

  it(`is kept by ${keeps.slice(0, 60)}…`, async () => {
    expect(await told(link + keeps)).not.toContain(rule);
  });
});

it('outcomes, the owner of Offender, may promise that a field is never null', async () => {
  const after = `${link}"O" type Offender @key(fields: "id") { "i" id: ID! "n" name: String! }`;
  expect(await told(after, 'outcomes')).toEqual([]);
  expect(await told(after)).toEqual(['offender-fields-nullable']);
});

describe('federation-version', () => {
  const schema = (url: string) => `extend schema @link(url: "${url}")\n"A" type A { "x" x: Int }`;

  it.each(['v2.0', 'v2.11'])('is broken by %s', async (version) => {
    expect(await told(schema(`https://specs.apollo.dev/federation/${version}`))).toEqual([
      'federation-version',
    ]);
  });

  it.each(['v2.12', 'v2.14'])('is kept by %s', async (version) => {
    expect(await told(schema(`https://specs.apollo.dev/federation/${version}`))).toEqual([]);
  });

  it('is broken by a schema without link when it is new, and when the link is taken away', async () => {
    const [unlinked, linked] = [
      '"A" type A { "x" x: Int }',
      schema('https://specs.apollo.dev/federation/v2.12'),
    ];
    expect(await told(unlinked)).toEqual(['federation-version']);
    const rules = async (before: string, after: string) =>
      (await checkLint(schemaCheck({ before, after }))).map(({ rule }) => rule);
    expect(await rules(linked, unlinked)).toEqual(['federation-version']);
    expect(await rules(unlinked, `${unlinked} "B" type B { "x" x: Int }`)).toEqual([]);
  });
});

it('a second schema is not judged by the pages of the first, as graphql-eslint would', async () => {
  const before = process.env['NODE_ENV'];
  // graphql-eslint forgets what it remembers only in tests.
  process.env['NODE_ENV'] = 'production';
  try {
    const other = page(goodEdge).replaceAll('Home', 'Room');
    expect(await told(link + page(goodEdge))).toEqual([]);
    expect(await told(link + other)).toEqual([]);
    expect(await told(link + other.replace('"c" cursor: String!', ''))).toEqual(['relay-edge-types']);
  } finally {
    process.env['NODE_ENV'] = before;
  }
});
