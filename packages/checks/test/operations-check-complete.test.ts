import { operationShape } from '@throughgate/registry-client/operation-shape';
import fc from 'fast-check';
import { buildSchema, parse, validate, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { apiSchemaOf } from '../src/composition/api-schema-of.ts';
import { checkChange, operation, supergraphOf } from './support/operations-check.ts';
import { editSchema, richSchema } from './support/random-edits.ts';
import { writeOperation } from './support/random-operation.ts';

const schema = buildSchema(richSchema);
const edits = fc.array(fc.tuple(fc.nat(10_000), fc.nat(10_000)), { minLength: 1, maxLength: 3 });
const documents = fc.array(
  fc
    .infiniteStream(fc.nat(1_000_000))
    .map((numbers) => writeOperation(schema, (limit) => (numbers.next().value ?? 0) % limit)),
  { minLength: 5, maxLength: 15 },
);

/** The schema that clients would see, or undefined when the edits make no graph. */
function compose(sdl: string) {
  try {
    // Cheaper than composing, and enough for most edits that make no schema.
    if (validateSchema(buildSchema(sdl)).length > 0) return undefined;
    return apiSchemaOf(supergraphOf({ hub: sdl }));
  } catch {
    return undefined;
  }
}

describe('any change of a schema', () => {
  it('that makes an operation invalid is blocked by it, though only the shape of the operation is known', () => {
    const seen = { broken: 0, kept: 0, blockedThoughValid: 0 };
    fc.assert(
      fc.property(edits, documents, (choices, written) => {
        const sdl = editSchema(richSchema, choices);
        const after = compose(sdl);
        fc.pre(after !== undefined);
        if (after === undefined) return;
        const valid = written.filter((document) => validate(schema, parse(document)).length === 0);
        const operations = valid.map((document, index) => {
          const shape = operationShape(parse(document));
          return operation(shape.document, { hash: `${index}${shape.hash}`.slice(0, 64) });
        });
        const { changes, findings } = checkChange({ hub: richSchema }, { hub: sdl }, { operations });
        const blocking = changes.filter(({ verdict }) => verdict === 'blocked');
        const blocked = new Set(blocking.flatMap((change) => change.operations.map(({ hash }) => hash)));
        for (const [index, document] of valid.entries()) {
          const errors = validate(after, parse(document));
          const isBlocked = blocked.has(operations[index]?.hash ?? '');
          if (errors.length > 0) {
            seen.broken += 1;
            expect(isBlocked, `${document}\n${errors.join('\n')}`).toBe(true);
          } else {
            seen.kept += 1;
            if (isBlocked) seen.blockedThoughValid += 1;
          }
        }
        expect(findings.some(({ code }) => code === 'HUB-C010')).toBe(blocked.size > 0);
        // Whatever breaks is laid to a change of the schema.
        expect(changes.filter(({ kind }) => kind === 'OPERATION_INVALID')).toEqual([]);
      }),
      { numRuns: 40, seed: 1 },
    );
    // The edits did break operations, and did not block them all.
    expect(seen.broken).toBeGreaterThan(10);
    expect(seen.blockedThoughValid).toBeLessThan(seen.kept / 4);
  }, 120_000);
});
