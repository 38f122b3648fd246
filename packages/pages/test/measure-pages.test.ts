import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AskGraph } from '../src/index.ts';
import { hostile, problem, sampleForms, sampleGraph } from './support/sample-graph.ts';
import { type ServedPages, servePages } from './support/serve-pages.ts';

let pages: ServedPages;
beforeAll(async () => {
  pages = await servePages(sampleGraph);
});
afterAll(() => pages[Symbol.asyncDispose]());

const assessed = '/outcomes/measures/assessed-in-time';
const text = async (path: string) => (await pages.get(path)).text();

test('the list of measures has each, and is searched by the words of a definition', async () => {
  const html = await text('/outcomes/measures');
  for (const id of Object.keys(sampleForms)) expect(html).toContain(`href="/outcomes/measures/${id}"`);
  const found = await text('/outcomes/measures?q=OVERPAID+money');
  expect(found).toContain('1 of 19 measures match');
  expect(found).toContain('href="/outcomes/measures/money-not-overpaid"');
  expect(found).not.toContain('href="/outcomes/measures/assessed-in-time"');
});

test('a page of a measure has its figure, interval, chart, table, definition, SQL and what it is cited as', async () => {
  const html = await text(`${assessed}?by=COMPLEXITY&by2=SEX&from=2026-01-01&to=2026-09-30&region=N50`);
  expect(html).toContain('<title>Assessed within ten working days – Throughgate</title>');
  expect(html).toContain('95% interval 35.9% to 46.1%');
  expect(html).toContain(
    'Highest: Medium complexity, Male (78.0%). Lowest: Medium complexity, Female (41.0%)',
  );
  expect(html.match(/<svg /g)).toHaveLength(2);
  expect(html).toMatch(/role="img" aria-label="Chart\. [^"]*table below\."/);
  expect(html).toContain('as of 2026-11-26T08:00:00Z, policy moj/1');
  expect(html).toContain('probation told nothing since');
  expect(html).toContain('FROM referral e WHERE');
  expect(html).toContain('?version=1');
  expect(pages.asked.at(-1)?.variables).toMatchObject({
    id: 'assessed-in-time',
    by: ['COMPLEXITY', 'SEX'],
    from: '2026-01-01',
    to: '2026-09-30',
    cohort: { regionCodes: ['N50'] },
  });
});

test('what is too few is a sign to the eye and words to the ear, and never a zero', async () => {
  const html = await text(`${assessed}?by=SEX`);
  expect(html).toContain(
    '<span aria-hidden="true">~</span><span class="govuk-visually-hidden">too few to tell</span>',
  );
  expect(html).toContain('~ too few');
});

test('a rate says for how many it is, and a length what it is in', async () => {
  expect(await text('/outcomes/measures/contact-in-13-weeks')).toMatch(/tg-figure">[\d.]+ for each 100</);
  const lengths = await text('/outcomes/measures/interview-length?by=SEX');
  expect(lengths).toMatch(/tg-figure">[\d.]+ minutes</);
  expect(lengths).toContain('Median, minutes');
});

test('against a target the share that was reached is told, and the numbers are drawn', async () => {
  const html = await text('/outcomes/measures/referrals-against-target?by=MONTH');
  expect(html).toMatch(/tg-figure">192\.5%</);
  expect(html).toContain('385 of 200');
  expect(html).toContain('Down from 155 in Nov 2025 to 105 in Sept 2026');
});

test('measures of days show how they pass, as steps with a table', async () => {
  const html = await text('/outcomes/measures/days-to-outcome?by=SEX');
  expect(html).toContain('How the days pass');
  expect(html).toContain('Half by: Female');
  expect(html).toMatch(/Day 28/);
});

test('a measure without records says so, and not zero', async () => {
  const html = await text('/outcomes/measures/settled-at-3-months');
  expect(html).toContain('No agency keeps these records yet.');
  expect(html).toMatch(/tg-figure--none">No data</);
  expect(html).not.toContain('<svg');
});

test('names that somebody made to be markup are text, in page and chart', async () => {
  const html = await text('/outcomes/measures/no-take-up?by=ENDING_REASON');
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;');
  const searched = await text(`/outcomes/measures?${new URLSearchParams({ q: hostile })}`);
  expect(searched).not.toContain('<script');
});

test('pages with charts keep to the policy: no style of their own, no script', async () => {
  for (const by of ['SEX', 'MONTH', 'QUARTER&by2=SEX', 'COMPLEXITY&by2=SEX']) {
    for (const id of ['assessed-in-time', 'referrals-against-target', 'days-to-outcome', 'outcome-gap']) {
      const response = await pages.get(`/outcomes/measures/${id}?by=${by}`);
      expect(response.status).toBe(200);
      const html = await response.text();
      expect(html).toContain('<svg ');
      expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=|\bNaN\b|undefined|\[object/);
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  }
});

test('bars of several groups differ by pattern beside colour', async () => {
  const html = await text(`${assessed}?by=COMPLEXITY&by2=SEX`);
  expect(html).toContain('<pattern ');
});

test('the CSV has cells and total, what is too few empty, and names its description', async () => {
  const response = await pages.get(`${assessed}.csv?by=SEX&from=2026-01-01&to=2026-09-30`);
  expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="assessed-in-time-v2-2026-11-26.csv"',
  );
  const lines = (await response.text()).split('\r\n');
  expect(lines).toEqual([
    'row,sex_code,sex,value,lower,upper,numerator,denominator,target,suppressed',
    expect.stringMatching(/^cell,F,Female,0\.67,.*,105,155,,false$/),
    'cell,M,Male,,,,,,,true',
    expect.stringMatching(/^total,,,0\.41,.*,160,385,,false$/),
    '',
  ]);
  const link = /<([^>]+)>; rel="describedby"; type="application\/csvm\+json"/.exec(
    response.headers.get('link') ?? '',
  );
  const described = new URL(link?.[1] ?? '', 'http://hub/outcomes/measures/');
  const metadata = (await (await pages.get(described.pathname + described.search)).json()) as {
    url: string;
    tableSchema: { columns: { name: string; datatype: string }[] };
  };
  expect(metadata.url).toBe('assessed-in-time.csv?by=SEX&from=2026-01-01&to=2026-09-30');
  expect(metadata.tableSchema.columns.map(({ name }) => name).join(',')).toBe(lines[0]);
  expect(metadata).toMatchObject({
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    'dc:identifier': expect.stringContaining('assessed-in-time version 2'),
  });
});

test('a label that a spreadsheet would run is text in the CSV', async () => {
  const csv = await text('/outcomes/measures/no-take-up.csv?by=ENDING_REASON');
  expect(csv).toContain(`cell,A,"Did not engage =<script>alert(""x"")</script>&'"""`);
  const formula: AskGraph = async (query, variables, request) => {
    const answer = (await sampleGraph(query, variables, request)) as {
      data: { figure?: { cells: { by: { label: string }[] }[] } };
    };
    const key = answer.data.figure?.cells[0]?.by[0];
    if (key) key.label = '=1+1';
    return answer;
  };
  await using other = await servePages(formula);
  expect(await (await other.get(`${assessed}.csv?by=SEX`)).text()).toContain(`cell,F,'=1+1,`);
});

test('the Parquet has the rows of the CSV with their types, and what it is cited as', async () => {
  const response = await pages.get(`${assessed}.parquet?by=SEX`);
  expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet');
  const file = await response.arrayBuffer();
  const rows = await parquetReadObjects({ file });
  expect(rows).toMatchObject([
    { row: 'cell', sex_code: 'F', sex: 'Female', numerator: 105, denominator: 155, suppressed: false },
    { row: 'cell', sex_code: 'M', value: null, numerator: null, denominator: null, suppressed: true },
    { row: 'total', sex_code: null, denominator: 385, suppressed: false },
  ]);
  const metadata = parquetMetadata(file).key_value_metadata ?? [];
  expect(metadata.find(({ key }) => key === 'citation')?.value).toContain('policy moj/1');
});

test('an unknown measure is told with those that there are', async () => {
  for (const path of ['/outcomes/measures/unknown%3Cb%3E', '/outcomes/measures/unknown.csv']) {
    const response = await pages.get(path);
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toContain('There is no such measure');
    expect(html).toContain('href="/outcomes/measures/assessed-in-time"');
    expect(html).not.toContain('<b>');
  }
});

test('what cannot be read of a choice is told at its field, and nothing is asked', async () => {
  const before = pages.asked.length;
  const response = await pages.get(`${assessed}?from=2026-02-30&to=yesterday&asOf=noon&version=x`);
  expect(response.status).toBe(400);
  const html = await response.text();
  expect(html).toContain('<title>Error: Assessed within ten working days');
  for (const field of ['from', 'to', 'asOf']) {
    expect(html).toContain(`href="#${field}"`);
    expect(html).toContain(`id="${field}-error"`);
  }
  expect(pages.asked.length).toBe(before);
  expect((await pages.get(`${assessed}.csv?from=tomorrow`)).status).toBe(400);
});

test.each([
  ['MEASURES_REBUILDING', 'Measures are being rebuilt: 1,200 of 5,000 people.', 503, 'being made anew'],
  ['MEASURES_NOT_KEPT', 'No measures here.', 503, 'keeps no measures'],
  ['TOO_MANY_CELLS', 'At most 5,000 cells.', 400, 'too many cells'],
  ['AS_OF_OUT_OF_RANGE', 'The first release is of 1 October.', 400, 'No figures were released'],
  ['SUBGRAPH_UNAVAILABLE', 'outcomes does not answer.', 503, 'did not answer'],
])('%s is told in words, with what to do', async (code, message, status, words) => {
  const refusing: AskGraph = async (query, variables, request) =>
    query.startsWith('query MeasureCatalogue')
      ? sampleGraph(query, variables, request)
      : { data: { versions: null, figure: null }, errors: [problem(code, message)] };
  await using refused = await servePages(refusing);
  const response = await refused.get(assessed);
  expect(response.status).toBe(status);
  const html = await response.text();
  expect(html).toContain(words);
  expect(html).toContain(message.replaceAll("'", '&#39;'));
});

test('what nobody foresaw shows no stack, is logged, and is found by its request', async () => {
  await using broken = await servePages(async () => {
    throw new Error('password=secret at /srv/pages.ts');
  });
  const response = await broken.get(assessed, { 'x-request-id': 'find-me' });
  expect(response.status).toBe(500);
  const html = await response.text();
  expect(html).toContain('find-me');
  expect(html).not.toMatch(/secret|\.ts/);
  expect(broken.logged).toHaveLength(1);
});
