import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { sampleGraph } from './support/sample-graph.ts';
import { servePages } from './support/serve-pages.ts';

const supergraph = new URL('../../../schemas/supergraph.graphql', import.meta.url);

test('every question that pages ask is one that the graph can answer', async () => {
  await using pages = await servePages(sampleGraph);
  for (const path of [
    '/outcomes',
    '/outcomes/measures/days-to-outcome?by=SEX',
    '/outcomes/cohorts',
    '/outcomes/cohorts/compare?measure=ete-outcome&a=short-sentences%401&b=women%403',
    '/outcomes/funnel',
    '/people/X123456',
  ]) {
    expect((await pages.get(path)).status).toBe(200);
  }
  await pages.post('/outcomes/cohorts', { sex: 'F', name: 'women', title: 'Women' });
  const schema = buildSchema(readFileSync(supergraph, 'utf8'), { assumeValidSDL: true });
  const texts = [...new Set(pages.asked.map(({ query }) => query))];
  expect(texts).toHaveLength(8);
  for (const text of texts) {
    expect(validate(schema, parse(text)).map(({ message }) => `${message}\n${text}`)).toEqual([]);
  }
});
