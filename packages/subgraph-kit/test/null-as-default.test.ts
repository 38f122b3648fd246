import { afterAll, beforeAll, expect, test } from 'vitest';
import { startToyGraph, type ToyGraph } from './support/toy-graph.ts';

let graph: ToyGraph;
beforeAll(async () => {
  graph = await startToyGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const defaults = { first: 2, sizes: [1, 2] };

test.each<[string, string, Record<string, unknown>, object]>([
  ['not given', '{ page }', {}, defaults],
  ['null in the document', '{ page(first: null, sizes: null) }', {}, defaults],
  ['a variable that is null', 'query ($n: Int) { page(first: $n) }', { n: null }, defaults],
  ['a variable that is not there', 'query ($n: Int) { page(first: $n) }', {}, defaults],
  [
    'null where there is no default',
    '{ page(after: null, big: null) }',
    {},
    { ...defaults, after: null, big: null },
  ],
  ['a value', '{ page(first: 0, sizes: []) }', {}, { first: 0, sizes: [] }],
])('an argument with a default: %s', async (_, query, variables, given) => {
  const { body } = await graph.ask(query, variables);
  expect(body.errors).toBeUndefined();
  expect(JSON.parse(String(body.data?.['page']))).toEqual(given);
});
