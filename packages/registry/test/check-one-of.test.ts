import { expect, test } from 'vitest';
import { proposal } from './support/proposals.ts';
import { startRegistryForTest } from './support/running-registry.ts';

test('the check of a whole registry lets an input type with @oneOf pass, with the style it asks for', async () => {
  await using registry = await startRegistryForTest();
  const schema = `
    "Questions."
    type Query {
      "A home."
      home("By what." by: HomeBy!): String
    }
    "How a home is asked for: by exactly one of these."
    input HomeBy @oneOf {
      "By its id."
      id: ID
      "By the number of its beds."
      beds: Int
    }`;
  const { findings } = await registry.admin.check({ subgraphs: [proposal('homes', schema)] });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});
