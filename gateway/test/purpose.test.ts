import { decodeCaller } from '@throughgate/service';
import { beforeAll, describe, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';
import { bearing, startTokenGateway, type TokenGateway } from './support/token-gateway.ts';

const typeDefs = `
  type Query {
    prisons: [Prison!]!
    record: Record
    thing: Thing
    found: Found
    count(over: Int, of: String @federation__tag(name: "data:personal")): Int
    search(filter: Filter, band: Band): Int
    name: String @federation__tag(name: "data:personal")
    size: Int @federation__tag(name: "data:none")
    later: Int @federation__tag(name: "regime:later")
  }
  type Mutation { note(text: String): Note rename(code: String): Prison }
  type Prison implements Thing { id: ID! code: String governor: Governor }
  type Governor { name: String @federation__tag(name: "data:personal") since: Int }
  type Record implements Thing @federation__tag(name: "data:criminal-offence") { id: ID! public: Int @federation__tag(name: "data:none") }
  type Note @federation__tag(name: "data:special-category") { text: String }
  interface Thing { id: ID! }
  union Found = Prison | Note
  input Filter { within: Filter and: Inner }
  input Inner { nino: String @federation__tag(name: "data:personal") }
  input Band { of: Int @federation__tag(name: "data:none") }
`;

const opened = closedAfterAll();
let hub: SubgraphServer;
let gateway: TokenGateway;
let supergraphSdl: string;
const serviceKey = 'the service key of this test, long enough';

beforeAll(async () => {
  hub = opened.use(
    await serveSubgraph('hub', typeDefs, {
      Query: { prisons: () => [{ id: '1', code: 'MDI' }], name: () => 'Jack', record: () => ({ id: '1' }) },
      Mutation: { note: () => ({ text: 'a' }), rename: () => ({ id: '1' }) },
      Thing: { __resolveType: () => 'Prison' },
      Found: { __resolveType: () => 'Prison' },
    }),
  );
  supergraphSdl = compose([hub]);
  gateway = opened.use(await startTokenGateway({ supergraphSdl, serviceKey }));
});

const purposes = ['supervision', 'employment-support', 'a purpose of another house'];
const granted = [
  {
    name: 'supervision',
    covers: 'Supervising people on orders and licences, and their rehabilitation.',
  },
  { name: 'employment-support', covers: 'Helping people into work and training.' },
];
const grants =
  'The token grants "supervision" (Supervising people on orders and licences, and their rehabilitation), "employment-support" (Helping people into work and training).';

async function ask(query: string, purpose?: string, claims: Record<string, unknown> = { purposes }) {
  const headers = {
    ...bearing(await gateway.issuer.sign(claims)),
    ...(purpose === undefined ? {} : { 'throughgate-purpose': purpose }),
  };
  return gateway.ask(query, {}, headers);
}

describe('a purpose is asked for', () => {
  test.each([
    ['a field', '{ name }'],
    ['an alias of one', '{ size: name }'],
    ['what it returns', '{ record { __typename } }'],
    ['a field of a type, though it is said to be none', '{ record { public } }'],
    ['a field further down', '{ prisons { governor { since name } } }'],
    ['an interface that may be about people', '{ thing { id } }'],
    ['a union that may be', '{ found { __typename } }'],
    ['a fragment on one of its members', '{ found { ... on Note { text } } }'],
    ['a named fragment', '{ ...A } fragment A on Query { ...B } fragment B on Query { name }'],
    ['an argument', '{ count(of: "A1234BC") }'],
    ['an argument that a variable gives', 'query ($of: String) { count(of: $of) }'],
    ['a field of an input', '{ search(filter: { and: { nino: "AB123456C" } }) }'],
    ['an input that could hold one', '{ search(filter: {}) }'],
    ['a field that may be skipped', 'query ($no: Boolean = true) { size name @skip(if: $no) }'],
    ['a mutation', 'mutation { note(text: "a") { __typename } }'],
  ])('where data of people are selected: %s', async (_, query) => {
    const asked = hub.requests.length;
    const { status, body } = await ask(query);
    expect(body).toEqual({
      errors: [
        {
          message: `The operation asks for data of people: state for what purpose, in the header "throughgate-purpose". ${grants}`,
          extensions: { code: 'PURPOSE_REQUIRED', purposes: granted },
        },
      ],
    });
    expect(status).toBe(400);
    expect(hub.requests).toHaveLength(asked);
    const stated = await ask(query, 'supervision');
    expect(stated.status).toBe(200);
    expect(stated.body.data).toBeDefined();
  });

  test.each([
    '{ prisons { id code } }',
    '{ prisons { governor { since } } }',
    '{ size later __typename }',
    '{ count(over: 3) }',
    '{ search(band: { of: 1 }) }',
    '{ __schema { types { name } } __type(name: "Record") { name } }',
    'mutation { rename(code: "MDI") { id } }',
  ])('and nowhere else: %s', async (query) => {
    const { status, body } = await ask(query, undefined, {});
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
  });

  test('of the operation that is asked for, and of no other in its document', async () => {
    const document = 'query A { size } query B { name }';
    const send = async (operationName: string) => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearing(await gateway.issuer.sign()) },
        body: JSON.stringify({ query: document, operationName }),
      });
      return response.status;
    };
    expect(await send('A')).toBe(200);
    expect(await send('B')).toBe(400);
  });

  test.each([
    ['imported as another', 'import: [{name: "@tag", as: "@label"}]', 'label'],
    ['as another', 'as: "label"', 'label'],
    ['as it is', '', 'tag'],
  ])('where the tag is linked %s', async (_, argument, name) => {
    const linked = supergraphSdl
      .replace('import: [{name: "@tag", as: "@federation__tag"}]', argument)
      .replaceAll('@federation__tag', `@${name}`);
    expect(linked).toContain(`@${name}(name: "data:personal")`);
    await using own = await startTokenGateway({ supergraphSdl: linked });
    expect((await own.ask('{ name }', {}, bearing(await own.issuer.sign()))).body.errors).toMatchObject([
      { extensions: { code: 'PURPOSE_REQUIRED', purposes: [] } },
    ]);
  });

  test('of nobody where no issuer vouches for callers', async () => {
    await using own = await startTestGateway({ supergraphSdl });
    expect((await own.ask('{ name }')).body).toEqual({ data: { name: 'Jack' } });
  });
});

describe('a purpose', () => {
  test('that is granted goes with who asks to the agencies', async () => {
    expect((await ask('{ name }', 'employment-support')).body).toEqual({ data: { name: 'Jack' } });
    const caller = decodeCaller(String(hub.requests.at(-1)?.headers['throughgate-caller']));
    expect(caller?.purpose).toBe('employment-support');
  });

  test.each([
    'custody',
    'curiosity',
    'Supervision',
    'super',
    'supervision, employment-support',
    'a purpose of another house',
    'constructor',
    '__proto__',
  ])('%j that is not granted is refused, whatever is selected', async (purpose) => {
    const { status, body } = await ask('{ size }', purpose);
    expect(status).toBe(403);
    expect(body).toEqual({
      errors: [
        {
          message: `The token does not grant the purpose that the header "throughgate-purpose" states. ${grants}`,
          extensions: { code: 'PURPOSE_NOT_GRANTED', purposes: granted },
        },
      ],
    });
  });

  test('of a token that grants none is told to ask for one', async () => {
    const { body } = await ask('{ name }', undefined, {});
    expect(body.errors?.[0]?.message).toMatch(/The token grants none: ask its issuer for one\.$/);
  });

  test('tells requests in flight apart', async () => {
    const token = await gateway.issuer.sign({ purposes });
    const send = (purpose: string) =>
      gateway.ask('{ name size }', {}, { ...bearing(token), 'throughgate-purpose': purpose });
    const before = hub.requests.length;
    await Promise.all([send('supervision'), send('employment-support')]);
    expect(hub.requests.length - before).toBe(2);
  });
});
