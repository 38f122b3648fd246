import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { both, closed, type Grant, implies, meets, open, readRequirements } from '../src/index.ts';

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@authenticated", "@requiresScopes", "@policy"])`;

const read = (sdl: string) => readRequirements(parse(sdl));

describe('what a schema requires', () => {
  it('is open where nothing is said', () => {
    const requirements = read(`${link} type Query { a: Int }`);
    expect(requirements.any).toBe(false);
    expect(requirements.ofField('Query', 'a')).toBe(open);
    expect(requirements.ofField('Query', 'no such field')).toBe(open);
  });

  it('joins a field, the type that has it and the type that it returns by AND, and outer lists by OR', () => {
    const requirements = read(`${link}
      type Query { person: Person @authenticated }
      type Person @requiresScopes(scopes: [["a", "b"], ["c"]]) { secret: Int @policy(policies: [["p"]]) }`);
    expect(requirements.any).toBe(true);
    expect(requirements.ofField('Query', 'person')).toEqual([
      ['@authenticated', 'scope:c'],
      ['@authenticated', 'scope:a', 'scope:b'],
    ]);
    expect(requirements.ofField('Person', 'secret')).toEqual([
      ['policy:p', 'scope:c'],
      ['policy:p', 'scope:a', 'scope:b'],
    ]);
  });

  it('of an interface’s field is what all implementers require', () => {
    const requirements = read(`${link}
      type Query { thing: Thing }
      interface Thing { id: ID }
      interface Sub implements Thing { id: ID }
      type A implements Sub & Thing { id: ID @requiresScopes(scopes: [["a"]]) }
      type B implements Thing @requiresScopes(scopes: [["b"]]) { id: ID }
      type C implements Thing { id: ID }`);
    expect(requirements.ofField('Thing', 'id')).toEqual([['scope:a', 'scope:b']]);
    expect(requirements.ofField('Sub', 'id')).toEqual([['scope:a']]);
    expect(requirements.ofField('C', 'id')).toBe(open);
    expect(requirements.ofField('Query', 'thing')).toBe(open);
  });

  it('of an interface that composition made of all its implementers is none of each', () => {
    const requirements = read(`
      type Query { thing: Thing }
      interface Thing @requiresScopes(scopes: [["a"]]) { id: ID @requiresScopes(scopes: [["b"]]) }
      type A implements Thing @requiresScopes(scopes: [["a"]]) { id: ID }
      type B implements Thing { id: ID @requiresScopes(scopes: [["b"]]) }`);
    expect(requirements.ofField('Thing', 'id')).toEqual([['scope:a', 'scope:b']]);
    expect(requirements.ofField('A', 'id')).toEqual([['scope:a']]);
    expect(requirements.ofField('B', 'id')).toEqual([['scope:b']]);
    expect(requirements.ofField('Query', 'thing')).toBe(open);
  });

  it('of an interface that somebody wrote there is one of all its implementers', () => {
    const requirements = read(`
      type Query { thing: Thing mid: Mid a: A }
      interface Thing @authenticated { id: ID size: Int @requiresScopes(scopes: [["s"]]) }
      interface Mid implements Thing { id: ID size: Int }
      type A implements Mid & Thing { id: ID size: Int }
      type B implements Thing { id: ID size: Int }`);
    for (const field of ['thing', 'mid', 'a']) {
      expect(requirements.ofField('Query', field)).toEqual([['@authenticated']]);
    }
    expect(requirements.ofField('A', 'id')).toEqual([['@authenticated']]);
    for (const type of ['Thing', 'Mid', 'A', 'B']) {
      expect(requirements.ofField(type, 'size')).toEqual([['@authenticated', 'scope:s']]);
    }
  });

  it('of a field holds what the fields require that it needs, and those that they need', () => {
    const requirements = read(`
      type Query { a: A }
      type A {
        id: ID
        first: Int @join__field(graph: X, requires: "second b { ... on B { plain secret } }") @join__field(graph: Y, requires: "other")
        second: Int @join__field(graph: Y, requires: "third")
        third: Int @requiresScopes(scopes: [["third"]]) @join__field(graph: X, requires: "first")
        other: Int @requiresScopes(scopes: [["other"]])
        b: B
      }
      type B { plain: Int secret: Int @authenticated }`);
    expect(requirements.ofField('A', 'first')).toEqual([['@authenticated', 'scope:other', 'scope:third']]);
    expect(requirements.ofField('A', 'second')).toEqual([['@authenticated', 'scope:other', 'scope:third']]);
    expect(requirements.ofField('A', 'id')).toBe(open);
  });

  it.each([
    ['renamed on import', `import: [{ name: "@authenticated", as: "@signedIn" }]`, 'signedIn'],
    ['not imported', `import: ["@key"]`, 'federation__authenticated'],
    ['under another prefix', `as: "f"`, 'f__authenticated'],
  ])('is read from a subgraph’s directive %s', (_, argument, name) => {
    const requirements =
      read(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", ${argument})
      type Query { a: Int @${name} }`);
    expect(requirements.ofField('Query', 'a')).toEqual([['@authenticated']]);
  });

  it('is read from a supergraph’s renamed directive', () => {
    const requirements = read(`schema @link(url: "https://specs.apollo.dev/link/v1.0")
        @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", as: "needs", for: SECURITY) { query: Query }
      type Query { a: Int @needs(scopes: [["x"]]) }`);
    expect(requirements.ofField('Query', 'a')).toEqual([['scope:x']]);
  });

  it.each(['[]', '[[]]'])('is met by nobody when its list is %s', (list) => {
    const requirements = read(`${link} type Query { a: Int @requiresScopes(scopes: ${list}) }`);
    expect(requirements.ofField('Query', 'a')).toEqual(closed);
  });
});

describe('requirements', () => {
  const grant = fc.constantFrom<Grant>('@authenticated', 'scope:a', 'scope:b', 'policy:p');
  const requirement = fc.array(fc.array(grant, { maxLength: 3 }), { maxLength: 3 });

  it('of both are met by those who meet each', () => {
    fc.assert(
      fc.property(requirement, requirement, fc.array(grant), (one, other, granted) => {
        const has = new Set(granted);
        expect(meets(both(one, other), has)).toBe(meets(one, has) && meets(other, has));
      }),
    );
  });

  it('imply another exactly when nobody meets the one without the other', () => {
    const all: Grant[] = ['@authenticated', 'scope:a', 'scope:b', 'policy:p'];
    const everyHolding = Array.from(
      { length: 16 },
      (_, bits) => new Set(all.filter((_g, at) => bits & (1 << at))),
    );
    fc.assert(
      fc.property(requirement, requirement, (one, other) => {
        const truth = everyHolding.every((held) => !meets(one, held) || meets(other, held));
        expect(implies(one, other)).toBe(truth);
      }),
    );
  });
});
