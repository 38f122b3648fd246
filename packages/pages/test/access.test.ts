import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import type { AskGraph, PageScope } from '../src/index.ts';
import { hostile, problem, sampleGraph } from './support/sample-graph.ts';
import { servePages } from './support/serve-pages.ts';

const having =
  (...scopes: PageScope[]) =>
  (_: unknown, scope: PageScope) =>
    scopes.includes(scope);
const aggregate = [
  '/outcomes',
  '/outcomes/measures',
  '/outcomes/measures/ete-outcome',
  '/outcomes/measures/ete-outcome.csv',
];
const moreAggregate = ['/outcomes/cohorts', '/outcomes/cohorts/compare', '/outcomes/funnel'];
const people = ['/people', '/people/X123456'];

test.each<[string, PageScope[], readonly string[], readonly string[]]>([
  ['a commissioner', ['outcomes:aggregate', 'outcomes:write'], [...aggregate, ...moreAggregate], people],
  ['a practitioner', ['outcomes:read'], people, [...aggregate, ...moreAggregate]],
  ['whoever has neither', [], [], [...aggregate, ...moreAggregate, ...people]],
])(
  '%s has the pages that their scopes open, and for others the graph is not asked',
  async (_, scopes, open, closed) => {
    await using pages = await servePages(sampleGraph, { hasScope: having(...scopes) });
    for (const path of closed) {
      const response = await pages.get(path);
      expect([path, response.status]).toEqual([path, 403]);
      const html = await response.text();
      expect(html).toContain('Whoever manages your access can tell you which role opens it.');
      expect(html).not.toContain('Ada');
    }
    expect(pages.asked).toEqual([]);
    for (const path of open) expect([path, (await pages.get(path)).status]).not.toEqual([path, 403]);
    expect((await pages.get('/')).status).toBe(200);
  },
);

test('a measure that one caller was told of is not shown to the next who may not see it', async () => {
  let scopes: PageScope[] = ['outcomes:aggregate'];
  await using pages = await servePages(sampleGraph, { hasScope: (_, scope) => scopes.includes(scope) });
  expect(await (await pages.get('/outcomes/measures')).text()).toContain('Days to an outcome');
  scopes = [];
  const refused = await pages.get('/outcomes/measures');
  expect([refused.status, (await refused.text()).includes('Days to an outcome')]).toEqual([403, false]);
});

test('a cohort is saved by those who may, and by nobody else who sees cohorts', async () => {
  await using pages = await servePages(sampleGraph, { hasScope: having('outcomes:aggregate') });
  const fields = { sex: 'F', name: 'short-sentences', title: 'Short sentences' };
  const response = await pages.post('/outcomes/cohorts', fields);
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('Nothing was saved.');
  expect(pages.asked).toEqual([]);
});

test('a caller whom the gateway refuses is told what to do', async () => {
  const told = async (code: string, status: number) => {
    await using pages = await servePages(sampleGraph, {
      hasScope: () => {
        throw new GraphQLError('This is why.', { extensions: { code, http: { status } } });
      },
    });
    const response = await pages.get('/outcomes');
    return { status: response.status, html: await response.text() };
  };
  const stranger = await told('UNAUTHENTICATED', 401);
  expect(stranger.status).toBe(401);
  expect(stranger.html).toContain('You have to sign in');
  expect(stranger.html).toContain('href="/sign-in"');
  expect(stranger.html).toContain('This is why.');
  expect(await told('PURPOSE_NOT_GRANTED', 403)).toMatchObject({
    status: 403,
    html: expect.stringContaining('Choose a purpose at the top of the page'),
  });
  expect(await told('ISSUER_UNAVAILABLE', 503)).toMatchObject({ status: 503 });
});

test.each([
  ['UNAUTHENTICATED', 401, 'You have to sign in'],
  ['UNAUTHORIZED_FIELD_OR_TYPE', 403, 'Your role does not open this'],
  ['PURPOSE_REQUIRED', 400, 'Choose a purpose at the top of the page'],
  ['PURPOSE_NOT_GRANTED', 403, 'You have not been granted this purpose'],
  ['ISSUER_UNAVAILABLE', 503, 'Nobody can tell who you are'],
  ['FORBIDDEN', 403, 'You may not do this'],
])('a question that the graph refuses with %s is a page of its own', async (code, status, words) => {
  const refusing: AskGraph = async () => ({ data: null, errors: [problem(code, 'This is why.')] });
  await using pages = await servePages(refusing);
  for (const path of ['/people/X123456', '/outcomes', '/outcomes/cohorts', '/outcomes/funnel']) {
    const response = await pages.get(path);
    expect([path, response.status]).toEqual([path, status]);
    expect(await response.text()).toContain(words);
  }
});

test('what of a person may not be told leaves the rest of the page', async () => {
  const partly: AskGraph = async () => ({
    data: {
      offender: {
        id: 'b3',
        name: null,
        dateOfBirth: null,
        identifiers: null,
        journey: null,
        spells: null,
        releases: null,
      },
    },
    errors: [problem('UNAUTHORIZED_FIELD_OR_TYPE', 'Unauthorized field or type')],
  });
  await using pages = await servePages(partly);
  const response = await pages.get('/people/X123456');
  expect(response.status).toBe(200);
  const html = await response.text();
  expect(html).toContain('Not all of it could be told. Your role does not open this.');
  expect(html).not.toMatch(/undefined|null|NaN/);
});

test('every page says who has signed in, for what they ask, and how to end it', async () => {
  const session = {
    name: `Ada ${hostile}`,
    organisation: 'Probation Service',
    roles: ['probation-practitioner', 'unheard-of', '__proto__'],
    purposes: ['supervision', 'employment-support', hostile],
    purpose: 'employment-support',
  };
  await using pages = await servePages(sampleGraph, { sessionOf: () => session });
  for (const path of ['/', '/outcomes?region=N50', '/people/X123456', '/nowhere']) {
    const html = await (await pages.get(path)).text();
    const [, top = ''] =
      /<div class="tg-session">([\s\S]*?)<nav|<div class="tg-session">([\s\S]*?)<main/.exec(html) ?? [];
    expect(top).toContain('Probation practitioner, unheard-of, __proto__, Probation Service');
    expect(top).toMatch(/<option value="employment-support" title="Helping people[^"]+" selected>/);
    expect(top).toContain(`name="return" value="${path}"`);
    expect(top).toMatch(/<form[^>]+method="post" action="\/sign-out">/);
    expect(html).not.toMatch(/<script|\sstyle=/);
  }
  await using nobody = await servePages(sampleGraph);
  expect(await (await nobody.get('/')).text()).not.toContain('Sign out');
});
