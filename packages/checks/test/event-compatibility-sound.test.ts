import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createComparison } from '../src/events/compatibility/create-comparison.ts';
import { schemaPairs, type TestSchema } from './support/schema-pairs.ts';
import { writtenDocument } from './support/written-documents.ts';

describe('what the compatibility check promises', () => {
  it('holds: a document that is written by one schema is accepted by every other one that it calls compatible', () => {
    const compare = createComparison();
    const ajv = new Ajv2020({
      strict: false,
      logger: false,
      validateSchema: false,
      code: { optimize: false },
    });
    addFormats.default(ajv);
    const isValid = (schema: TestSchema, value: unknown) => ajv.validate(schema, value);
    let compatible = 0;
    let documents = 0;
    fc.assert(
      fc.property(schemaPairs, fc.infiniteStream(fc.nat(1_000_000)), ([writer, reader], stream) => {
        if (isDeepStrictEqual(writer, reader) || compare(writer, reader).length > 0) return;
        compatible += 1;
        const numbers = stream[Symbol.iterator]();
        const chance = (limit: number) => Number(numbers.next().value) % limit;
        for (let attempt = 0; attempt < 30; attempt += 1) {
          const made = writtenDocument(writer, chance, isValid);
          if (!made) continue;
          documents += 1;
          expect(isValid(reader, made.document), JSON.stringify(made.document)).toBe(true);
        }
      }),
      { numRuns: 1_500, seed: 20_261_001 },
    );
    // The promise would also hold for a check that calls nothing compatible.
    expect(compatible).toBeGreaterThan(100);
    expect(documents).toBeGreaterThan(1_000);
  });
});
