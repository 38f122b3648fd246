import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bearer, withCallers } from './support/callers.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { type FakeChanges, fakeChanges } from './support/fake-changes.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { holdRequests } from './support/hold-requests.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

const opened = closedAfterAll();
/** What the prison knows, by number; changed by tests. */
const cells = new Map<string, string>();
/** Whom numbers lead to, where that is not the person with the same digits; changed by tests. */
const links = new Map<string, string>();
let hub: SubgraphServer;
let prison: SubgraphServer;
let supergraphSdl: string;
let changes: FakeChanges;
let gateway: TestGateway;

beforeAll(async () => {
  hub = opened.use(
    await serveSubgraph(
      'hub',
      `type Query {
         person(id: ID!): Person
         people(ids: [ID!]!): [Person!]!
         known(number: ID!): Person @federation__tag(name: "cache:1m")
         mine(number: ID!): Person @federation__tag(name: "cache:1m:private")
         listed(numbers: [ID!]!): [Person!]! @federation__tag(name: "cache:1m")
         first: Person @federation__tag(name: "cache:1m")
         place(code: ID!): Place @federation__tag(name: "cache:1m")
       }
       type Place { code: ID! }
       type Person @key(fields: "id") { id: ID! name: String numbers: [ID!]! }`,
      {
        Query: {
          person: (_: unknown, { id }: { id: string }) => personOf(id),
          people: (_: unknown, { ids }: { ids: string[] }) => ids.map(personOf),
          known: (_: unknown, { number }: { number: string }) => knownBy(number),
          mine: (_: unknown, { number }: { number: string }) => knownBy(number),
          listed: (_: unknown, { numbers }: { numbers: string[] }) => numbers.map(knownBy),
          first: () => knownBy('N1'),
          place: (_: unknown, { code }: { code: string }) => ({ code }),
        },
        Person: { __resolveReference: ({ id }: { id: string }) => personOf(id) },
      },
    ),
  );
  prison = opened.use(
    await serveSubgraph(
      'prison',
      `type Person @key(fields: "id") {
         id: ID!
         numbers: [ID!]! @external
         custody(lang: String): Custody @requires(fields: "numbers") @federation__tag(name: "cache:1m")
         mine: String @federation__tag(name: "cache:1m:private")
         fresh: String
       }
       type Custody { number: ID! cell: String wing: Wing }
       type Wing @key(fields: "code") { code: ID! title: String @federation__tag(name: "cache:1m") }
       type Mutation { move(number: ID!, cell: String!): Custody }`,
      {
        Person: {
          __resolveReference: (reference: { id: string }) => (reference.id === 'gone' ? null : reference),
          custody: ({ numbers }: { numbers: string[] }, { lang }: { lang?: string }) =>
            custodyOf(numbers[0] ?? '', lang),
          mine: ({ id }: { id: string }) => `mine ${id}`,
          fresh: ({ id }: { id: string }) => `fresh ${id}`,
        },
        Mutation: {
          move(_: unknown, { number, cell }: { number: string; cell: string }) {
            cells.set(number, cell);
            return custodyOf(number);
          },
        },
      },
    ),
  );
  supergraphSdl = compose([hub, prison]);
});

beforeEach(async () => {
  cells.clear();
  links.clear();
  hub.requests.length = 0;
  prison.requests.length = 0;
  changes = fakeChanges();
  gateway = await startTestGateway({ supergraphSdl, ...withCallers, entityCache: { changes } });
  return () => gateway.gateway.stop();
});

function personOf(id: string) {
  return { __typename: 'Person', id, name: `Person ${id}`, numbers: [`N${id}`] };
}

function knownBy(number: string) {
  if (number === 'Nbroken') throw new Error('not known');
  return number === 'Nnobody' ? null : personOf(links.get(number) ?? number.slice(1));
}

function custodyOf(number: string, lang?: string) {
  if (number === 'Nbroken') throw new Error('not known');
  return {
    number,
    cell: `${cells.get(number) ?? 'A1'}${lang ? ` in ${lang}` : ''}`,
    wing: { code: 'W1', title: 'Wing 1' },
  };
}

const one = 'query ($id: ID!) { person(id: $id) { custody { cell } } }';
const many = 'query ($ids: [ID!]!) { people(ids: $ids) { name custody { cell } } }';
const purpose = { 'throughgate-purpose': 'supervision' };
const asking = { ...bearer('probation:read'), ...purpose };
const cellOf = async (id: string, headers = bearer('probation:read')) => {
  const { body } = await gateway.ask(one, { id }, { ...headers, ...purpose });
  expect(body.errors).toBeUndefined();
  const { person } = body.data as { person: { custody: { cell: string } } };
  return person.custody.cell;
};
const sent = () =>
  prison.requests.map(({ variables }) =>
    Object.values(variables)
      .flat()
      .map((one) => (one as { id?: string }).id),
  );

describe('what is kept', () => {
  test('is given again without asking the agency', async () => {
    expect(await cellOf('1')).toBe('A1');
    cells.set('N1', 'B2');
    expect(await cellOf('1')).toBe('A1');
    expect(prison.requests).toHaveLength(1);
    expect(hub.requests).toHaveLength(2);
    expect(await gateway.count('gateway_entity_cache_lookups_total')).toMatchObject([
      { labels: { result: 'miss' }, value: 1 },
      { labels: { result: 'hit' }, value: 1 },
    ]);
    expect(await gateway.count('gateway_entity_cache_entries')).toMatchObject([{ value: 1 }]);
  });

  test('belongs to its receiver: nobody is given what another was, changed', async () => {
    const both = 'query ($id: ID!) { person(id: $id) { name custody { cell wing { title } } } }';
    const ask = () => gateway.ask(both, { id: '1' }, bearer());
    const first = (await ask()).body;
    expect(first.data).toEqual({
      person: { name: 'Person 1', custody: { cell: 'A1', wing: { title: 'Wing 1' } } },
    });
    for (let i = 0; i < 3; i++) expect((await ask()).body).toEqual(first);
    expect(prison.requests).toHaveLength(1);
  });

  test('is not asked for again because something beside it is missing', async () => {
    await cellOf('1');
    await cellOf('3');
    prison.requests.length = 0;
    const { body } = await gateway.ask(many, { ids: ['1', '2', '3', '2'] }, asking);
    expect(body.data?.['people']).toEqual(
      ['1', '2', '3', '2'].map((id) => ({ name: `Person ${id}`, custody: { cell: 'A1' } })),
    );
    expect(sent()).toEqual([['2']]);
  });

  test.each([
    ['by the number that it is asked by', { prisonerNumber: 'N1' }],
    ['by its own key', { id: '1' }],
    ['by something that it shows', { code: 'W1' }],
  ])('is dropped when an event names it %s', async (_, key) => {
    const shows = 'query ($id: ID!) { person(id: $id) { custody { cell wing { code } } } }';
    const ask = async () => (await gateway.ask(shows, { id: '1' }, bearer())).body.data?.['person'];
    await ask();
    cells.set('N1', 'B2');
    changes.tell({ other: 'X' });
    expect(await ask()).toMatchObject({ custody: { cell: 'A1' } });
    changes.tell(key);
    expect(await ask()).toMatchObject({ custody: { cell: 'B2' } });
    expect(await gateway.count('gateway_entity_cache_drops_total')).toMatchObject([
      { labels: { reason: 'event' }, value: 1 },
    ]);
  });

  test('is dropped by a key of several fields only when it has all of them', async () => {
    await cellOf('1');
    cells.set('N1', 'B2');
    changes.tell({ agency: 'N1', number: '7' });
    expect(await cellOf('1')).toBe('A1');
    changes.tell({ agency: 'N1', number: '1' });
    expect(await cellOf('1')).toBe('B2');
  });

  test('is dropped by a mutation that names it, before its event is there', async () => {
    await cellOf('1');
    await cellOf('2');
    const moved = await gateway.ask(
      'mutation ($number: ID!) { move(number: $number, cell: "C3") { cell } }',
      { number: 'N1' },
      bearer(),
    );
    expect(moved.body.data).toEqual({ move: { cell: 'C3' } });
    expect(await cellOf('1')).toBe('C3');
    cells.set('N2', 'Z');
    expect(await cellOf('2')).toBe('A1');
  });

  test('is not what was asked for before an event that came first', async () => {
    const hold = holdRequests(prison);
    const before = cellOf('1');
    await hold.received(1);
    changes.tell({ prisonerNumber: 'N1' });
    hold.release();
    await before;
    cells.set('N1', 'B2');
    expect(await cellOf('1')).toBe('B2');
  });
});

describe('who is given what', () => {
  test('nobody with other scopes, and others with the same', async () => {
    await cellOf('1', bearer('probation:read'));
    await cellOf('1', bearer('probation:read'));
    expect(prison.requests).toHaveLength(1);
    await cellOf('1', bearer('prisons:read'));
    await cellOf('1', bearer('prisons:read', 'probation:read'));
    expect(prison.requests).toHaveLength(3);
  });

  test('nobody who asks for another purpose', async () => {
    await cellOf('1');
    await gateway.ask(one, { id: '1' }, bearer('probation:read'));
    expect(prison.requests).toHaveLength(2);
  });

  test('nobody else, of what is private', async () => {
    // Tokens of these callers name their scopes in order, so that one person has two of them with the same scopes.
    const mine = 'query { person(id: "1") { mine } }';
    await gateway.ask(mine, {}, bearer('a', 'b'));
    await gateway.ask(mine, {}, bearer('a', 'b'));
    expect(prison.requests).toHaveLength(1);
    await gateway.ask(mine, {}, bearer('b', 'a'));
    expect(prison.requests).toHaveLength(2);
    await gateway.ask(one, { id: '1' }, bearer('a', 'b'));
    await gateway.ask(one, { id: '1' }, bearer('b', 'a'));
    expect(prison.requests).toHaveLength(3);
  });
});

describe('what is never kept', () => {
  test('a fetch of a field that no tag allows, and what is asked with it', async () => {
    const mixed = 'query { person(id: "1") { fresh custody { cell } } }';
    await gateway.ask(mixed, {}, bearer());
    await gateway.ask(mixed, {}, bearer());
    expect(prison.requests).toHaveLength(2);
  });

  test('an entity with an error, or that is not there; others beside it are', async () => {
    const ids = ['1', 'broken', 'gone'];
    const ask = () => gateway.ask(many, { ids }, bearer());
    const { errors, data } = (await ask()).body;
    expect(errors?.map(({ path }) => path)).toEqual([['people', 1, 'custody']]);
    const again = (await ask()).body;
    expect(again.data).toEqual(data);
    // Relocated: the agency was asked for two, and its error is of the first of them.
    expect(again.errors?.map(({ path }) => path)).toEqual([['people', 1, 'custody']]);
    expect(sent()).toEqual([ids, ['broken', 'gone']]);
  });

  test('an answer with an error of no certain place', async () => {
    prison.misbehave = (response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ data: { _entities: [{ custody: { cell: 'A1' } }] }, errors: [{ message: 'odd' }] }),
      );
    };
    await gateway.ask(one, { id: '1' }, bearer());
    prison.misbehave = undefined;
    prison.requests.length = 0;
    await gateway.ask(one, { id: '1' }, bearer());
    expect(prison.requests).toHaveLength(1);
  });

  test('other arguments are other questions', async () => {
    const inLanguage = 'query ($lang: String) { person(id: "1") { custody(lang: $lang) { cell } } }';
    const ask = async (lang: string) =>
      (await gateway.ask(inLanguage, { lang }, bearer())).body.data?.['person'];
    expect(await ask('en')).toEqual({ custody: { cell: 'A1 in en' } });
    expect(await ask('cy')).toEqual({ custody: { cell: 'A1 in cy' } });
    expect(await ask('en')).toEqual({ custody: { cell: 'A1 in en' } });
    expect(prison.requests).toHaveLength(2);
  });
});

describe('a look-up', () => {
  const lookUp = 'query ($number: ID!) { known(number: $number) { id name custody { cell } } }';
  const ask = async (number = 'N1', query = lookUp, headers: Record<string, string> = asking) =>
    (await gateway.ask(query, { number }, headers)).body;
  const asked = () => hub.requests.length;

  test('is given again without asking any agency, each time to be changed by its receiver', async () => {
    const first = await ask();
    expect(first.data).toEqual({ known: { id: '1', name: 'Person 1', custody: { cell: 'A1' } } });
    for (let i = 0; i < 3; i++) expect(await ask()).toEqual(first);
    expect([asked(), prison.requests.length]).toEqual([1, 1]);
    expect(await gateway.count('gateway_entity_cache_lookups_total')).toMatchObject([
      { labels: { result: 'miss' }, value: 2 },
      { labels: { result: 'hit' }, value: 6 },
    ]);
  });

  test.each([
    ['by what it was asked by', { prisonerNumber: 'N7' }, '{ known(number: $number) { name } }'],
    ['by what it was asked by, written out', { number: 'N7' }, '{ known(number: "N7") { name } }'],
    ['by the key of the entity that it gave', { id: '1' }, '{ known(number: $number) { id } }'],
    ['by what other agencies know it by', { prisonerNumber: 'N1' }, '{ known(number: $number) { numbers } }'],
    [
      'by what they are sent of it',
      { prisonerNumber: 'N1' },
      '{ known(number: $number) { custody { cell } } }',
    ],
  ])('is dropped when an event names it %s', async (_, key, selection) => {
    links.set('N7', '1');
    const query = selection.includes('$number') ? `query ($number: ID!) ${selection}` : selection;
    await ask('N7', query);
    changes.tell({ other: 'X' });
    await ask('N7', query);
    expect(asked()).toBe(1);
    changes.tell(key);
    await ask('N7', query);
    expect(asked()).toBe(2);
  });

  test('of one person is not that of another, nor that of other fields', async () => {
    await ask('N1');
    expect((await ask('N2')).data).toMatchObject({ known: { id: '2' } });
    const named = 'query ($number: ID!) { known(number: $number) { name } }';
    expect((await ask('N1', named)).data).toEqual({ known: { name: 'Person 1' } });
    expect(asked()).toBe(3);
  });

  test('is dropped by a mutation that names it', async () => {
    await ask();
    await gateway.ask('mutation { move(number: "N1", cell: "C3") { cell } }', {}, bearer());
    expect((await ask()).data).toMatchObject({ known: { custody: { cell: 'C3' } } });
    expect(asked()).toBe(2);
  });

  test('that was asked before an event is not kept after it', async () => {
    const hold = holdRequests(hub);
    const before = ask();
    await hold.received(1);
    changes.tell({ prisonerNumber: 'N1' });
    hold.release();
    await before;
    await ask();
    expect(asked()).toBe(2);
  });

  test('is given to callers with the same scopes and purpose alone, and one that is private to its token', async () => {
    await ask('N1', lookUp, { ...bearer('a'), ...purpose });
    await ask('N1', lookUp, { ...bearer('b'), ...purpose });
    await ask('N1', lookUp, { ...bearer('a', 'b'), ...purpose });
    await ask('N1', lookUp, bearer('a'));
    expect(asked()).toBe(4);
    await ask('N1', lookUp, { ...bearer('b', 'a'), ...purpose });
    expect(asked()).toBe(4);
    const own = 'query ($number: ID!) { mine(number: $number) { id } }';
    for (const scopes of [
      ['a', 'b'],
      ['a', 'b'],
      ['b', 'a'],
    ])
      await ask('N1', own, bearer(...scopes));
    expect(asked()).toBe(6);
  });

  test.each([
    ['nobody is found', 'Nnobody', lookUp],
    ['it fails', 'Nbroken', lookUp],
    [
      'nobody is found by one of two',
      'N1',
      '{ known(number: "N1") { id } other: known(number: "Nnobody") { id } }',
    ],
    [
      'another root field that may not be kept is asked with it',
      'N1',
      '{ known(number: "N1") { id } person(id: "1") { id } }',
    ],
    ['it gives a list', 'N1', 'query ($number: ID!) { listed(numbers: [$number]) { id } }'],
    ['it has no arguments', 'N1', '{ first { id } }'],
    ['it gives no entity', 'N1', '{ place(code: "P") { code } }'],
  ])('is not kept where %s', async (_, number, query) => {
    await ask(number, query);
    await ask(number, query);
    expect(asked()).toBe(2);
  });

  test('is made anew while events are not followed', async () => {
    await ask();
    changes.set(false);
    links.set('N1', '2');
    expect((await ask()).data).toMatchObject({ known: { id: '2' } });
    links.set('N1', '3');
    changes.set(true);
    expect((await ask()).data).toMatchObject({ known: { id: '3' } });
  });
});

describe('a whole answer', () => {
  const lookUp =
    'query One($number: ID!, $wing: Boolean = true) { known(number: $number) { custody { cell wing @include(if: $wing) { code } } } }';
  const ask = async (variables: object = { number: 'N1' }, query = lookUp) =>
    (await gateway.ask(query, { ...variables }, asking)).body;
  const planned = async () => {
    const counts = (await gateway.count('gateway_plan_cache_lookups_total')) as { value: number }[];
    return counts.reduce((sum, { value }) => sum + value, 0);
  };
  const first = { known: { custody: { cell: 'A1', wing: { code: 'W1' } } } };

  test('is not put together again as long as all of it is kept', async () => {
    for (let i = 0; i < 4; i++) expect(await ask()).toEqual({ data: first });
    expect(await planned()).toBe(1);
    expect(await gateway.count('gateway_entity_cache_lookups_total')).toMatchObject([
      { labels: { result: 'miss' }, value: 2 },
      { labels: { result: 'hit' }, value: 6 },
    ]);
  });

  test('is dropped with any part of it', async () => {
    await ask();
    cells.set('N1', 'B2');
    // Only the prison's answer shows the wing.
    changes.tell({ code: 'W1' });
    expect((await ask()).data).toMatchObject({ known: { custody: { cell: 'B2' } } });
    expect([hub.requests.length, prison.requests.length]).toEqual([1, 2]);
    expect(await planned()).toBe(2);
    links.set('N1', '2');
    changes.tell({ number: 'N1' });
    cells.set('N2', 'C3');
    expect((await ask()).data).toMatchObject({ known: { custody: { cell: 'C3' } } });
  });

  test('is that of its variables, its document and its operation', async () => {
    const two = `${lookUp} query Two($number: ID!) { known(number: $number) { name } }`;
    const named = async (operationName: string) => {
      const body = JSON.stringify({ query: two, operationName, variables: { number: 'N1' } });
      const headers = { 'content-type': 'application/json', ...asking };
      return (await fetch(gateway.url, { method: 'POST', headers, body })).json();
    };
    for (let i = 0; i < 2; i++) {
      expect((await ask()).data).toEqual(first);
      expect((await ask({ number: 'N1', wing: false })).data).toEqual({ known: { custody: { cell: 'A1' } } });
      expect(await named('One')).toEqual({ data: first });
      expect(await named('Two')).toEqual({ data: { known: { name: 'Person 1' } } });
    }
  });

  test('is none where a part of it may not be kept', async () => {
    const fresh = 'query One($number: ID!) { known(number: $number) { custody { cell } fresh } }';
    await ask({ number: 'N1' }, fresh);
    await ask({ number: 'N1' }, fresh);
    expect(prison.requests).toHaveLength(2);
    expect(await planned()).toBe(2);
  });

  test('is not tried for variables that are nested too deep', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const body = `{"query":${JSON.stringify(lookUp)},"variables":{"number":${deep}}}`;
    const headers = { 'content-type': 'application/json', ...asking };
    const response = await fetch(gateway.url, { method: 'POST', headers, body });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('the cache steps aside', () => {
  test('while events are not followed, and begins anew after', async () => {
    await cellOf('1');
    changes.set(false);
    cells.set('N1', 'B2');
    expect(await cellOf('1')).toBe('B2');
    cells.set('N1', 'C3');
    changes.set(true);
    expect(await cellOf('1')).toBe('C3');
    expect(await gateway.count('gateway_entity_cache_lookups_total')).toContainEqual(
      expect.objectContaining({ labels: { result: 'bypassed' }, value: 1 }),
    );
    expect(await gateway.count('gateway_entity_cache_following')).toMatchObject([{ value: 1 }]);
  });

  test('while events are later than answers may be old', async () => {
    await cellOf('1');
    changes.set(true, 60_001);
    cells.set('N1', 'B2');
    expect(await cellOf('1')).toBe('B2');
  });

  test('where nobody tells it of events, and where it is given no memory', async () => {
    for (const entityCache of [{}, { changes, maxBytes: 0 }]) {
      await using without = await startTestGateway({ supergraphSdl, ...withCallers, entityCache });
      prison.requests.length = 0;
      for (let i = 0; i < 2; i++) await without.ask(one, { id: '1' }, bearer());
      expect(prison.requests).toHaveLength(2);
    }
  });

  test('for what has no room', async () => {
    await using small = await startTestGateway({
      supergraphSdl,
      ...withCallers,
      entityCache: { changes, maxBytes: 2_000 },
    });
    for (const id of ['1', '2', '3', '4', '5', '6']) await small.ask(one, { id }, bearer());
    const [entries] = (await small.count('gateway_entity_cache_entries')) as { value: number }[];
    const [bytes] = (await small.count('gateway_entity_cache_bytes')) as { value: number }[];
    expect(entries?.value).toBeGreaterThan(0);
    expect(entries?.value).toBeLessThan(6);
    expect(bytes?.value).toBeLessThanOrEqual(2_000);
    prison.requests.length = 0;
    await small.ask(one, { id: '6' }, bearer());
    await small.ask(one, { id: '1' }, bearer());
    expect(sent()).toEqual([['1']]);
  });
});
