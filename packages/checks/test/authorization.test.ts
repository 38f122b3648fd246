import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfiguration } from '@throughgate/registry-client';
import { describe, expect, it } from 'vitest';
import { checkAuthorization } from '../src/authorization/check-authorization.ts';
import type { CheckedOperation } from '../src/check-input.ts';
import { checkComposition } from '../src/composition/check-composition.ts';
import { runChecks } from '../src/run-checks.ts';
import { ownSubgraphsAsNew, type SchemaCheck, schemaCheck } from './support/schema-check.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires", "@shareable", "@tag", "@inaccessible", "@override", "@interfaceObject", "@authenticated", "@requiresScopes", "@policy"])\n';
const scopes = (...alternatives: string[]) =>
  `@requiresScopes(scopes: [${alternatives.map((one) => `["${one}"]`).join(', ')}])`;
const personal = '@tag(name: "data:personal")';

interface Situation extends Omit<SchemaCheck, 'others'> {
  readonly others?: Readonly<Record<string, string>>;
  readonly othersBefore?: Readonly<Record<string, string>>;
  readonly operations?: readonly CheckedOperation[];
}

/** Checks a change of the subgraph housing, composed with others; schemas are given without their link. */
function inputOf({ before, after, others = {}, othersBefore = others, operations = [], ...rest }: Situation) {
  const linked = (schemas: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(schemas).map(([name, sdl]) => [name, linkedSdl(sdl)]));
  const base = {
    ...rest,
    after: linkedSdl(after),
    ...(before === undefined ? {} : { before: linkedSdl(before) }),
    configuration: { authorization: 'error' as const, ...rest.configuration },
  };
  const { name = 'housing', configuration } = base;
  const proposed = schemaCheck({ ...base, others: linked(others) });
  const configurations = Object.fromEntries(
    [name, ...Object.keys(others)].map((one) => [one, checkConfiguration.parse(configuration)]),
  );
  const { current } = schemaCheck({ ...base, others: linked(othersBefore) });
  const live =
    before === undefined ? null : checkComposition({ proposed: current, changed: [] }).supergraphSdl;
  const changed = [
    ...(before === after ? [] : [name]),
    ...Object.keys(others).filter((name) => others[name] !== othersBefore[name]),
  ];
  return { ...proposed, current, changed, configurations, currentSupergraph: live, operations };
}

function check(situation: Situation) {
  const input = inputOf(situation);
  const { supergraphSdl, findings } = checkComposition(input);
  return [
    ...findings.filter(({ severity }) => severity !== 'info'),
    ...checkAuthorization(input, supergraphSdl),
  ];
}

const told = (situation: Situation) =>
  check(situation).map(({ code, severity, coordinate = '' }) => `${code} ${severity} ${coordinate}`.trim());

function linkedSdl(sdl: string): string {
  return sdl.startsWith('extend schema') ? sdl : link + sdl;
}

describe('lists', () => {
  it.each([
    ['[]', 'has an empty list of scopes'],
    ['[[]]', 'has an empty list among its scopes'],
    ['[["housing:read"], []]', 'has an empty list among its scopes'],
    ['["housing:read"]', 'has scopes that are no list of lists'],
    ['"housing:read"', 'has scopes that are no list'],
    ['[["housing:read", ""]]', 'has scopes that are no texts'],
    ['[[1]]', 'has scopes that are no texts'],
  ])('of scopes are refused that say nothing: %s', (list, message) => {
    const findings = check({ after: `type Query { a: Int @requiresScopes(scopes: ${list}) }` });
    expect(findings).toMatchObject([
      {
        code: 'HUB-C023',
        severity: 'error',
        coordinate: 'Query.a',
        message: expect.stringContaining(message),
        places: [{ subgraph: 'housing', line: 2, column: 22 }],
      },
    ]);
  });

  it.each(['[]', '[[]]', '[["a"], []]'])('of policies are refused that say nothing: %s', (list) => {
    expect(told({ after: `type Query { a: Int @policy(policies: ${list}) }` })).toEqual([
      'HUB-C023 error Query.a',
    ]);
  });

  it('are refused on types, scalars and enums too, under any name that the schema imports the directive by', () => {
    const renamed =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", as: "fed", import: [{ name: "@requiresScopes", as: "@only" }])\n';
    const after = `${renamed}type Query { a: A s: S e: E } type A @only(scopes: []) { x: Int } scalar S @only(scopes: [[]]) enum E @fed__policy(policies: []) { X }`;
    expect(told({ after })).toEqual(['HUB-C023 error A', 'HUB-C023 error S', 'HUB-C023 error E']);
  });
});

it('a directive that only looks like Federation’s, and would close nothing, is refused', () => {
  const own =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12")\ndirective @authenticated on FIELD_DEFINITION\n';
  const [finding, ...more] = check({ after: `${own}type Query { a: Int @authenticated }` });
  expect(finding).toMatchObject({ code: 'HUB-C023', coordinate: 'Query.a' });
  expect(finding?.message).toContain('it closes nothing');
  expect(more).toEqual([]);
  expect(told({ after: 'type Query { a: Int @authenticated }' })).toEqual([]);
});

describe('scopes', () => {
  it.each(['housing:read', 'housing:landlords', 'outcomes:read', 'jobcentre:aggregate'])(
    'that the hub has, or that begin with the subgraph’s name, are known: %s',
    (scope) => {
      expect(told({ after: `type Query { a: Int ${scopes(scope)} }` })).toEqual([]);
    },
  );

  it.each([
    ['prison:read', 'Did you mean "prisons:read"'],
    ['outcomes:raed', 'Did you mean "outcomes:read"'],
    ['hosing:read', 'Did you mean "housing:read"'],
    ['housing:Read', 'Did you mean "housing:read"'],
    ['admin', 'does not begin with "housing:"'],
    ['health:read', 'is none of the hub’s'],
  ])('that nobody can have are refused with what comes close: %s', (scope, message) => {
    const findings = check({ after: `type Query { a: Int ${scopes('outcomes:read', scope)} }` });
    expect(findings).toMatchObject([
      { code: 'HUB-C024', severity: 'error', message: expect.stringContaining(message) },
    ]);
  });

  it('of the hub’s own agencies are only those that it lists', () => {
    const after = `type Query { a: Int ${scopes('prisons:visits')} }`;
    expect(told({ after, name: 'prisons' })).toEqual(['HUB-C024 error Query.a']);
    expect(check({ after, name: 'prisons' })[0]?.message).not.toContain('does not begin with');
  });

  it('of another new agency may be required where that agency uses them', () => {
    const after = `type Query { a: Int ${scopes('health:read')} }`;
    const health = (scope: string) => `type Query { h: Int ${scopes(scope)} }`;
    expect(told({ after, others: { health: health('health:read') } })).toEqual([]);
    expect(told({ after, others: { health: health('health:notes') } })).toEqual(['HUB-C024 error Query.a']);
  });
});

it('a policy is told as a warning: the gateway has none, and refuses what requires one', () => {
  const findings = check({ after: 'type Query { a: Int @policy(policies: [["consent"], ["court"]]) }' });
  expect(findings).toMatchObject([{ code: 'HUB-C024', severity: 'warning', coordinate: 'Query.a' }]);
  expect(findings[0]?.message).toContain('policies "consent", "court"');
});

describe('a rule where none can be', () => {
  const query = 'type Query implements I { a: Int i: I u: U e: E b(x: In, y: Int): Int }';
  const rest = 'union U = A type A { x: Int } enum E { X } input In { z: Int }';
  it.each([
    ['an interface', `interface I @authenticated { a: Int } ${query} ${rest}`, 'I is an interface'],
    [
      'a field of one',
      `interface I { a: Int @authenticated } ${query} ${rest}`,
      'I.a is a field of an interface',
    ],
    ['a union', `interface I { a: Int } ${query} ${rest.replace('U =', 'U @authenticated =')}`, 'on a union'],
    [
      'an input',
      `interface I { a: Int } ${query} ${rest.replace('In {', 'In @authenticated {')}`,
      'on an input object',
    ],
    [
      'an argument',
      `interface I { a: Int } ${query.replace('y: Int', 'y: Int @authenticated')} ${rest}`,
      'on an argument',
    ],
    [
      'a value',
      `interface I { a: Int } ${query} ${rest.replace('{ X }', '{ X @authenticated }')}`,
      'on a value of an enum',
    ],
  ])('is explained: %s', (_, after, message) => {
    expect(check({ after })).toMatchObject([
      {
        code: 'HUB-C027',
        severity: 'error',
        message: expect.stringContaining(message),
        places: expect.arrayContaining([expect.objectContaining({ subgraph: 'housing', line: 2 })]),
      },
    ]);
  });
});

describe('a field made from protected data', () => {
  const outcomes = (rule: string) =>
    `type Query { offender: Offender } type Offender @key(fields: "id") { id: ID! identifiers: Identifiers ${rule} joinIdentifiers: Identifiers! @inaccessible } type Identifiers @shareable { crns: [ID!]! }`;
  const housing = (field: string, rule = '') =>
    `type Offender @key(fields: "id") { id: ID! ${field}: Identifiers${field.startsWith('join') ? '!' : ''} @external homes: Int @requires(fields: "${field} { crns }") ${rule} } type Identifiers { crns: [ID!]! @external }`;
  const others = { outcomes: outcomes(scopes('outcomes:read')) };

  it('is refused with what to restate, at its place', () => {
    expect(check({ after: housing('identifiers'), others })).toMatchObject([
      {
        code: 'HUB-C028',
        rule: 'MISSING_TRANSITIVE_AUTH_REQUIREMENTS',
        message: expect.stringContaining('outcomes:read'),
        fix: expect.stringContaining('Put @requiresScopes(scopes: [["outcomes:read"]]) on Offender.homes'),
        places: [{ subgraph: 'housing', line: 2 }],
      },
    ]);
  });

  it('composes when it restates the requirement, or joins by a field that no client sees', () => {
    expect(told({ after: housing('identifiers', scopes('outcomes:read')), others })).toEqual([]);
    expect(told({ after: housing('joinIdentifiers', scopes('housing:read')), others })).toEqual([]);
  });
});

describe('a field that may not be null', () => {
  it('must not require what its type does not', () => {
    const [finding, ...more] = check({
      after: `type Query { a: A } type A { x: Int! ${scopes('housing:read')} y: Int ${scopes('housing:read')} z: Int! }`,
    });
    expect(finding).toMatchObject({
      code: 'HUB-C025',
      coordinate: 'A.x',
      message: expect.stringContaining('A.x requires housing:read, which A does not'),
      places: [{ subgraph: 'housing', line: 2 }],
    });
    expect(more).toEqual([]);
  });

  it('may require what its type requires, and less, but not more', () => {
    const type = (own: string) => `type Query { a: A } type A ${scopes('housing:read')} { x: Int! ${own} }`;
    expect(told({ after: type(scopes('housing:read')) })).toEqual([]);
    expect(told({ after: type(scopes('housing:read', 'outcomes:read')) })).toEqual([]);
    expect(told({ after: type(scopes('outcomes:read')) })).toEqual(['HUB-C025 error A.x']);
    expect(told({ after: type('@authenticated') })).toEqual([]);
    expect(
      told({
        after: type('').replace(scopes('housing:read'), '').replace('x: Int!', 'x: Int! @authenticated'),
      }),
    ).toEqual(['HUB-C025 error A.x']);
  });

  it('is judged with what it returns', () => {
    const after = `type Query { a: A } type A { bs: [B!]! c: [B!] } type B ${scopes('housing:read')} { x: Int! }`;
    expect(told({ after })).toEqual(['HUB-C025 error A.bs']);
  });

  it('is judged in Query, and not in Mutation, which is refused whole', () => {
    const after = `type Query { a: Int! ${scopes('housing:read')} } type Mutation { b: Int! ${scopes('housing:write')} }`;
    expect(told({ after })).toEqual(['HUB-C025 error Query.a']);
  });

  it('is judged by what all subgraphs require together', () => {
    const after = 'type Query { home: Home! } type Home @key(fields: "id") { id: ID! }';
    const others = (rule: string) => ({
      outcomes: `type Home @key(fields: "id") ${rule} { id: ID! x: Int }`,
    });
    expect(
      told({ before: after, after, others: others(scopes('outcomes:read')), othersBefore: others('') }),
    ).toEqual(['HUB-C025 error Query.home']);
  });

  it('of an interface is left to the objects, which can say what an interface cannot', () => {
    const after = `interface I { x: Int! } type Query { i: I } type A implements I ${scopes('housing:read')} { x: Int! }`;
    expect(told({ after })).toEqual([]);
  });

  it('that no client sees takes nothing along', () => {
    const after = `type Query { a: A } type A { y: Int x: Int! ${scopes('housing:read')} @inaccessible }`;
    expect(told({ after })).toEqual([]);
  });
});

describe('data about people', () => {
  it.each(['personal', 'special-category', 'criminal-offence'])(
    'of the class %s that nothing protects are refused, with the way there',
    (one) => {
      const after = `type Query { homes: [Home!] } type Home { tenant: String @tag(name: "data:${one}") rooms: Int }`;
      expect(check({ after })).toMatchObject([
        {
          code: 'HUB-C026',
          severity: 'error',
          coordinate: 'Home.tenant',
          message: `Everybody may see Home.tenant (data:${one}), for example by Query.homes.`,
          places: [{ subgraph: 'housing', line: 2 }],
        },
      ]);
    },
  );

  it('are told once for a type that is classified as a whole', () => {
    const after = `type Query { home: Home } type Home ${personal} { a: Int b: Int c: Int d: Int e: Int @tag(name: "data:none") }`;
    const [finding, ...more] = check({ after });
    expect(finding).toMatchObject({ coordinate: 'Home' });
    expect(finding?.message).toContain('Home.a, Home.b, Home.c and 1 more');
    expect(more).toEqual([]);
  });

  it.each([
    ['on the field', `type Query { h: Home } type Home { t: Int ${personal} ${scopes('housing:read')} }`],
    ['on the type', `type Query { h: Home } type Home ${scopes('housing:read')} { t: Int ${personal} }`],
    [
      'on a scalar',
      `type Query { h: Home } type Home { t: Name ${personal} } scalar Name ${scopes('housing:read')}`,
    ],
    ['on the way there', `type Query { h: Home ${scopes('housing:read')} } type Home { t: Int ${personal} }`],
    [
      'on every member of a union',
      `type Query { u: U } union U = A | B type A ${scopes('housing:read')} { t: Int ${personal} } type B { x: Int }`,
    ],
  ])('may be protected %s', (_, after) => {
    expect(told({ after })).toEqual([]);
  });

  it('are found behind what is open: by a second way, in an interface, in a union, in a scalar', () => {
    const way = `type Query { h: Home ${scopes('housing:read')} other: Other } type Other { h: Home } type Home { t: Int ${personal} }`;
    expect(told({ after: way })).toEqual(['HUB-C026 error Home.t']);
    const node = `type Query { n: Node } interface Node { id: ID } type Home implements Node { id: ID t: Int ${personal} }`;
    expect(told({ after: node })).toEqual(['HUB-C026 error Home.t']);
    const union = `type Query { u: U } union U = Home type Home { t: Int ${personal} }`;
    expect(told({ after: union })).toEqual(['HUB-C026 error Home.t']);
    // Composition copies what implementers require to the interface, which closes none of them.
    const half = `${node} type Room implements Node ${scopes('housing:read')} { id: ID t: Int ${personal} }`;
    expect(told({ after: half })).toEqual(['HUB-C026 error Home.t']);
    const scalar = `type Query { n: Nino } scalar Nino ${personal}`;
    expect(told({ after: scalar })).toEqual(['HUB-C026 error Query.n']);
  });

  it('that a mutation answers with count as well', () => {
    const after = `type Query { a: Int } type Mutation { open: Home } type Home { t: Int ${personal} }`;
    expect(told({ after })).toEqual(['HUB-C026 error Home.t']);
  });

  it('that take a token alone are a warning: every caller has one', () => {
    const after = `type Query { h: Home } type Home @authenticated { t: Int ${personal} }`;
    expect(told({ after })).toEqual(['HUB-C026 warning Home.t']);
  });

  it('that no client sees, or that only refer to a record of another agency, do not count', () => {
    const hidden = `type Query { a: Int h: Home } type Home { x: Int t: Int ${personal} @inaccessible }`;
    expect(told({ after: hidden })).toEqual([]);
    const stub = `type Query { l: Landlord } type Landlord @key(fields: "id", resolvable: false) { id: ID! ${personal} }`;
    expect(told({ after: stub })).toEqual([]);
    expect(told({ after: stub.replace('{ id', `{ name: String ${personal} id`) })).toEqual([
      'HUB-C026 error Landlord.name',
    ]);
  });

  it('may be protected by the subgraph that owns the type', () => {
    const after = `type Offender @key(fields: "id") { id: ID! home: String ${personal} }`;
    const owner = (rule: string) => ({
      outcomes: `type Query { o: Offender } type Offender @key(fields: "id") ${rule} { id: ID! }`,
    });
    expect(told({ after, others: owner(scopes('outcomes:read')) })).toEqual([]);
    expect(told({ after, others: owner('') })).toEqual(['HUB-C026 error Offender.home']);
  });

  it('are found under a renamed tag and behind renamed directives', () => {
    const renamed =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [{ name: "@tag", as: "@label" }, { name: "@requiresScopes", as: "@only" }])\n';
    const after = (rule: string) =>
      `${renamed}type Query { h: Home } type Home ${rule} { t: Int @label(name: "data:personal") }`;
    expect(told({ after: after('') })).toEqual(['HUB-C026 error Home.t']);
    expect(told({ after: after('@only(scopes: [["housing:read"]])') })).toEqual([]);
  });
});

describe('what was published before', () => {
  const before = `type Query { h: Home } type Home { t: Int ${personal} n: Int! ${scopes('housing:read')} }`;

  it('does not block a change of something else, by the same agency or another', () => {
    expect(told({ before, after: `${before} extend type Query { other: Int }` })).toEqual([]);
    const others = (fields: string) => ({ health: `type Query { ${fields} }` });
    expect(
      told({ before, after: before, others: others('a: Int b: Int'), othersBefore: others('a: Int') }),
    ).toEqual([]);
  });

  it('is told where it is touched, and what comes anew beside it', () => {
    expect(told({ before, after: before.replace('t: Int', 't: String') })).toEqual(['HUB-C026 error Home.t']);
    expect(
      told({ before, after: before.replace('t: Int', `t: Int u: Int ${personal}`) }).filter((one) =>
        one.startsWith('HUB-C026'),
      ),
    ).toEqual(['HUB-C026 error Home.u']);
  });
});

it('an agency that refers to a record of another one is not told what is wrong there', () => {
  const outcomes = `type Query { p: Person } type Person @key(fields: "id") { id: ID! ${personal} ids: Ids ${personal} } type Ids @shareable { crns: [ID!] ${personal} }`;
  const housing = `type Person @key(fields: "id") { id: ID! ids: Ids @external homes: Int @requires(fields: "ids { crns }") } type Ids { crns: [ID!] @external }`;
  const others = { outcomes };
  const input = inputOf({ before: housing, after: housing, others });
  const live = checkComposition({
    ...input,
    proposed: input.proposed.filter(({ name }) => name === 'outcomes'),
  });
  const joining = { ...input, current: [], changed: ['housing'], currentSupergraph: live.supergraphSdl };
  expect(checkAuthorization(joining, checkComposition(joining).supergraphSdl)).toEqual([]);
  const stub = `type Query { q: Person } type Person @key(fields: "id", resolvable: false) { id: ID! }`;
  const alone = checkAuthorization(
    { ...inputOf({ after: stub, others }), current: [], changed: ['housing', 'outcomes'] },
    checkComposition(inputOf({ after: stub, others })).supergraphSdl,
  );
  expect(alone.map(({ places }) => places[0]?.subgraph)).toEqual(['outcomes', 'outcomes']);
});

it.each([
  ['off', []],
  ['warning', ['HUB-C025 warning Query.n', 'HUB-C026 warning Query.t']],
] as const)(
  'a configuration that says %s is followed, except for rules that say nothing',
  (authorization, expected) => {
    const after = `type Query { t: Int ${personal} n: Int! ${scopes('housing:read')} e: Int @policy(policies: []) }`;
    expect(told({ after, configuration: { authorization } })).toEqual([
      'HUB-C023 error Query.e',
      ...expected,
    ]);
  },
);

describe('a new version that', () => {
  const home = (rule: string, field = '') =>
    `type Query { h: Home } type Home ${rule} { x: Int ${field} y: Int }`;

  it.each([
    ['removes a directive', home('', scopes('housing:read')), home(''), 'Home.x'],
    [
      'adds an alternative',
      home('', scopes('housing:read')),
      home('', scopes('housing:read', 'outcomes:name')),
      'Home.x',
    ],
    ['asks for a token only', home('', scopes('housing:read')), home('', '@authenticated'), 'Home.x'],
    ['removes one from a type', home(scopes('housing:read')), home(''), 'Home'],
    [
      'removes one from what is returned',
      `type Query { e: E } enum E ${scopes('housing:read')} { X }`,
      'type Query { e: E } enum E { X }',
      'E',
    ],
  ])('opens something is told so: %s', (_, before, after, coordinate) => {
    const findings = check({ before, after });
    expect(findings).toMatchObject([{ code: 'HUB-C029', severity: 'warning', coordinate }]);
    expect(findings[0]?.message).toContain('required housing:read and would require');
    expect(findings[0]?.places).toMatchObject([{ subgraph: 'housing', line: 2 }]);
    // The other way round, nobody asks for it.
    expect(check({ before: after, after: before })).toEqual([]);
  });

  it('moves a directive from the type to all fields opens no more than that there is one', () => {
    const before = home(scopes('housing:read'));
    const after = home('', scopes('housing:read')).replace('y: Int', `y: Int ${scopes('housing:read')}`);
    const findings = check({ before, after });
    expect(findings).toMatchObject([
      { code: 'HUB-C029', message: expect.stringMatching(/, for Query\.h\.$/) },
    ]);
  });

  it('takes a subgraph out with which a requirement goes is told so', () => {
    const shared = (rule: string) => `type Query { a: Int @shareable ${rule} }`;
    const both = inputOf({
      before: shared(''),
      after: shared(''),
      others: { health: shared(scopes('health:read')) },
    });
    const proposed = both.proposed.filter(({ name }) => name === 'housing');
    const input = { ...both, proposed, changed: ['health'] };
    const { supergraphSdl } = checkComposition(input);
    expect(checkAuthorization(input, supergraphSdl)).toMatchObject([
      { code: 'HUB-C029', coordinate: 'Query.a', places: [{ subgraph: 'housing' }] },
    ]);
  });

  it('closes what clients ask for names their operations, and not those of others', () => {
    const ask = (document: string, name: string): CheckedOperation => ({
      hash: name.padEnd(64, '0'),
      name,
      document,
      registeredBy: [],
      uses: [{ clientName: 'web', clientVersion: '1', day: '2026-09-30', requests: 7 }],
    });
    const operations = [
      ask('{ h { x } }', 'AsksX'),
      ask('{ h { y } }', 'AsksY'),
      ask('{ __typename }', 'Nothing'),
    ];
    const before = home('');
    const [finding, ...more] = check({ before, after: home('', scopes('housing:read')), operations });
    expect(finding).toMatchObject({ code: 'HUB-C014', severity: 'warning', coordinate: 'Home.x' });
    expect(finding?.message).toContain('1 operation whose callers lack it: `AsksX` (web@1 7 requests)');
    expect(more).toEqual([]);
    const [ofType] = check({ before, after: home(scopes('housing:read')), operations });
    expect(ofType?.message).toContain('2 operations');
  });
});

describe('composition', () => {
  it('adds up what subgraphs require of a shared field', () => {
    const field = (rule: string) => `type Query { a: Int @shareable ${rule} }`;
    const others = { health: field(scopes('health:read')) };
    const findings = check({
      before: field(''),
      after: field(scopes('housing:read')),
      others,
      operations: [{ hash: '0'.repeat(64), name: 'A', document: '{ a }', registeredBy: ['web'], uses: [] }],
    });
    expect(findings[0]?.message).toContain(
      'required health:read and would require health:read with housing:read',
    );
  });

  it('keeps the protection of a field that another subgraph takes over, while the old one has it', () => {
    const home = (fields: string) => `type Home @key(fields: "id") { id: ID! ${fields} }`;
    const old = `type Query { h: Home } ${home(`t: Int ${personal} ${scopes('health:read')}`)}`;
    const after = home(`t: Int ${personal} @override(from: "health")`);
    expect(told({ after, others: { health: old } })).toEqual([]);
    const before = `${after} extend type Home { x: Int }`;
    expect(
      told({
        before,
        after,
        othersBefore: { health: old },
        others: { health: `type Query { h: Home } ${home('y: Int')}` },
      }),
    ).toEqual(['HUB-C026 error Home.t', 'HUB-C029 warning Home.t']);
  });

  it('refuses chains of fields that are made from protected data', () => {
    const owner = `type Query { h: Home } type Home @key(fields: "id") { id: ID! secret: Int ${scopes('health:read')} }`;
    const housing = (rule: string) =>
      `type Home @key(fields: "id") { id: ID! secret: Int @external half: Int @requires(fields: "secret") ${rule} }`;
    const last =
      'type Home @key(fields: "id") { id: ID! half: Int @external quarter: Int @requires(fields: "half") }';
    const chain = (rule: string, more: string) =>
      told({ after: housing(rule), others: { health: owner, more } });
    expect(chain('', last)).toContain('HUB-C028 error');
    expect(chain(scopes('health:read'), last)).toEqual(['HUB-C028 error']);
    expect(chain(scopes('health:read'), last.replace('"half")', `"half") ${scopes('health:read')}`))).toEqual(
      [],
    );
  });
});

describe('the hub’s own subgraphs', () => {
  const own = { ...ownSubgraphsAsNew(), configurations: {} };
  const { supergraphSdl: live } = checkComposition(own);

  it('leave no data about people open, and nothing is taken along by a refusal', () => {
    expect(live).toContain('@requiresScopes');
    expect(checkAuthorization(own, live)).toEqual([]);
  });

  it('would be told of it, had they no directives', () => {
    const text = (sdl: string) =>
      sdl.replaceAll(/@requiresScopes\(scopes: \[(?:\[[^\]]*\](?:, )?)+\]\)/g, '');
    const bare = {
      ...own,
      proposed: own.proposed.map((one) => ({
        ...one,
        schema: { ...one.schema, text: text(one.schema.text) },
      })),
    };
    const findings = checkAuthorization(bare, checkComposition(bare).supergraphSdl);
    expect(findings.filter(({ code }) => code === 'HUB-C026').length).toBeGreaterThan(50);
  });

  it.each([
    ['housing', 'examples/housing-python/housing.graphql'],
    ['health', 'examples/health-go/health.graphql'],
    ['housing', 'docs/integrators.md'],
  ])('take in %s as %s says it', (name, path) => {
    const file = readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');
    // Of the guide, the whole example of the section.
    const [, example = file] = /## Who may see what.*?```graphql\n(.*?)```/s.exec(file) ?? [];
    const text = path.endsWith('.md')
      ? `${example}scalar Date\ninput OpenTenancyInput { crn: ID! }`
      : example;
    const guest = { name, routingUrl: `http://${name}`, schema: { path, text }, events: null };
    const input = {
      ...own,
      current: own.proposed,
      proposed: [...own.proposed, guest],
      changed: [name],
      currentSupergraph: live,
    };
    const { supergraphSdl, findings } = checkComposition(input);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(checkAuthorization(input, supergraphSdl)).toEqual([]);
  });
});

it('all of it comes with the other checks, as a part of its own', async () => {
  const after = `type Query { "A." a: Int @policy(policies: []) }`;
  const { tasks, findings } = await runChecks(inputOf({ after }));
  expect(tasks.authorization).toMatchObject({ status: 'FAILED', errors: 1 });
  expect(findings.map(({ code }) => code)).toContain('HUB-C023');
});
