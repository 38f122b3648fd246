import { expect, test } from 'vitest';
import { callDigest } from '../src/files/call-digest.ts';

const input = {
  crn: 'X000001',
  at: '2026-10-01T09:15:00.000Z',
  note: null,
  person: { forename: 'Ann', middle: null },
};

test.each<[string, object]>([
  [
    'fields in another order',
    { person: { middle: null, forename: 'Ann' }, note: null, at: input.at, crn: 'X000001' },
  ],
  ['an optional field left out', { crn: 'X000001', at: input.at, person: { forename: 'Ann', middle: null } }],
  ['one left out within', { ...input, person: { forename: 'Ann' } }],
  ['one undefined', { ...input, note: undefined }],
])('the same call with %s has the same digest', (_, other) => {
  expect(callDigest(other)).toBe(callDigest(input));
});

test.each<[string, object]>([
  ['another value', { ...input, crn: 'X000002' }],
  ['a value more', { ...input, note: 'x' }],
  ['an empty text', { ...input, note: '' }],
  ['false', { ...input, note: false }],
  ['a part less', { crn: 'X000001', at: input.at, note: null }],
  ['a value in another field', { ...input, person: { surname: 'Ann' } }],
])('a call with %s has another', (_, other) => {
  expect(callDigest(other)).not.toBe(callDigest(input));
});

test('the order of a list counts, and a null in it', () => {
  const digests = [['a', 'b'], ['b', 'a'], ['a', null], ['a'], [null, 'a']].map((list) =>
    callDigest({ list }),
  );
  expect(new Set(digests).size).toBe(5);
});
