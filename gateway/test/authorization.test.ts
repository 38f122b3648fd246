import { withoutRequirements } from '@throughgate/authorization';
import { getIntrospectionQuery, parse, print } from 'graphql';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bearer, withCallers } from './support/callers.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { controlledSource } from './support/controlled-source.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type Guarded, serveGuarded } from './support/guarded.ts';
import { holdRequests } from './support/hold-requests.ts';

let guarded: Guarded;
let supergraphSdl: string;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  guarded = opened.use(await serveGuarded());
  supergraphSdl = compose(guarded.all);
  gateway = opened.use(await startTestGateway({ supergraphSdl, ...withCallers }));
});
beforeEach(() => guarded.forget());

const ask = (query: string, scopes: readonly string[] = [], variables: Record<string, unknown> = {}) =>
  gateway.ask(query, variables, bearer(...scopes));

/** The body of an answer with an error for each of these paths and no other. */
const withoutPaths = (data: unknown, ...paths: string[]) => ({
  data,
  errors: paths.map((path) => ({
    message: 'Unauthorized field or type',
    path: path.split('.'),
    extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
  })),
});

describe('what a caller may not have', () => {
  test('is null, with an error at its place that tells nothing else, and is not asked for', async () => {
    const query = '{ person(id: "1") { id name open home { street } cell wing } me }';
    const { status, body } = await ask(query, ['name']);
    const person = { id: '1', name: null, open: 'open 1', home: null, cell: null, wing: 'wing 1' };
    expect({ status, body }).toEqual({
      status: 200,
      body: withoutPaths({ person, me: 'me' }, 'person.name', 'person.home', 'person.cell'),
    });
    expect(guarded.asked()).not.toMatch(/\bname\b|home|street|cell|number/);
    const all = ['name', 'read', 'address', 'number', 'unknown'];
    expect((await ask(query, all)).body).toEqual({
      data: {
        person: { ...person, name: 'Name 1', home: { street: 'Street 1' }, cell: 'cell of N1' },
        me: 'me',
      },
    });
  });

  test.each([
    [['read']],
    [['name']],
    [['rea', 'nam', 'al', 'all:x', 'ALL', 'READ', 'NAME', 'read name', 'all ', '']],
  ])('needs one whole alternative, and no part of a scope: %j', async (scopes) => {
    const { body } = await ask('{ person(id: "1") { name } }', scopes);
    expect(body).toEqual(withoutPaths({ person: { name: null } }, 'person.name'));
  });

  test.each([[['read', 'name']], [['all']], [['x', 'all', 'y']]])('is given for %j', async (scopes) => {
    const { body } = await ask('{ person(id: "1") { name } }', scopes);
    expect(body).toEqual({ data: { person: { name: 'Name 1' } } });
  });

  test('has a path of response names, `@` for the elements of lists, for each selection one', async () => {
    const query = `{ people { a: name b: name a: name same: friends { name } } grid { n: name } ...F }
      fragment F on Query { people { a: name ...G same: friends { ...G } } } fragment G on Person { c: name }`;
    const { body } = await ask(query);
    expect(body.errors?.map(({ path }) => path?.join('.'))).toEqual([
      'people.@.a',
      'people.@.b',
      'people.@.same.@.name',
      'grid.@.@.n',
      'people.@.c',
      'people.@.same.@.c',
    ]);
    const friend = { name: null, c: null };
    const nobody = { a: null, b: null, c: null };
    expect(body.data).toEqual({
      people: [
        { ...nobody, same: [friend, friend] },
        { ...nobody, same: [] },
        { ...nobody, same: [] },
      ],
      grid: [[{ n: null }, null], null, [{ n: null }]],
    });
  });

  test('takes its parent along where it may not be null, with no second error', async () => {
    const query = '{ people { open friends { id strict } } person(id: "1") { strict } }';
    const { body } = await ask(query);
    expect(body).toEqual(
      withoutPaths(
        {
          people: [
            { open: 'open 1', friends: null },
            { open: 'open 2', friends: [] },
            { open: 'open 3', friends: [] },
          ],
          person: null,
        },
        'people.@.friends.@.strict',
        'person.strict',
      ),
    );
    expect((await ask('{ open count }')).body).toEqual(withoutPaths(null, 'count'));
  });

  test('leaves type names', async () => {
    const { body } = await ask('{ __typename person(id: "1") { __typename name } found { __typename } }');
    expect(body).toEqual(
      withoutPaths(
        {
          __typename: 'Query',
          person: { __typename: 'Person', name: null },
          found: [{ __typename: 'Book' }, { __typename: 'Weapon' }, { __typename: 'Person' }],
        },
        'person.name',
      ),
    );
  });

  test('is an undecided policy for everybody', async () => {
    const { body } = await ask('{ ruled open }', ['rule', 'policy:rule', '@authenticated']);
    expect(body).toEqual(withoutPaths({ ruled: null, open: 'open' }, 'ruled'));
  });

  test('asks no subgraph where nothing else is asked for', async () => {
    const { status, body } = await ask('{ ruled ...F } fragment F on Query { again: ruled }');
    expect({ status, body }).toEqual({
      status: 200,
      body: withoutPaths({ ruled: null, again: null }, 'ruled', 'again'),
    });
    expect(guarded.asked()).toBe('');
  });

  test('is told once, also while a subgraph is down', async () => {
    guarded.prison.misbehave = (response) => void response.destroy();
    const { body } = await ask('{ person(id: "1") { name cell wing } }');
    guarded.prison.misbehave = undefined;
    expect(body.data).toEqual({ person: { name: null, cell: null, wing: null } });
    expect(body.errors?.map(({ path, extensions }) => [path?.join('.'), extensions['code']])).toEqual([
      ['person.name', 'UNAUTHORIZED_FIELD_OR_TYPE'],
      ['person.cell', 'UNAUTHORIZED_FIELD_OR_TYPE'],
      ['person.wing', 'SUBGRAPH_UNREACHABLE'],
    ]);
  });
});

describe('interfaces and unions (CVE-2025-64530, CVE-2025-64173)', () => {
  test.each([
    ['inline', '{ things { label ... on Book { own: label } ... on Weapon { own: label calibre } } }'],
    [
      'named',
      `{ things { ...T } } fragment T on Thing { label ...B ...W }
       fragment B on Book { own: label } fragment W on Weapon { own: label calibre }`,
    ],
  ])('a field of an interface takes what all implementers require, %s fragments', async (_, query) => {
    const { body } = await ask(query);
    expect(body).toEqual(
      withoutPaths(
        {
          things: [
            { label: null, own: 'Book one' },
            { label: null, own: null, calibre: null },
            { label: null, own: null },
            null,
          ],
        },
        'things.@.label',
        'things.@.own',
        'things.@.calibre',
      ),
    );
    expect(guarded.asked()).not.toContain('calibre');
    expect((await ask(query, ['weapons'])).body).toEqual({
      data: {
        things: [
          { label: 'Book one', own: 'Book one' },
          { label: 'Weapon one', own: 'Weapon one', calibre: 9 },
          { label: null, own: null },
          null,
        ],
      },
    });
  });

  test('what an implementer grants is given, beside the same field of the interface', async () => {
    const query = `{ things { label owner { open } ... on Book { label owner { id } } } }`;
    const { body } = await ask(query);
    // What was asked of the interface's owner only is withheld with it.
    const owner = { open: null, id: '1' };
    expect(body.data).toEqual({
      things: [{ label: 'Book one', owner }, { label: null, owner: null }, { label: null, owner }, null],
    });
    expect(body.errors?.map(({ path }) => path?.join('.'))).toEqual(['things.@.label', 'things.@.owner']);
    const shared = `{ things { owner { ...P } ... on Book { owner { ...P } } } } fragment P on Person { open }`;
    expect((await ask(shared)).body).toEqual(
      withoutPaths(
        {
          things: [{ owner: { open: 'open 1' } }, { owner: null }, { owner: { open: 'open 1' } }, null],
        },
        'things.@.owner',
      ),
    );
  });

  test('a member of a union that is closed is closed, the others are not', async () => {
    const query = `{ found { ... on Book { pages } ...W ... on Person { id name } ... on Thing { label } } }
      fragment W on Weapon { weapon: __typename calibre id }`;
    const { body } = await ask(query);
    // A weapon's id may not be null.
    expect(body).toEqual(
      withoutPaths({ found: null }, 'found.@.calibre', 'found.@.id', 'found.@.name', 'found.@.label'),
    );
    const without = await ask(query.replace(' id }', ' }'));
    expect(without.body.data).toEqual({
      found: [
        { pages: 10, label: null },
        { weapon: 'Weapon', calibre: null, label: null },
        { id: '3', name: null },
      ],
    });
  });

  test('what somebody wrote on an interface alone holds for its implementers', async () => {
    const written = supergraphSdl
      .replace('@requiresScopes(scopes: [["weapons"]])', '')
      .replace(
        /(interface Thing\n(?: +@join.*\n)*)(?: +@requiresScopes.*\n)?/,
        '$1  @requiresScopes(scopes: [["things"]])\n',
      );
    await using other = await startTestGateway({ supergraphSdl: written, ...withCallers });
    const { body } = await other.ask('{ found { ... on Book { pages } } things { label } }', {}, bearer());
    expect(body).toEqual(
      withoutPaths({ found: [{ pages: null }, {}, {}], things: null }, 'found.@.pages', 'things'),
    );
  });
});

describe('renamed directives (CVE-2025-64347)', () => {
  test.each([['import: [{ name: "@requiresScopes", as: "@needs" }]'], ['as: "needs"']])(
    'close what they close: %s',
    async (how) => {
      const link = 'url: "https://specs.apollo.dev/requiresScopes/v0.1"';
      const renamed = supergraphSdl
        .replace(link, `${link}, ${how}`)
        .replaceAll('@requiresScopes(', '@needs(');
      expect(renamed).not.toContain('@requiresScopes(');
      await using other = await startTestGateway({ supergraphSdl: renamed, ...withCallers });
      const query = '{ person(id: "1") { name home { city } } }';
      const { body } = await other.ask(query, {}, bearer('read'));
      expect(body).toEqual(
        withoutPaths({ person: { name: null, home: null } }, 'person.name', 'person.home'),
      );
      expect((await other.ask(query, {}, bearer('all', 'address'))).body.errors).toBeUndefined();
    },
  );
});

describe('protected data through @requires (GHSA-m8jr-fxqx-8xx6)', () => {
  test('composition refuses a field that does not restate what it needs', () => {
    const open = guarded.all.map(({ name, url, typeDefs }) => ({
      name,
      url,
      typeDefs: typeDefs.replace(
        '@requires(fields: "number") @requiresScopes(scopes: [["number"]])',
        '@requires(fields: "number")',
      ),
    }));
    expect(() => compose(open)).toThrow(/"Person.cell" does not specify necessary .* "Person.number"/);
  });

  test('in a supergraph written by hand the gateway closes it, also through a chain', async () => {
    const written = supergraphSdl
      .replace(/(cell: .*) @requiresScopes\(scopes: \[\["number"\]\]\)/, '$1')
      .replace(/wing: String @join__field\(graph: PRISON/, '$&, requires: "cell"');
    expect(written).toMatch(/cell: String @join__field\(graph: PRISON, requires: "number"\)\n/);
    await using other = await startTestGateway({ supergraphSdl: written, ...withCallers });
    const query = '{ person(id: "1") { cell wing open } }';
    const { body } = await other.ask(query, {}, bearer());
    expect(body).toEqual(
      withoutPaths({ person: { cell: null, wing: null, open: 'open 1' } }, 'person.cell', 'person.wing'),
    );
    expect(guarded.asked()).not.toMatch(/number|cell/);
  });
});

describe('what other callers asked (CVE-2024-32971, cosmo#2521)', () => {
  const query =
    'query P($id: ID!, $name: Boolean = true) { person(id: $id) { id name @include(if: $name) number } }';
  const answer = (id: string, name: string | null, number: string | null) => ({ id, name, number });

  test('gives no plan to a caller who may have less, whoever comes first', async () => {
    for (const order of [
      ['none', 'name', 'all'],
      ['all', 'name', 'none', 'all'],
      ['name', 'none'],
    ]) {
      const text = query.replace('P(', `P${order.length}(`);
      for (const who of order) {
        const scopes = { none: [], name: ['all'], all: ['all', 'number'] }[who] ?? [];
        const { body } = await ask(text, scopes, { id: '1' });
        expect(body.data).toEqual({
          person: answer('1', who === 'none' ? null : 'Name 1', who === 'all' ? 'N1' : null),
        });
        expect(body.errors ?? []).toHaveLength({ none: 2, name: 1, all: 0 }[who] ?? -1);
      }
    }
  });

  test('gives no plan for other variables', async () => {
    for (const [id, name] of [
      ['1', true],
      ['2', false],
      ['3', true],
      ['1', false],
    ] as const) {
      const { body } = await ask(query, ['all'], { id, name });
      expect(body).toEqual(
        withoutPaths(
          { person: name ? answer(id, `Name ${id}`, null) : { id, number: null } },
          'person.number',
        ),
      );
      const less = await ask(query, [], { id, name });
      expect(less.body).toEqual(
        name
          ? withoutPaths({ person: answer(id, null, null) }, 'person.name', 'person.number')
          : withoutPaths({ person: { id, number: null } }, 'person.number'),
      );
    }
  });

  test('is in flight for them alone', async () => {
    const hold = holdRequests(guarded.hub);
    // The last one may have the same as another, and is not the same.
    const callers = [['all', 'number'], [], ['all'], ['number'], [], ['all', 'other']];
    const all = Promise.all(callers.map((scopes) => ask(query, scopes, { id: '2' })));
    await hold.received(5);
    hold.release();
    expect((await all).map(({ body }) => body.data?.['person'])).toEqual([
      answer('2', 'Name 2', 'N2'),
      answer('2', null, null),
      answer('2', 'Name 2', null),
      answer('2', null, 'N2'),
      answer('2', null, null),
      answer('2', 'Name 2', null),
    ]);
    expect(guarded.hub.requests).toHaveLength(5);
  });

  test('cannot be had by a text or a name that looks like a key', async () => {
    const plain = '{ person(id: "1") { name } }';
    expect((await ask(plain, ['all'])).body.errors).toBeUndefined();
    for (const text of [`,${plain}`, `\n${plain}`, `#Person.name\n${plain}`, `query${plain}`]) {
      expect((await ask(text)).body.data).toEqual({ person: { name: null } });
    }
    expect((await ask(`!Person.name\n${plain}`, ['all'])).status).toBe(400);
  });
});

describe('odd names (CVE-2026-32621)', () => {
  test('as fields and aliases close and open like others', async () => {
    const query =
      '{ person(id: "1") { constructor toString: name valueOf: open hasOwnProperty: home { city } } }';
    const { body } = await ask(query);
    expect(body).toEqual(
      withoutPaths(
        { person: { constructor: 'made 1', toString: null, valueOf: 'open 1', hasOwnProperty: null } },
        'person.toString',
        'person.hasOwnProperty',
      ),
    );
    const closed = supergraphSdl.replace(
      'constructor: String',
      'constructor: String @authenticated @requiresScopes(scopes: [["x"]])',
    );
    await using other = await startTestGateway({ supergraphSdl: closed, ...withCallers });
    expect((await other.ask('{ person(id: "1") { constructor } }', {}, bearer())).body).toEqual(
      withoutPaths({ person: { constructor: null } }, 'person.constructor'),
    );
    expect((await ask('{ person(id: "1") { __proto__: name } }')).status).toBe(400);
  });

  test('in an answer give nobody more', async () => {
    guarded.hub.misbehave = (response) => {
      response
        .setHeader('content-type', 'application/json')
        .end(
          '{"data":{"__proto__":{"withheld":false,"name":"x"},"constructor":{"prototype":{"name":"x"}},"person":{"__proto__":{"name":"x"},"__typename":"Person","id":"1","name":"x","open":"o"}}}',
        );
    };
    const { body } = await ask('{ person(id: "1") { name open } }');
    guarded.hub.misbehave = undefined;
    expect(body).toEqual(withoutPaths({ person: { name: null, open: 'o' } }, 'person.name'));
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
    expect((await ask('{ person(id: "2") { name open } }')).body.data).toEqual({
      person: { name: null, open: 'open 2' },
    });
  });
});

describe('documents', () => {
  test('@skip and @include leave errors out with what they leave out', async () => {
    const query = `query ($yes: Boolean!) { person(id: "1") {
        name @skip(if: $yes) n: number @include(if: $yes) never: name @include(if: false)
        ... on Person @skip(if: $yes) { home { city } } open } }`;
    expect((await ask(query, [], { yes: true })).body).toEqual(
      withoutPaths({ person: { n: null, open: 'open 1' } }, 'person.n'),
    );
    expect((await ask(query, [], { yes: false })).body).toEqual(
      withoutPaths({ person: { name: null, home: null, open: 'open 1' } }, 'person.name', 'person.home'),
    );
  });

  test('of several operations each is decided on for itself', async () => {
    const query = `query A { person(id: "1") { ...F } } query B { person(id: "1") { open } } query C { ruled }
      fragment F on Person { name }`;
    const askOne = async (operationName: string, ...scopes: string[]) => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(...scopes) },
        body: JSON.stringify({ query, operationName }),
      });
      return response.json();
    };
    for (let round = 0; round < 2; round += 1) {
      expect(await askOne('A')).toEqual(withoutPaths({ person: { name: null } }, 'person.name'));
      expect(await askOne('B')).toEqual({ data: { person: { open: 'open 1' } } });
      expect(await askOne('C')).toEqual(withoutPaths({ ruled: null }, 'ruled'));
      expect(await askOne('A', 'all')).toEqual({ data: { person: { name: 'Name 1' } } });
      expect(await askOne('D')).toMatchObject({
        errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }],
      });
    }
  });

  test.each(['', null, undefined])(
    'are decided on also when the operation’s name is %j',
    async (operationName) => {
      for (const query of ['{ person(id: "1") { name } }', 'query Only { person(id: "1") { name } }']) {
        const response = await fetch(gateway.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...bearer() },
          body: JSON.stringify({ query, operationName }),
        });
        expect(await response.json()).toEqual(withoutPaths({ person: { name: null } }, 'person.name'));
      }
      const body = JSON.stringify({ query: 'mutation { note(text: "x") }', operationName });
      const headers = { 'content-type': 'application/json', ...bearer() };
      expect((await fetch(gateway.url, { method: 'POST', headers, body })).status).toBe(403);
      expect(guarded.asked()).not.toContain('note');
    },
  );

  test('of thousands of selections list a thousand paths, and say how many more there are', async () => {
    await using other = await startTestGateway({
      supergraphSdl,
      ...withCallers,
      limits: { aliases: 10_000 },
    });
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const level = (at: number) => {
      const of = at === 0 ? 'name' : `friends { ...L${at - 1} }`;
      return `fragment L${at} on Person { ${names.map((name) => `${name}: ${of}`).join(' ')} }`;
    };
    const query = `{ person(id: "1") { ...L3 } } ${[0, 1, 2, 3].map(level).join(' ')}`;
    const { body } = await other.ask(query, {}, bearer());
    expect(body.errors).toHaveLength(1001);
    expect(body.errors?.at(-1)?.message).toBe(`${6 ** 4 - 1000} more unauthorized fields or types`);
  });

  test('of variables and arguments only what is left is sent', async () => {
    const { body } = await ask(
      'query ($id: ID!, $text: ID = "x") { person(id: $id) { open } secret: person(id: $text) { strict } }',
      [],
      { id: '1' },
    );
    expect(body).toEqual(withoutPaths({ person: { open: 'open 1' }, secret: null }, 'secret.strict'));
  });

  test('ask the schema of itself, whoever asks, and see no rule', async () => {
    const query = getIntrospectionQuery();
    const least = (await ask(query)).body;
    expect((await ask(query, ['all', 'number', 'strict', 'address', 'weapons', 'count'])).body).toEqual(
      least,
    );
    expect(least.errors).toBeUndefined();
    const text = JSON.stringify(least);
    expect(text).toContain('"strict"');
    expect(text).not.toMatch(/requiresScopes|authenticated|policy|Scope|weapons/);
  });

  test('that subscribe are refused', async () => {
    for (const [code, scopes] of [
      ['FORBIDDEN', []],
      ['BAD_USER_INPUT', ['news']],
    ] as const) {
      const { body } = await ask('subscription { news }', scopes);
      expect(body).toMatchObject({ errors: [{ extensions: { code } }] });
      expect(body.data).toBeUndefined();
    }
  });
});

describe('a mutation', () => {
  test.each([
    ['mutation { shout(text: "a") note(text: "b") }', '"note"'],
    ['mutation { ...F } fragment F on Mutation { shout(text: "a") n: note(text: "b") }', '"n"'],
    ['mutation { shout(text: "a") ... on Mutation { ... { note(text: "b") } } }', '"note"'],
    ['mutation ($no: Boolean = false) { shout(text: "a") note(text: "b") @skip(if: $no) }', '"note"'],
  ])('that begins with what the caller may not is refused as a whole: %s', async (query, named) => {
    const { status, body } = await ask(query, ['read']);
    expect({ status, body }).toEqual({
      status: 403,
      body: {
        errors: [
          {
            message: `The caller may not ask for ${named}. Nothing of the mutation ran.`,
            extensions: { code: 'FORBIDDEN' },
          },
        ],
      },
    });
    expect(guarded.asked()).toBe('');
    expect((await ask(query, ['write'])).status).toBe(200);
  });

  test('runs where what the caller may not is left out, or below what it begins with', async () => {
    const query = `mutation ($run: Boolean!) { shout(text: "a") note(text: "b") @include(if: $run)
      record(id: "1") { id name } }`;
    expect((await ask(query, [], { run: false })).body).toEqual(
      withoutPaths({ shout: 'A', record: { id: '1', name: null } }, 'record.name'),
    );
    expect((await ask(query, [], { run: true })).status).toBe(403);
    const outcomes = { withheld: expect.any(Number), refused: expect.any(Number) };
    const counted = (await gateway.count('gateway_unauthorized_operations_total')) as {
      labels: { outcome: string };
      value: number;
    }[];
    expect(Object.fromEntries(counted.map(({ labels, value }) => [labels.outcome, value]))).toEqual(outcomes);
    expect((await ask(query, [], { run: 'perhaps' })).body.errors?.[0]?.extensions['code']).toBe(
      'BAD_USER_INPUT',
    );
  });
});

describe('a supergraph that replaces another', () => {
  test('closes and opens at once, whatever was planned before', async () => {
    const opened = supergraphSdl.replace(/ @requiresScopes\(scopes: \[\["number"\]\]\)/g, '');
    const { source, offer } = controlledSource(opened);
    await using other = await startTestGateway({ source, ...withCallers });
    const query = '{ person(id: "1") { name number } }';
    const asked = async () => (await other.ask(query, {}, bearer('all'))).body;
    const open = { data: { person: { name: 'Name 1', number: 'N1' } } };
    for (let uses = 0; uses < 3; uses += 1) expect(await asked()).toEqual(open);
    expect(await offer(supergraphSdl)).toBe('switched');
    const closed = withoutPaths({ person: { name: 'Name 1', number: null } }, 'person.number');
    for (let uses = 0; uses < 2; uses += 1) expect(await asked()).toEqual(closed);
    expect(await offer(opened)).toBe('switched');
    expect(await asked()).toEqual(open);
  });

  test('is refused where nobody vouches for callers', async () => {
    const without = print(withoutRequirements(parse(supergraphSdl)));
    const { source, offer } = controlledSource(without);
    await using other = await startTestGateway({ source });
    expect(await offer(supergraphSdl)).toBe('refused');
    expect((await other.ask('{ person(id: "1") { name } }')).body.data).toEqual({
      person: { name: 'Name 1' },
    });
  });
});
