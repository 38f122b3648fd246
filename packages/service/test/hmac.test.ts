import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacKey, hmacSha256 } from '../src/signature/hmac.ts';

// Held to Node's own HMAC, which is OpenSSL's.

const text = (maxLength: number) => fc.string({ unit: 'binary', maxLength });
const reference = (key: string, head: string, body: string | Buffer) =>
  createHmac('sha256', key).update(head).update(body).digest('base64url');

test('is HMAC-SHA256, whatever is signed by whatever key', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text(100), text(300), text(2_000), fc.boolean()), { minLength: 1, maxLength: 5 }),
      (signed) => {
        for (const [key, head, body, inBytes] of signed) {
          // As text goes over the wire: a lone surrogate is none.
          const [whole, rest] = [head.toWellFormed(), body.toWellFormed()];
          const given = inBytes ? Buffer.from(rest) : rest;
          expect(hmacSha256(hmacKey(key.toWellFormed()), whole, given)).toBe(
            reference(key.toWellFormed(), whole, given),
          );
        }
      },
    ),
  );
});

test.each([0, 1, 63, 64, 65, 20_000, 65_500, 65_536, 300_000])('a body of %i characters', (length) => {
  const key = hmacKey('k'.repeat(40));
  for (const letter of ['x', 'é', '鐵']) {
    const body = letter.repeat(length);
    const expected = reference('k'.repeat(40), 'head\n', body);
    expect([hmacSha256(key, 'head\n', body), hmacSha256(key, 'head\n', Buffer.from(body))]).toEqual([
      expected,
      expected,
    ]);
  }
});

test('a key longer than a block', () => {
  const key = 'long'.repeat(40);
  expect(hmacSha256(hmacKey(key), 'head', 'body')).toBe(reference(key, 'head', 'body'));
});
