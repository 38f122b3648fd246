import { Supergraph } from '@apollo/federation-internals';
import { isInputObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { compose } from '../src/composition/compose.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable"])\n';
const subgraph = (name: string, sdl: string) => ({ name, url: `http://${name}/graphql`, sdl: link + sdl });
const root = (name: string) => `type Query { ${name}(by: By!): Int }\n`;

function isOneOf(...subgraphs: ReturnType<typeof subgraph>[]): boolean | undefined {
  const composed = compose(subgraphs);
  if (!composed.ok) expect.fail(JSON.stringify(composed.problems));
  const type = Supergraph.build(composed.supergraphSdl).apiSchema().toGraphQLJSSchema().getType('By');
  return isInputObjectType(type) ? type.isOneOf : undefined;
}

describe('an input type with @oneOf is one in the graph', () => {
  test.each<[string, ReturnType<typeof subgraph>[]]>([
    ['of one subgraph', [subgraph('a', `${root('a')}input By @oneOf { id: ID name: String }`)]],
    [
      'with its definition beside it',
      [
        subgraph(
          'a',
          `directive @oneOf on INPUT_OBJECT\n${root('a')}input By @oneOf { id: ID name: String }`,
        ),
      ],
    ],
    [
      'by an extension',
      [subgraph('a', `${root('a')}input By { id: ID name: String }\nextend input By @oneOf`)],
    ],
    [
      'beside another directive and a description',
      [
        subgraph(
          'a',
          `directive @own on INPUT_OBJECT\n${root('a')}"how" input By @own @oneOf { id: ID name: String }`,
        ),
      ],
    ],
    [
      'when one of two says so',
      [
        subgraph('a', `${root('a')}input By @oneOf { id: ID name: String }`),
        subgraph('b', `${root('b')}input By { id: ID name: String }`),
      ],
    ],
    [
      'when both say so',
      [
        subgraph('a', `${root('a')}input By @oneOf { id: ID name: String }`),
        subgraph('b', `${root('b')}input By @oneOf { id: ID }`),
      ],
    ],
  ])('%s', (_, subgraphs) => {
    expect(isOneOf(...subgraphs)).toBe(true);
  });

  test('and none without it', () => {
    expect(isOneOf(subgraph('a', `${root('a')}"@oneOf" input By { id: ID name: String }`))).toBe(false);
  });
});

test('a supergraph differs by nothing else', () => {
  const sdl = `${root('a')}input By { id: ID name: String }\ninput Other { by: By }`;
  const plain = compose([subgraph('a', sdl)]);
  const marked = compose([subgraph('a', sdl.replace('input By', 'input By @oneOf'))]);
  if (!plain.ok || !marked.ok) expect.fail('they do not compose');
  const undone = marked.supergraphSdl
    .replace('input By @oneOf', 'input By')
    .replace('\ndirective @oneOf on INPUT_OBJECT\n', '');
  expect(undone).toBe(plain.supergraphSdl);
});

test.each<[string, ReturnType<typeof subgraph>[], string, object[]]>([
  [
    'a field that must be given',
    [subgraph('a', `${root('a')}input By @oneOf { id: ID! }`)],
    'The field By.id must be nullable, since By is @oneOf.',
    [
      { subgraph: 'a', line: 3, column: 19 },
      { subgraph: 'a', line: 3, column: 10 },
    ],
  ],
  [
    'a field with a default',
    [subgraph('a', `${root('a')}input By @oneOf { id: ID = 1 }`)],
    'The field By.id cannot have a default value, since By is @oneOf.',
    [
      { subgraph: 'a', line: 3, column: 19 },
      { subgraph: 'a', line: 3, column: 10 },
    ],
  ],
  [
    'a field that another subgraph must be given',
    [
      subgraph('a', `${root('a')}input By @oneOf { id: ID }`),
      subgraph('b', `${root('b')}input By { id: ID! }`),
    ],
    'The field By.id must be nullable, since By is @oneOf.',
    [
      { subgraph: 'b', line: 3, column: 12 },
      { subgraph: 'a', line: 3, column: 10 },
    ],
  ],
])('%s is a problem with its places', (_, subgraphs, message, places) => {
  expect(compose(subgraphs)).toEqual({ ok: false, problems: [{ code: 'INVALID_GRAPHQL', message, places }] });
});

test('on anything but an input type it is a problem', () => {
  const composed = compose([subgraph('a', 'type Query @oneOf { a: Int }')]);
  expect(composed).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('@oneOf') }] });
});
