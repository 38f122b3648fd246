import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AskGraph } from '../src/index.ts';
import { hostile, problem, sampleGraph } from './support/sample-graph.ts';
import { type ServedPages, servePages } from './support/serve-pages.ts';

let pages: ServedPages;
beforeAll(async () => {
  pages = await servePages(sampleGraph);
});
afterAll(() => pages[Symbol.asyncDispose]());

const text = async (path: string) => (await pages.get(path)).text();

test('the dashboard asks twelve measures in one question and shows a card for each', async () => {
  await pages.get('/outcomes/measures');
  const before = pages.asked.length;
  const html = await text('/outcomes?region=N50&from=2026-01-01&to=2026-09-30');
  expect(pages.asked.length).toBe(before + 1);
  expect(html.match(/<li class="tg-card"/g)).toHaveLength(12);
  expect(html.match(/<svg /g)).toHaveLength(12);
  expect(html.match(/How it is counted/g)).toHaveLength(12);
  for (const form of ['csv', 'csv-metadata.json', 'parquet']) {
    expect(html).toContain(
      `/outcomes/measures/ete-outcome.${form}?region=N50&amp;by=COMPLEXITY&amp;from=2026-01-01`,
    );
  }
  expect(html).not.toMatch(/<script|<style|\sstyle=|\bNaN\b|\[object/);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a contract is counted where a measure knows contracts, else its region, which the card says', async () => {
  const withoutContracts: AskGraph = async (query, variables, request) => {
    const answer = (await sampleGraph(query, variables, request)) as {
      data: { measures?: { id: string; dimensions: string[] }[] };
    };
    const releases = answer.data.measures?.find(({ id }) => id === 'released-unseen');
    if (releases) releases.dimensions = ['REGION'];
    return answer;
  };
  await using other = await servePages(withoutContracts);
  const html = await (await other.get('/outcomes?contract=DN535743')).text();
  const variables = Object.values(other.asked.at(-1)?.variables ?? {});
  expect(variables).toContainEqual({ contractReferences: ['DN535743'] });
  expect(variables).toContainEqual({ regionCodes: expect.arrayContaining([expect.any(String)]) });
  expect(html).toContain('it counts the region of the contract');
});

test('a measure that is refused leaves the others on the dashboard', async () => {
  const partly: AskGraph = async (query, variables, request) => {
    const answer = await sampleGraph(query, variables, request);
    if (!query.startsWith('query Dashboard')) return answer;
    const data = { ...(answer.data as object), m3: null };
    return { data, errors: [{ ...problem('TOO_MANY_CELLS', 'Too many of them.'), path: ['m3'] }] };
  };
  await using partial = await servePages(partly);
  const response = await partial.get('/outcomes');
  expect(response.status).toBe(200);
  const html = await response.text();
  expect(html.match(/<svg /g)).toHaveLength(11);
  expect(html).toContain('Too many of them.');
});

test('while the figures are being made anew, the dashboard says how far that is', async () => {
  const rebuilding: AskGraph = async (query, variables, request) =>
    query.startsWith('query Dashboard')
      ? { data: {}, errors: [problem('MEASURES_REBUILDING', '1,200 of 5,000 people are done.')] }
      : sampleGraph(query, variables, request);
  await using other = await servePages(rebuilding);
  const response = await other.get('/outcomes');
  expect(response.status).toBe(503);
  const html = await response.text();
  expect(html).toContain('1,200 of 5,000 people are done.');
  expect(html).toContain('id="region"');
});

test('a bad period is told at its field', async () => {
  const response = await pages.get('/outcomes?from=2026-09-01&to=2026-01-01');
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('Last day must be the same as or after the first day');
});

test('the funnel shows steps, shares and median days', async () => {
  const html = await text('/outcomes/funnel');
  expect(html).toContain('Median days from the step before');
  expect(html).toContain('36 days');
  expect(html).toContain('80.0%');
  expect(html.match(/<svg /g)).toHaveLength(2);
});

test('a cohort is chosen by boxes, looked at, and saved by the page itself only', async () => {
  const builder = await text('/outcomes/cohorts');
  expect(builder).toContain('type="checkbox" value="F"');
  expect(builder).toContain('Cohort women@3');
  expect(builder).not.toContain('<script');
  const preview = await text('/outcomes/cohorts?sex=F&complexity=HIGH&complexity=LOW');
  expect(preview).toContain('<input type="hidden" name="complexity" value="HIGH">');
  const fields = { sex: 'F', name: 'short-sentences', title: 'Short sentences' };
  const before = pages.asked.length;
  const forged: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of forged) {
    expect((await pages.post('/outcomes/cohorts', fields, headers)).status).toBe(403);
  }
  expect(pages.asked.length).toBe(before);
  const saved = await pages.post('/outcomes/cohorts', fields);
  expect(saved.status).toBe(303);
  expect(saved.headers.get('location')).toBe('/outcomes/cohorts?saved=short-sentences%402');
  expect(pages.asked.at(-1)?.variables).toEqual({
    input: { name: 'short-sentences', title: 'Short sentences', cohort: { sex: ['F'] } },
  });
});

test('a cohort without a name, words or groups is not saved, and each is told', async () => {
  const response = await pages.post('/outcomes/cohorts', { name: 'No Name' });
  expect(response.status).toBe(400);
  const html = await response.text();
  for (const field of ['sex', 'name', 'title']) expect(html).toContain(`href="#${field}"`);
});

test('two cohorts are compared by the interval of their difference', async () => {
  const html = await text('/outcomes/cohorts/compare?measure=ete-outcome&a=short-sentences@1&b=women@3');
  expect(html).toContain('+13.0 points');
  expect(html).toContain('95% interval of the difference: +2.0 points to +24.0 points');
  expect(html).toContain('short-sentences@1 is higher');
  const incomplete = await pages.get('/outcomes/cohorts/compare?measure=ete-outcome');
  expect(incomplete.status).toBe(400);
});

test('an identifier is sent by POST and led on to the journey', async () => {
  const response = await pages.post('/people', { identifier: ' 1979/0163001B ' });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/people/1979%2F0163001B');
  expect((await pages.post('/people', { identifier: ' ' })).status).toBe(400);
});

test('the journey has its timeline, lanes, spells and what was missing, and leaves no trace', async () => {
  const response = await pages.get('/people/X123456');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('referrer-policy')).toBe('strict-origin');
  const html = await response.text();
  expect(html).toContain('moj-timeline__item');
  expect(html).toContain('No bank account</strong>, open since 1 December 2025. Prisons can close it.');
  expect(html).toContain('Cannot be told from the records: no treatment link');
  expect(html.match(/<svg /g)?.length).toBeGreaterThanOrEqual(2);
  expect(html).toContain('href="/people/X123456?after=c5"');
  expect(html).not.toMatch(/<script|\sstyle=|\bNaN\b|undefined/);
  const earlier = await text('/people/X123456?after=c5');
  expect(earlier).toContain('Earlier event 0');
});

test('nobody by the identifier is told as that', async () => {
  const response = await pages.get(`/people/${encodeURIComponent(hostile)}`);
  expect(response.status).toBe(404);
  const html = await response.text();
  expect(html).toContain('No agency knows anybody by this identifier');
  expect(html).not.toContain('<script');
});

test('what an agency did not answer is said beside what is known', async () => {
  const partly: AskGraph = async (query, variables, request) => {
    const answer = (await sampleGraph(query, variables, request)) as {
      data: { offender: { releases: { gaps: unknown; unknown: unknown }[] } };
    };
    Object.assign(answer.data.offender.releases[0] ?? {}, { gaps: null, unknown: null });
    return { ...answer, errors: [problem('SUBGRAPH_UNAVAILABLE', 'probation does not answer.')] };
  };
  await using partial = await servePages(partly);
  const html = await (await partial.get('/people/X123456')).text();
  expect(html).toContain('probation does not answer.');
  expect(html).toContain('cannot be told while probation does not answer');
  expect(html).toContain('moj-timeline__item');
});
