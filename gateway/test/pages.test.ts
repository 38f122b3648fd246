import { GraphQLError } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import type { Pages } from '../src/index.ts';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { identity } from './support/identity.ts';

let agencies: Agencies;
let gateway: TestGateway;

/** A page that asks the graph, and one that tells who asks. */
const pages: Pages =
  ({ ask, callerOf }) =>
  async (app) => {
    app.get('/', async (_request, reply) => reply.type('text/html').send('<h1>Front</h1>'));
    app.get<{ Querystring: { query: string; id?: string } }>('/asked', (request) =>
      ask(request.query.query, { id: request.query.id }, request),
    );
    app.get('/caller', async (request) => callerOf(request));
  };

const opened = closedAfterAll();
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose(agencies.all), pages }));
});

const get = (path: string, headers: Record<string, string> = {}, redirect: RequestRedirect = 'manual') =>
  fetch(new URL(path, gateway.url), { headers, redirect });
const asking = (query: string, id = '') => `/asked?${new URLSearchParams({ query, id })}`;

test('pages are served beside the graph, which stays where it is', async () => {
  expect(await (await get('/')).text()).toBe('<h1>Front</h1>');
  expect(await gateway.ask('{ hubOnly }')).toMatchObject({
    status: 200,
    body: { data: { hubOnly: 'here' } },
  });
  expect((await get('/health/live')).status).toBe(200);
  const nowhere = await get('/nowhere');
  expect(nowhere.status).toBe(404);
  expect(await nowhere.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});

test('a page asks as whoever asks for it, under the id of its request', async () => {
  const headers = { 'x-request-id': 'page-1', authorization: 'Bearer of-the-page' };
  const answer = await get(asking('query Q($id: ID!) { person(id: $id) { name } }', '5'), headers);
  expect(await answer.json()).toEqual({ data: { person: { name: 'Person 5' } } });
  expect(agencies.hub.requests.at(-1)?.headers['x-request-id']).toBe('page-1');
});

test('what the graph refuses anybody it refuses a page', async () => {
  const tooMany = Array.from({ length: 60 }, (_, index) => `a${index}: hubOnly`).join(' ');
  const answer = (await (await get(asking(`{ ${tooMany} }`))).json()) as { errors: unknown[] };
  expect(answer.errors).toMatchObject([
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', limit: 'aliases' } },
  ]);
});

test('who may not ask the graph may ask no page either', async () => {
  await using closed = await startTestGateway({
    supergraphSdl: compose(agencies.all),
    pages,
    features: [
      identity(({ headers }) => {
        if (headers.authorization !== 'Bearer known') {
          throw new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
        }
        return { id: 'ada', kind: 'person', organisation: 'moj', roles: [], scopes: [] };
      }),
    ],
  });
  const path = asking('{ hubOnly }');
  const refused = await fetch(new URL(path, closed.url));
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect((await fetch(new URL('/caller', closed.url))).status).toBe(401);
  const headers = { authorization: 'Bearer known' };
  expect(await (await fetch(new URL(path, closed.url), { headers })).json()).toEqual({
    data: { hubOnly: 'here' },
  });
  expect(await (await fetch(new URL('/caller', closed.url), { headers })).json()).toMatchObject({
    id: 'ada',
  });
});

test('without pages the address of the gateway leads to the graph', async () => {
  await using plain = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  const answer = await fetch(new URL('/', plain.url), { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe('/graphql');
});
