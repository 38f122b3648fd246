import { describe, expect, it } from 'vitest';
import { checkChange, operation, use } from './support/operations-check.ts';

const homes = (person: string) => ({
  homes: `type Query {\n  person(id: ID!): Person\n}\ntype Person @key(fields: "id") {\n  id: ID!\n  name: String\n${person}}`,
});
const withEmail = homes('  email: String\n');
const withOldEmail = homes('  email: String @deprecated(reason: "gone soon")\n');
const without = homes('');
const emailPage = operation('query Email($id: ID!) { person(id: $id) { email } }', { name: 'Email' });
const namePage = operation('query Name($id: ID!) { person(id: $id) { name } }', { name: 'Name' });
const removal = 'FIELD_REMOVED:Person.email';

describe('removing a field', () => {
  it('is blocked by an operation that clients ran, and names operation, client, count and place', () => {
    const { findings, changes, checked } = checkChange(withEmail, without, {
      operations: [emailPage, namePage],
    });
    expect(checked).toBe(2);
    expect(changes).toEqual([
      {
        id: removal,
        kind: 'FIELD_REMOVED',
        description: "Field 'email' was removed from object type 'Person'",
        coordinate: 'Person.email',
        impact: 'breaking',
        verdict: 'blocked',
        operations: [
          { hash: emailPage.hash, name: 'Email', clients: ['web@1'], requests: 100, registered: false },
        ],
        operationCount: 1,
      },
    ]);
    const [blocked] = findings.filter(({ severity }) => severity === 'error');
    expect(blocked).toMatchObject({
      code: 'HUB-C010',
      rule: 'FIELD_REMOVED',
      subgraph: 'homes',
      coordinate: 'Person.email',
      // The type stands there still; the federation link is line 1.
      places: [{ subgraph: 'homes', file: 'homes.graphql', line: 5, column: 6 }],
    });
    expect(blocked?.message).toContain('breaks 1 operation that clients ran since 2026-05-02');
    expect(blocked?.message).toContain('`Email` (web@1 100 requests)');
    expect(blocked?.fix).toContain(removal);
  });

  it('passes when nobody uses it, with a warning when it was not deprecated', () => {
    const { findings, changes } = checkChange(withEmail, without, { operations: [namePage] });
    expect(changes.map(({ id, verdict }) => [id, verdict])).toEqual([[removal, 'unused']]);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['HUB-C012', 'warning']]);
  });

  it('passes without a word when nobody uses it and it was deprecated', () => {
    const { findings, changes } = checkChange(withOldEmail, without, { operations: [namePage] });
    expect(findings).toEqual([]);
    expect(changes).toMatchObject([{ id: removal, verdict: 'unused' }]);
  });

  it('is blocked without any use where the subgraph wants deprecation first', () => {
    const configurations = { homes: { removalWithoutDeprecation: 'error' as const } };
    const { findings, changes } = checkChange(withEmail, without, { configurations });
    expect(changes).toMatchObject([{ verdict: 'blocked', operationCount: 0 }]);
    expect(findings).toMatchObject([{ code: 'HUB-C012', severity: 'error' }]);
  });

  it('passes when it is approved, whatever it breaks', () => {
    const { findings, changes } = checkChange(withEmail, without, {
      operations: [emailPage],
      approvals: [removal],
    });
    expect(findings).toEqual([]);
    expect(changes).toMatchObject([{ verdict: 'approved', operationCount: 1 }]);
  });

  it('is blocked when only another change that breaks the same operation is approved', () => {
    const both = operation('query ($id: ID!) { person(id: $id) { email name } }');
    const { changes } = checkChange(
      withEmail,
      { homes: without.homes.replace('  name: String\n', '') },
      { operations: [both], approvals: [removal] },
    );
    expect(changes.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['FIELD_REMOVED:Person.name', 'blocked'],
      [removal, 'approved'],
    ]);
  });

  it('is blocked by an operation that is registered and never ran', () => {
    const registered = { ...emailPage, uses: [], registeredBy: ['app'] };
    const { findings, changes } = checkChange(withOldEmail, without, { operations: [registered] });
    expect(findings).toMatchObject([{ code: 'HUB-C011', severity: 'error' }]);
    expect(findings[0]?.message).toContain('`Email` (registered by app)');
    expect(changes).toMatchObject([
      { verdict: 'blocked', operations: [{ clients: ['app'], requests: 0, registered: true }] },
    ]);
  });

  it('points to the first line when the type itself is gone', () => {
    const more = homes('  home: Home\n').homes;
    const { findings } = checkChange({ homes: `${more} type Home { town: String }` }, without, {
      operations: [operation('query ($id: ID!) { person(id: $id) { home { town } } }')],
    });
    const gone = findings.filter(({ coordinate, code }) => coordinate === 'Home' && code === 'HUB-C010');
    expect(gone).toMatchObject([{ places: [{ line: 1, column: 1 }] }]);
  });

  it('names three operations and lists twenty of those that it breaks, those that run most first', () => {
    const many = Array.from({ length: 23 }, (_, index) =>
      operation(`query Q${index}($id: ID!) { person(id: $id) { email } }`, {
        hash: String(index).padStart(64, '0'),
        name: `Q${index}`,
        uses: [use('web', index + 1)],
      }),
    );
    const { findings, changes } = checkChange(withOldEmail, without, { operations: many });
    expect(changes[0]?.operationCount).toBe(23);
    expect(changes[0]?.operations).toHaveLength(20);
    expect(changes[0]?.operations[0]).toMatchObject({ name: 'Q22', requests: 23 });
    expect(findings[0]?.message).toMatch(
      /`Q22` \(.*\), `Q21` \(.*\), `Q20` \(.*\) and 20 more operations\.$/,
    );
  });
});

describe('use counts', () => {
  const verdictOf = (uses: ReturnType<typeof use>[], configuration = {}, others: typeof uses = []) => {
    const operations = [
      { ...emailPage, uses },
      { ...namePage, uses: others },
    ];
    const configurations = { homes: configuration };
    return checkChange(withOldEmail, without, { operations, configurations }).changes[0]?.verdict;
  };

  it('in the window of the subgraph only', () => {
    expect(verdictOf([use('web', 5, '2026-05-02')])).toBe('blocked');
    expect(verdictOf([use('web', 5, '2026-05-01')])).toBe('unused');
    expect(verdictOf([use('web', 5, '2026-05-01')], { usageDays: 31 })).toBe('blocked');
  });

  it('from the least number of requests, of all clients and days together', () => {
    expect(verdictOf([use('web', 9)], { minimumCount: 10 })).toBe('unused');
    expect(verdictOf([use('web', 5), use('app', 4), use('app', 1, '2026-05-20')], { minimumCount: 10 })).toBe(
      'blocked',
    );
  });

  it('from the least share of all requests in the window', () => {
    expect(verdictOf([use('web', 1)], { minimumPercentage: 1 }, [use('web', 100)])).toBe('unused');
    expect(verdictOf([use('web', 1)], { minimumPercentage: 1 }, [use('web', 99)])).toBe('blocked');
    const long = [use('web', 100, '2026-01-01')];
    expect(verdictOf([use('web', 1)], { minimumPercentage: 1 }, long)).toBe('blocked');
  });

  it('without clients that are ignored', () => {
    expect(verdictOf([use('robot', 500)], { ignoredClients: ['robot'] })).toBe('unused');
    const mixed = checkChange(withOldEmail, without, {
      operations: [{ ...emailPage, uses: [use('robot', 500), use('web', 2)] }],
      configurations: { homes: { ignoredClients: ['robot'] } },
    });
    expect(mixed.changes[0]?.operations).toMatchObject([{ clients: ['web@1'], requests: 2 }]);
  });

  it('however rarely it ran, of a registered operation', () => {
    const operations = [{ ...emailPage, registeredBy: ['app'], uses: [use('web', 1)] }];
    const configurations = { homes: { minimumCount: 1000 } };
    const { findings } = checkChange(withOldEmail, without, { operations, configurations });
    expect(findings).toMatchObject([{ code: 'HUB-C011' }]);
  });

  it('of two clients, and both are named with their counts', () => {
    const operations = [{ ...emailPage, uses: [use('web', 5), use('app', 7), use('web', 6, '2026-05-30')] }];
    const { findings, changes } = checkChange(withOldEmail, without, { operations });
    expect(changes[0]?.operations).toMatchObject([{ clients: ['web@1', 'app@1'], requests: 18 }]);
    expect(findings[0]?.message).toContain('`Email` (web@1 11 requests, app@1 7 requests)');
  });
});

describe('who causes a change', () => {
  const people = 'type Query { people: [Person!]! } type Person @key(fields: "id") { id: ID! }';
  const homesSdl = (fields: string) => `type Person @key(fields: "id") { id: ID! ${fields} }`;

  it('is the subgraph that defines it otherwise, and its configuration holds', () => {
    const { findings, changes } = checkChange(
      { people, homes: homesSdl('home: String @deprecated rooms: Int') },
      { people: `${people} type Extra { a: Int }`, homes: homesSdl('rooms: Int') },
      {
        operations: [operation('{ people { home } }')],
        configurations: { people: { minimumCount: 1 }, homes: { minimumCount: 1000 } },
      },
    );
    expect(findings).toEqual([]);
    expect(changes.find(({ id }) => id === 'FIELD_REMOVED:Person.home')?.verdict).toBe('unused');
  });

  it('is whoever is strictest where several do', () => {
    const fields = (home: string) => `home: String @shareable ${home} `;
    const { findings } = checkChange(
      { people, homes: homesSdl(fields('')), flats: homesSdl(fields('')) },
      { people, homes: homesSdl('rooms: Int'), flats: homesSdl('floor: Int') },
      {
        operations: [operation('{ people { home } }')],
        configurations: { homes: { minimumCount: 1000 }, flats: { removalWithoutDeprecation: 'error' } },
      },
    );
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['HUB-C010', 'error'],
      ['HUB-C012', 'error'],
    ]);
    expect(findings[0]?.places.map(({ subgraph }) => subgraph)).toEqual(['homes', 'flats']);
  });

  it('is a subgraph that is taken out, with places in what it had published', () => {
    const { findings } = checkChange(
      { people, homes: homesSdl('home: String') },
      { people },
      { operations: [operation('{ people { home } }')] },
    );
    expect(findings[0]).toMatchObject({
      code: 'HUB-C010',
      subgraph: 'homes',
      places: [{ subgraph: 'homes', file: 'homes.graphql', line: 2, column: 42 }],
    });
  });
});

describe('nothing is told', () => {
  it('of a field that moved from one subgraph to another', () => {
    const query = 'type Query { people: [Person!]! }';
    const key = 'type Person @key(fields: "id") { id: ID!';
    const { findings, changes } = checkChange(
      { people: `${query} ${key} email: String }`, homes: `${key} rooms: Int }` },
      { people: `${query} ${key} }`, homes: `${key} rooms: Int email: String }` },
      { operations: [operation('{ people { email rooms } }')] },
    );
    expect({ findings, changes }).toEqual({ findings: [], changes: [] });
  });

  it('of descriptions, and of an operation that fails today already', () => {
    const { findings } = checkChange(
      withOldEmail,
      { homes: without.homes.replace('  name', '  "Full name."\n  name') },
      { operations: [operation('query ($id: ID!) { person(id: $id) { email nonsense } }')] },
    );
    expect(findings).toEqual([]);
  });
});

describe('an operation that finds entities by the gateway’s own `node`', () => {
  const byId = operation('query ById($id: ID!) { node(id: $id) { nodeId ... on Person { email } } }', {
    name: 'ById',
    registeredBy: ['web'],
    uses: [],
  });
  const several = operation('query Several($ids: [ID!]!) { nodes(ids: $ids) { ... on Person { name } } }');

  it('passes where nothing changes for it', () => {
    const other = { ...withEmail, other: 'type Query { other: Int }' };
    const { changes, checked } = checkChange(withEmail, other, { operations: [byId, several] });
    expect(checked).toBe(2);
    expect(changes.map(({ id, verdict }) => [id, verdict])).toEqual([['FIELD_ADDED:Query.other', 'safe']]);
  });

  it('blocks the removal of a field that it selects there', () => {
    const { changes } = checkChange(withEmail, without, { operations: [byId, several] });
    expect(changes).toMatchObject([{ id: removal, verdict: 'blocked', operations: [{ name: 'ById' }] }]);
  });

  it('blocks a key by which its type would be no node any more', () => {
    const twice = {
      homes: withEmail.homes.replace('@key(fields: "id")', '@key(fields: "id") @key(fields: "name")'),
    };
    const { changes } = checkChange(withEmail, twice, { operations: [several] });
    expect(changes).toMatchObject([{ kind: 'OPERATION_INVALID', verdict: 'blocked' }]);
  });
});
