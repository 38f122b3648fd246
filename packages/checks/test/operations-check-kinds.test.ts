import { describe, expect, it } from 'vitest';
import { checkChange, operation } from './support/operations-check.ts';

const base = `
type Query {
  search(text: String, kind: Kind = ADULT, where: Where): [Hit!]!
  people: [Person!]!
  node(id: ID!): Node
  oldest: Person @deprecated
}
type Mutation { rename(id: ID!, name: String): Person }
interface Node { id: ID! }
type Person implements Node { id: ID! name: String kind: Kind! home(year: Int! = 2026): String }
type Prison implements Node { id: ID! name: String town: String }
union Hit = Person | Prison
enum Kind { ADULT YOUNG }
input Where { kind: Kind name: String limit: Int! = 5 inner: Where }
`;

/** Judges an edit of the schema by one operation: verdicts by id of change, and codes of the findings. */
function judge(edit: readonly (readonly [string, string])[], document: string) {
  let after = base;
  for (const [from, to] of edit) {
    expect(after).toContain(from);
    after = after.replaceAll(from, to);
  }
  const { changes, findings } = checkChange(
    { hub: base },
    { hub: after },
    { operations: [operation(document)] },
  );
  return {
    verdicts: Object.fromEntries(
      changes.filter(({ impact }) => impact !== 'safe').map(({ id, verdict }) => [id, verdict]),
    ),
    codes: findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    warnings: findings.filter(({ severity }) => severity === 'warning').map(({ code }) => code),
  };
}

describe('arguments', () => {
  it('removed break who gives them', () => {
    const edit = [['text: String, ', '']] as const;
    const id = 'FIELD_ARGUMENT_REMOVED:Query.search(text:)';
    expect(judge(edit, 'query ($t: String) { search(text: $t) { __typename } }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(edit, '{ search { __typename } }').verdicts).toEqual({ [id]: 'unused' });
  });

  it('that become required break who leaves them out or may send null, and nobody else', () => {
    const edit = [['name: String)', 'name: String!)']] as const;
    const id = 'FIELD_ARGUMENT_TYPE_CHANGED:Mutation.rename(name:):String!';
    expect(judge(edit, 'mutation ($n: String) { rename(id: "", name: $n) { id } }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(edit, 'mutation { rename(id: "") { id } }').verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, 'mutation { rename(id: "", name: null) { id } }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(edit, 'mutation ($n: String!) { rename(id: "", name: $n) { id } }').verdicts).toEqual({
      [id]: 'unused',
    });
    expect(judge(edit, 'mutation { rename(id: "", name: "") { id } }').verdicts).toEqual({ [id]: 'unused' });
  });

  it('of another type break who gives them, also as a value that is hidden', () => {
    const edit = [['text: String', 'text: ID']] as const;
    const id = 'FIELD_ARGUMENT_TYPE_CHANGED:Query.search(text:):ID';
    expect(judge(edit, '{ search(text: "") { __typename } }').verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, 'query ($t: String) { search(text: $t) { __typename } }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(edit, '{ search { __typename } }').verdicts).toEqual({ [id]: 'unused' });
  });

  it('added and required break who uses the field; added and optional only warn', () => {
    const required = [['people:', 'people(all: Boolean!):']] as const;
    expect(judge(required, '{ people { id } }')).toMatchObject({
      verdicts: { 'FIELD_ARGUMENT_ADDED:Query.people(all:):Boolean!': 'blocked' },
      codes: ['HUB-C010'],
    });
    const optional = [['people:', 'people(all: Boolean):']] as const;
    expect(judge(optional, '{ people { id } }')).toEqual({
      verdicts: { 'FIELD_ARGUMENT_ADDED:Query.people(all:):Boolean': 'warned' },
      codes: [],
      warnings: ['HUB-C013'],
    });
  });

  it('that lose a needed default break who relied on it; another default only warns', () => {
    const lost = [['year: Int! = 2026', 'year: Int!']] as const;
    const id = 'FIELD_ARGUMENT_DEFAULT_CHANGED:Person.home(year:):none';
    expect(judge(lost, '{ people { home } }').verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(lost, 'query ($y: Int) { people { home(year: $y) } }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(lost, 'query ($y: Int!) { people { home(year: $y) } }').verdicts).toEqual({
      [id]: 'unused',
    });
    const other = [['= 2026', '= 2027']] as const;
    expect(judge(other, '{ people { home } }')).toMatchObject({ codes: [], warnings: ['HUB-C013'] });
    expect(judge(other, '{ people { home(year: 0) } }')).toMatchObject({ codes: [], warnings: [] });
  });
});

describe('input objects', () => {
  const byVariable = 'query ($w: Where) { search(where: $w) { __typename } }';
  const byLiteral = '{ search(where: { kind: ADULT }) { __typename } }';

  it('with a field made required break who sends them by a variable, or without the field', () => {
    const edit = [['name: String limit', 'name: String! limit']] as const;
    const id = 'INPUT_FIELD_TYPE_CHANGED:Where.name:String!';
    expect(judge(edit, byVariable).verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, byLiteral).verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, '{ search(where: { name: "" }) { __typename } }').verdicts).toEqual({
      [id]: 'unused',
    });
    expect(
      judge(edit, 'query ($n: String!) { search(where: { name: $n }) { __typename } }').verdicts,
    ).toEqual({ [id]: 'unused' });
    expect(judge(edit, 'query ($n: String) { search(where: { name: $n }) { __typename } }').verdicts).toEqual(
      { [id]: 'blocked' },
    );
  });

  it('with a field added and required, or one that lost its default, break who sends them', () => {
    expect(judge([['inner:', 'since: Int! inner:']], byVariable).verdicts).toEqual({
      'INPUT_FIELD_ADDED:Where.since:Int!': 'blocked',
    });
    expect(judge([['limit: Int! = 5', 'limit: Int!']], byVariable).verdicts).toEqual({
      'INPUT_FIELD_DEFAULT_VALUE_CHANGED:Where.limit:none': 'blocked',
    });
    expect(
      judge([['limit: Int! = 5', 'limit: Int!']], '{ search(where: { limit: 0 }) { __typename } }').codes,
    ).toEqual([]);
  });

  it('with a field removed break who may send it', () => {
    const edit = [['name: String limit', 'limit']] as const;
    const id = 'INPUT_FIELD_REMOVED:Where.name';
    expect(judge(edit, byVariable).verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, '{ search(where: { inner: { name: "" } }) { __typename } }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(edit, byLiteral).verdicts).toEqual({ [id]: 'unused' });
  });
});

describe('enums', () => {
  const edit = [[' YOUNG', '']] as const;
  const id = 'ENUM_VALUE_REMOVED:Kind.YOUNG';

  it('without a value break who may send it by a variable, writes it, or receives it', () => {
    expect(judge(edit, 'query ($k: Kind) { search(kind: $k) { __typename } }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(edit, 'query ($w: Where) { search(where: $w) { __typename } }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(edit, '{ search(kind: YOUNG) { __typename } }').verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, '{ people { kind } }').verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, '{ search(kind: ADULT) { __typename } }').verdicts).toEqual({ [id]: 'unused' });
  });

  it('with a new value warn who receives it, not who sends it', () => {
    const more = [[' YOUNG', ' YOUNG OLD']] as const;
    expect(judge(more, '{ people { kind } }')).toMatchObject({ codes: [], warnings: ['HUB-C013'] });
    expect(judge(more, 'query ($k: Kind) { search(kind: $k) { __typename } }').warnings).toEqual([]);
  });

  it('with a new value fail or pass as the subgraph wants', () => {
    const after = base.replace(' YOUNG', ' YOUNG OLD');
    const operations = [operation('{ people { kind } }')];
    const by = (dangerous: 'error' | 'off') =>
      checkChange({ hub: base }, { hub: after }, { operations, configurations: { hub: { dangerous } } });
    expect(by('error').findings).toMatchObject([{ code: 'HUB-C013', severity: 'error' }]);
    expect(by('error').changes).toMatchObject([{ verdict: 'blocked' }]);
    expect(by('off').findings).toEqual([]);
    expect(by('off').changes).toMatchObject([{ verdict: 'safe', impact: 'dangerous' }]);
  });
});

describe('unions and interfaces', () => {
  it('that lose a member break who has a fragment on it', () => {
    const edit = [['Person | Prison', 'Person']] as const;
    const id = 'UNION_MEMBER_REMOVED:Hit:Prison';
    expect(judge(edit, '{ search { ... on Prison { town } } }').verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, '{ search { ...F } } fragment F on Prison { town }').verdicts).toEqual({
      [id]: 'blocked',
    });
    expect(judge(edit, '{ search { ... on Person { name } } }').verdicts).toEqual({ [id]: 'unused' });
  });

  it('that a type no longer implements break who has a fragment on it there', () => {
    const edit = [['Prison implements Node', 'Prison']] as const;
    const id = 'OBJECT_TYPE_INTERFACE_REMOVED:Prison:Node';
    expect(judge(edit, '{ node(id: "") { ... on Prison { town } } }').verdicts).toEqual({ [id]: 'blocked' });
    expect(judge(edit, '{ search { ... on Prison { town } } }').verdicts).toEqual({ [id]: 'unused' });
  });

  it('with a new member, or a new type that implements them, warn who asks for them', () => {
    const edit = [
      ['Person | Prison', 'Person | Prison | Home'],
      ['enum', 'type Home implements Node { id: ID! }\nenum'],
    ] as const;
    const member = 'UNION_MEMBER_ADDED:Hit:Home';
    const implementation = 'OBJECT_TYPE_INTERFACE_ADDED:Home:Node';
    expect(judge(edit, '{ search { __typename } }').verdicts).toEqual({
      [member]: 'warned',
      [implementation]: 'unused',
    });
    expect(judge(edit, '{ node(id: "") { id } }').verdicts).toEqual({
      [member]: 'unused',
      [implementation]: 'warned',
    });
  });
});

describe('types of fields', () => {
  it('that become stricter are safe when they come back', () => {
    const edit = [
      ['Prison implements Node { id: ID! name: String', 'Prison implements Node { id: ID! name: String!'],
    ] as const;
    expect(judge(edit, '{ search { ... on Prison { name } } }')).toEqual({
      verdicts: {},
      codes: [],
      warnings: [],
    });
  });

  it('that may be null now, or are others, break who selects them', () => {
    expect(judge([['oldest: Person', 'oldest: Node']], '{ oldest { id } }').verdicts).toEqual({
      'FIELD_TYPE_CHANGED:Query.oldest:Node': 'blocked',
    });
    expect(judge([['kind: Kind!', 'kind: Kind']], '{ people { kind } }').codes).toEqual(['HUB-C010']);
    expect(judge([['kind: Kind!', 'kind: Kind']], '{ people { id } }').codes).toEqual([]);
  });

  it('that narrow are safe for who stays valid, and break whose fragment no longer fits', () => {
    const edit = [['node(id: ID!): Node', 'node(id: ID!): Person']] as const;
    expect(judge(edit, '{ node(id: "") { id ... on Person { name } } }').codes).toEqual([]);
    expect(judge(edit, '{ node(id: "") { ... on Prison { town } } }')).toMatchObject({
      verdicts: { 'FIELD_TYPE_CHANGED:Query.node:Person': 'blocked' },
      codes: ['HUB-C010'],
    });
  });

  it('that become stricter break who selects two together that must be alike, and nobody else', () => {
    const after = base
      .replace('town: String }', 'town: String! }')
      .replace('name: String town', 'name: String! town');
    const clash = operation('{ search { ... on Person { name } ... on Prison { name } } }');
    const { changes } = checkChange(
      { hub: base },
      { hub: after },
      { operations: [clash, operation('{ search { ... on Prison { name town } } }')] },
    );
    expect(changes).toMatchObject([
      {
        id: 'FIELD_TYPE_CHANGED:Prison.name:String!',
        impact: 'breaking',
        verdict: 'blocked',
        operationCount: 1,
        operations: [{ hash: clash.hash }],
      },
      { id: 'FIELD_TYPE_CHANGED:Prison.town:String!', impact: 'safe', verdict: 'safe', operationCount: 0 },
    ]);
  });

  it('do not break shapes in which fields clash only because aliases are gone', () => {
    const edit = [['oldest: Person @deprecated', 'oldest: Person! @deprecated']] as const;
    const shape =
      'query ($a: ID!, $b: ID!) { node(id: $a) { id } node(id: $b) { id } oldest { home(year: 0) home } }';
    expect(judge(edit, shape).codes).toEqual([]);
    expect(judge([['town: String', '']], shape).codes).toEqual([]);
    expect(judge([['oldest: Person @deprecated', '']], shape).codes).toEqual(['HUB-C010']);
  });
});

describe('types', () => {
  it('removed break who uses them, and their fields are not told one by one', () => {
    const edit = [['type Mutation { rename(id: ID!, name: String): Person }', '']] as const;
    expect(judge(edit, 'mutation { rename(id: "") { id } }')).toMatchObject({
      verdicts: {
        'TYPE_REMOVED:Mutation': 'blocked',
        'SCHEMA_MUTATION_TYPE_CHANGED:Mutation:none': 'blocked',
      },
    });
    expect(judge(edit, '{ people { id } }').codes).toEqual([]);
  });

  it('removed count as deprecated when only deprecated fields led to them', () => {
    const before =
      'type Query { a: Int old: Old @deprecated(reason: "gone") } type Old { b: Older! } type Older { c: Int }';
    const { findings } = checkChange({ hub: before }, { hub: 'type Query { a: Int }' });
    expect(findings).toEqual([]);
    const kept = checkChange(
      { hub: before.replace('@deprecated(reason: "gone")', '') },
      { hub: 'type Query { a: Int }' },
    );
    expect(kept.findings.map(({ code, coordinate }) => [code, coordinate])).toEqual(
      expect.arrayContaining([
        ['HUB-C012', 'Query.old'],
        ['HUB-C012', 'Old'],
        ['HUB-C012', 'Older'],
      ]),
    );
  });
});

describe('ids of changes', () => {
  it('do not depend on order, descriptions or other changes', () => {
    const idsOf = (before: string, after: string) =>
      checkChange({ hub: before }, { hub: after }).changes.map(({ id }) => id);
    expect(
      idsOf('"x" type Query { "y" a: Int b: Int c: Int }', '"z" type Query { c(d: Int): Int! "w" b: ID }'),
    ).toEqual(expect.arrayContaining(idsOf('type Query { b: Int a: Int }', 'type Query { b: ID }')));
  });
});

describe('an input type that becomes @oneOf', () => {
  const edit = [
    ['input Where {', 'input Where @oneOf {'],
    ['limit: Int! = 5', 'limit: Int'],
  ] as const;
  const id = 'INPUT_ONE_OF_ADDED:Where';

  it('breaks who sends one whole, which may have two fields, and who writes two', () => {
    const whole = judge(edit, 'query ($w: Where) { search(where: $w) { __typename } }');
    expect(whole.verdicts[id]).toBe('blocked');
    expect(whole.codes).toContain('HUB-C010');
    const two = judge(edit, '{ search(where: { name: "", kind: ADULT }) { __typename } }');
    expect(Object.values(two.verdicts)).toContain('blocked');
  });

  it('breaks nobody who writes one field or none', () => {
    expect(judge(edit, '{ search(where: { name: "" }) { __typename } }').verdicts[id]).toBe('unused');
    expect(judge(edit, '{ people { id } }').verdicts[id]).toBe('unused');
  });

  it('and that is one no more breaks nobody', () => {
    const oneOf = {
      hub: base.replace('input Where {', 'input Where @oneOf {').replace('limit: Int! = 5', 'limit: Int'),
    };
    const open = { hub: oneOf.hub.replace(' @oneOf', '') };
    const { changes, findings } = checkChange(oneOf, open, {
      operations: [operation('query ($w: Where) { search(where: $w) { __typename } }')],
    });
    expect(findings).toEqual([]);
    expect(changes.map((change) => [change.id, change.verdict])).toEqual([
      ['INPUT_ONE_OF_REMOVED:Where', 'safe'],
    ]);
  });
});
