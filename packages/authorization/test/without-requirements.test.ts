import { parse, print } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { readRequirements, withoutRequirements } from '../src/index.ts';

const without = (sdl: string) => print(withoutRequirements(parse(sdl)));
const same = (sdl: string) => print(parse(sdl));
const security = (feature: string, rest = '') =>
  `@link(url: "https://specs.apollo.dev/${feature}", for: SECURITY${rest})`;

describe('a supergraph without requirements', () => {
  const types = (authenticated: string, scopes: string, policy: string) => `
    type Query { me: Person ${authenticated} all: [Person!] ${policy} @tag(name: "a") }
    type Person ${scopes} @join__type(graph: A) { name: String kind: Kind }
    enum Kind ${authenticated} { A } scalar Day ${scopes}`;
  const start = '@link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)';

  test.each([
    ['as composed', '', '', '@authenticated', '@requiresScopes', '@policy', 'requiresScopes__Scope'],
    [
      'renamed on import',
      ', import: [{ name: "@authenticated", as: "@signedIn" }]',
      ', import: [{ name: "@requiresScopes", as: "@needs" }, { name: "Scope", as: "S" }]',
      ...['@signedIn', '@needs', '@policy', 'S'],
    ],
    [
      'linked under another name',
      ', as: "signedIn"',
      ', as: "needs"',
      ...['@signedIn', '@needs', '@policy', 'needs__Scope'],
    ],
  ])('has none of the directives %s', (_, one, two, authenticated, scopes, policy, scalar) => {
    const sdl = `schema ${start} ${security('authenticated/v0.1', one)} ${security('requiresScopes/v0.1', two)}
        ${security('policy/v0.1')} { query: Query }
      directive ${authenticated} on FIELD_DEFINITION | OBJECT | ENUM
      directive ${scopes}(scopes: [[${scalar}!]!]!) on FIELD_DEFINITION | OBJECT | SCALAR
      directive ${policy}(policies: [[policy__Policy!]!]!) on FIELD_DEFINITION
      scalar ${scalar} scalar policy__Policy
      ${types(authenticated, `${scopes}(scopes: [["x"]])`, `${policy}(policies: [["p"]])`)}`;
    expect(readRequirements(parse(sdl)).any).toBe(true);
    expect(without(sdl)).toBe(same(`schema ${start} { query: Query } ${types('', '', '')}`));
    expect(readRequirements(withoutRequirements(parse(sdl))).any).toBe(false);
  });

  it('still says what is not known here, so that a planner refuses it', () => {
    for (const feature of ['authenticated/v0.2', 'policy/v1.0', 'context/v0.1', 'clearance/v0.1']) {
      expect(without(`schema ${security(feature)} { query: Query } type Query { a: Int }`)).toContain(
        feature,
      );
    }
  });

  it('is the same document where nothing is required', () => {
    const document = parse(`schema ${start} { query: Query } type Query { a: Int }`);
    expect(withoutRequirements(document)).toBe(document);
  });
});

describe('a subgraph without requirements', () => {
  it('imports the rest of federation', () => {
    const link = (imports: string) =>
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [${imports}])`;
    expect(
      without(`${link('"@key", "@policy", { name: "@authenticated", as: "@signedIn" }, "@shareable"')}
        type Query { a: Int @signedIn b: Int @policy(policies: [["p"]]) @shareable c: Int @federation__requiresScopes(scopes: []) }`),
    ).toBe(same(`${link('"@key", "@shareable"')} type Query { a: Int b: Int @shareable c: Int }`));
  });

  it('links nothing where it linked one of the directives only', () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/authenticated/v0.1") type Query { a: Int @authenticated }`;
    expect(without(sdl)).toBe(same('type Query { a: Int }'));
  });
});
