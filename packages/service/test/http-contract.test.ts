import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Caller,
  createSigner,
  decodeCaller,
  encodeCaller,
  localDeveloper,
  signatureHeader,
  verifySignature,
} from '../src/index.ts';

// What subgraphs in other languages are written by: the code here must say the same as the files.

const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../schemas', name), 'utf8'));

interface Vector {
  readonly key: string;
  readonly cases: readonly {
    readonly name: string;
    readonly caller: Caller | null;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly now: number;
    readonly accepted: boolean;
  }[];
}

describe('the test vector of the signature', () => {
  const { key, cases } = read('request-signature.json') as Vector;
  afterEach(() => vi.useRealTimers());

  it.each(cases)('is what the hub verifies: $name', ({ caller, body, headers, now, accepted }) => {
    vi.useFakeTimers({ now });
    expect(verifySignature(key, headers, body)).toEqual(accepted ? caller : undefined);
    expect(verifySignature(key, headers, Buffer.from(body))).toEqual(accepted ? caller : undefined);
  });

  it.each(cases.filter(({ accepted }) => accepted))(
    'is what the gateway signs: $name',
    ({ caller, body, headers }) => {
      vi.useFakeTimers({ now: Number(headers[signatureHeader]?.split('.')[0]) });
      expect(createSigner(key)(caller ?? expect.fail(), body)).toEqual(headers);
    },
  );
});

describe('the JSON Schema of the caller', () => {
  const schema = read('caller.json') as { examples: unknown[] };
  const isCaller = new Ajv2020({ strict: true }).compile(schema);
  const decoded = (value: unknown) => decodeCaller(Buffer.from(JSON.stringify(value)).toString('base64url'));

  it('has the local developer for an example, and takes every caller that the gateway sends', () => {
    expect(schema.examples).toEqual([localDeveloper]);
    const { purpose: _, ...without } = localDeveloper;
    for (const caller of [localDeveloper, without]) {
      const sent: unknown = JSON.parse(Buffer.from(encodeCaller(caller), 'base64url').toString());
      expect(isCaller(sent)).toBe(true);
    }
  });

  it('takes what the hub takes for a caller, and nothing else', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.constant({}),
    );
    const almost = fc.record(
      {
        id: fc.oneof(fc.string(), anything),
        kind: fc.oneof(fc.constantFrom('developer', 'person', 'system', 'god'), anything),
        organisation: fc.oneof(fc.string(), anything),
        roles: fc.oneof(fc.array(fc.string()), fc.array(anything), anything),
        scopes: fc.oneof(fc.array(fc.string()), fc.array(anything), anything),
        purpose: fc.oneof(fc.string(), anything),
        other: anything,
      },
      { requiredKeys: [] },
    );
    const likely = fc
      .tuple(fc.constant(localDeveloper), almost)
      .map(([whole, part]) => ({ ...whole, ...part }));
    fc.assert(
      fc.property(fc.oneof(likely, almost, anything), (value) => {
        expect(decoded(value) !== undefined).toBe(isCaller(value));
      }),
      { numRuns: 2_000 },
    );
  });
});
