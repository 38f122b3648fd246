import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSchemaOf } from '@throughgate/checks';
import { Kind, parse, validate } from 'graphql';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');

it('what the questions ask of measures is valid as it was written', () => {
  const api = apiSchemaOf(read('../schemas/supergraph.graphql'));
  const document = parse(read('questions/measure-fields.graphql'));
  expect(validate(api, document).map(({ message }) => message)).toEqual([]);
  const asked = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? one.selectionSet.selections : [],
  );
  expect(asked).toHaveLength(18);
  // It can fail.
  const misspelt = parse(read('questions/measure-fields.graphql').replace('NAMED_CONTACT', 'NAMED'));
  expect(validate(api, misspelt)).toHaveLength(1);
});
