import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Caller,
  createSignatureVerifier,
  createSigner,
  decodeCaller,
  encodeCaller,
  keyId,
  localDeveloper,
  requestIdHeader,
  signatureHeader,
  subgraphKey,
} from '../src/index.ts';

// What subgraphs in other languages are written by: the code here must say the same as the files.

const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../schemas', name), 'utf8'));

interface Vector {
  readonly derivations: readonly {
    readonly masterKey: string;
    readonly subgraph: string;
    readonly key: string;
    readonly keyId: string;
  }[];
  readonly subgraph: string;
  readonly keys: readonly string[];
  readonly cases: readonly {
    readonly name: string;
    readonly caller: Caller | null;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly now: number;
    readonly replayed: boolean;
    readonly accepted: boolean;
  }[];
}

describe('the test vector of the signature', () => {
  const { derivations, subgraph, keys, cases } = read('request-signature.json') as Vector;
  afterEach(() => vi.useRealTimers());

  it.each(derivations)('derives the key of $subgraph', ({ masterKey, subgraph: name, key, keyId: id }) => {
    expect([subgraphKey(masterKey, name), keyId(key)]).toEqual([key, id]);
    // HKDF of RFC 5869 by its two steps, for languages that have only HMAC.
    const hmac = (secret: string | Buffer, text: string) =>
      createHmac('sha256', secret).update(text).digest();
    const extracted = hmac(Buffer.alloc(32), masterKey);
    expect(hmac(extracted, `throughgate subgraph key 1\n${name}\x01`).toString('base64url')).toBe(key);
  });

  it.each(cases)('is what the hub verifies: $name', ({ caller, body, headers, now, replayed, accepted }) => {
    vi.useFakeTimers({ now });
    const [, token] = headers['authorization']?.split(' ') ?? [];
    const expected = accepted ? { ...caller, ...(token === undefined ? {} : { token }) } : undefined;
    for (const bytes of [body, Buffer.from(body)]) {
      const verify = createSignatureVerifier({ subgraph, keys });
      if (replayed) expect(verify(headers, bytes)).toBeDefined();
      expect(verify(headers, bytes)).toEqual(expected);
    }
  });

  it.each(cases.filter(({ accepted }) => accepted))(
    'is what the gateway signs: $name',
    ({ caller, body, headers }) => {
      const [, id, time, nonce] = headers[signatureHeader]?.split('.') ?? expect.fail();
      const key = keys.find((one) => keyId(one) === id) ?? expect.fail();
      vi.useFakeTimers({ now: Number(time) });
      const [, token] = headers['authorization']?.split(' ') ?? [];
      const asked: Caller = { ...(caller ?? expect.fail()), ...(token === undefined ? {} : { token }) };
      const requestId = headers[requestIdHeader] ?? expect.fail();
      const made = createSigner({ subgraphKey: key })({ subgraph, requestId, caller: asked, body });
      const own = made[signatureHeader]?.split('.') ?? [];
      expect({ ...made, [signatureHeader]: '' }).toEqual({ ...headers, [signatureHeader]: '' });
      expect(own.slice(0, 3)).toEqual(['v2', id, time]);
      expect(own[3]).not.toBe(nonce);
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
