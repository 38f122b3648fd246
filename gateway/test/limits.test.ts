import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createDocumentCheck } from '../src/features/limits/document-check.ts';
import { defaultLimits } from '../src/features/limits/limits.ts';

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const members = 40;
const schema = buildSchema(`
  interface Node { id: ID! }
  ${many(members, (i) => `type Record${i} implements Node { id: ID! at: String reason: Reason${i} note(lang: String): String next: Node parent: Person }`)}
  ${many(members, (i) => `enum Reason${i} { A B }`)}
  union Subject = ${Array.from({ length: members }, (_, i) => `Record${i}`).join(' | ')}
  type Event { id: ID! title: String subject: Subject }
  type EventEdge { cursor: String! node: Event! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type EventConnection { edges: [EventEdge!]! pageInfo: PageInfo! }
  type Person implements Node { id: ID! name: String journey(first: Int, after: String): EventConnection ${many(40, (i) => `part${i}: String`)} }
  type Query { person(id: ID!): Person node(id: ID!): Node }
`);
const check = createDocumentCheck(schema, defaultLimits);

/** What clients send: valid, and each the kind of document that a front end of some size makes. */
const realistic: readonly [name: string, document: string][] = [
  [
    'inline fragments on forty members of a union',
    `{ person(id: 1) { journey { edges { node { subject { __typename ${many(members, (i) => `... on Record${i} { __typename id at }`)} } } } } } }`,
  ],
  [
    'an alias or two for each of forty members, whose fields differ in type',
    `{ person(id: 1) { journey { edges { node { subject { ${many(members, (i) => `... on Record${i} { reason${i}: reason note${i}: note(lang: "en") }`)} } } } } } }`,
  ],
  [
    'the same by fragments of their own, as Relay writes them',
    `{ person(id: 1) { journey { edges { node { subject { __typename ${many(members, (i) => `...Record${i}_view`)} } } } } } }
     ${many(members, (i) => `fragment Record${i}_view on Record${i} { __typename id reason${i}: reason at }`)}`,
  ],
  [
    'forty components that each select id and a field of one person',
    `query Page($id: ID!) { person(id: $id) { __typename id ${many(40, (i) => `...Part${i}`)} } }
     ${many(40, (i) => `fragment Part${i} on Person { __typename id name part${i} }`)}`,
  ],
  [
    'inline fragments on one type with forty different conditions',
    `query (${many(40, (i) => `$v${i}: Boolean!`)}) { person(id: 1) { ${many(40, (i) => `... @include(if: $v${i}) { part${i} }`)} } }`,
  ],
  [
    'a connection within a record within a connection',
    `{ person(id: 1) { journey(first: 10) { edges { cursor node { id subject { ... on Node { id } ... on Record1 { next { ... on Record2 { parent { journey { edges { node { id title } } pageInfo { hasNextPage endCursor } } } } } } } } } pageInfo { hasNextPage endCursor } } } }`,
  ],
  ['forty people at once', `{ ${many(40, (i) => `p${i}: person(id: ${i}) { __typename id name }`)} }`],
];

describe('what clients send passes', () => {
  test.each(realistic)('%s', (_, document) => {
    expect(validate(schema, parse(document), specifiedRules)).toEqual([]);
    expect(check(document)?.message).toBeUndefined();
  });
});

const nested = '{ a { a { a { a } } } }';
describe('what is made to be slow is refused', () => {
  test.each<[string, string, string]>([
    [
      'one inline fragment many times',
      `{ ${many(21, () => '... on Query { node(id: 1) { id } }')} }`,
      'repetitions',
    ],
    ['one without a type', `{ ${many(21, () => '... { node(id: 1) { id } }')} }`, 'repetitions'],
    [
      'one with the same directive',
      `{ ${many(21, () => '... @include(if: true) { node(id: 1) { id } }')} }`,
      'repetitions',
    ],
    ['one field many times', `{ ${many(21, () => 'node(id: 1) { id }')} }`, 'repetitions'],
    [
      'one spread many times',
      `{ ${many(21, () => '...F')} } fragment F on Query { node(id: 1) { id } }`,
      'repetitions',
    ],
    [
      'members that are not there',
      `{ person ${nested.replace('{', `{ ${many(101, (i) => `... on X${i} ${nested}`)}`)} }`,
      'merges',
    ],
    [
      'members again and again',
      `{ node(id: 1) { ${many(400, (i) => `... on Record${i % members} { id }`)} } }`,
      'merges',
    ],
    [
      'fragments without end',
      `{ ${many(101, (i) => `...F${i}`)} } ${many(101, (i) => `fragment F${i} on Query { node(id: 1) { id } }`)}`,
      'merges',
    ],
    [
      'fragments in fragments',
      `{ ...A0 } ${many(101, (i) => `fragment A${i} on Query { node(id: 1) { id } ${i < 100 ? `...A${i + 1}` : ''} }`)}`,
      'merges',
    ],
    [
      'aliases on one type',
      `{ node(id: 1) { ${many(3, () => `... on Record0 { ${many(17, (i) => `a${i}: id`)} }`)} } }`,
      'aliases',
    ],
    [
      'aliases by an interface',
      `{ node(id: 1) { ... on Node { ${many(51, (i) => `a${i}: id`)} } } }`,
      'aliases',
    ],
    [
      'aliases below two members',
      `{ node(id: 1) { ... on Record0 { next { ${many(51, (i) => `a${i}: id`)} } } ... on Record1 { id } } }`,
      'aliases',
    ],
  ])('%s', (_, document, limit) => {
    expect(check(document)?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED', limit });
  });
});
