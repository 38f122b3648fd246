import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptedForms,
  identifierReadings,
  makeCrn,
  makeCro,
  makeNino,
  makePnc,
  makePrisonerNumber,
  makeReferenceNumber,
  makeUln,
  parseIdentifier,
} from '../src/index.ts';

const likeliest = (text: string, year?: number) => identifierReadings(text, year)[0];

const vectors: { type: 'PNC' | 'CRO'; value: string; valid: string }[] = parse(
  readFileSync(join(import.meta.dirname, 'identifier_test_vectors.csv')),
  { columns: true },
);

describe('the vectors of hmpps-person-record', () => {
  test.each(vectors)('$type $value is valid: $valid', ({ type, value, valid }) => {
    const kind = type === 'PNC' ? 'pnc' : 'cro';
    expect(likeliest(value)).toEqual(valid === 'true' ? { kind, value } : undefined);
  });
  test('are all there', () => expect(vectors).toHaveLength(11));
});

describe('what people type is recognised and written in one way', () => {
  test.each([
    ['x123456', 'crn', 'X123456'],
    [' X 12 34 56 ', 'crn', 'X123456'],
    ['ab123456', 'crn', 'AB123456'],
    ['a1234bc', 'prisonerNumber', 'A1234BC'],
    ['nc 12 34 56 a', 'nino', 'NC123456A'],
    ['js8762ed', 'referenceNumber', 'JS8762ED'],
    ['1000000418', 'uln', '1000000418'],
    ['79/163001b', 'pnc', '1979/0163001B'],
    ['79163001B', 'pnc', '1979/0163001B'],
    ['19790163001B', 'pnc', '1979/0163001B'],
    ['00/223R', 'pnc', '2000/0000223R'],
    ['65656/91h', 'cro', '065656/91H'],
    ['sf 05/482703j', 'cro', 'SF05/482703J'],
  ])('%s is a %s, %s', (text, kind, value) => {
    expect(likeliest(text, 2026)).toEqual({ kind, value });
  });
});

test.each([
  ['nothing', ''],
  ['a name', 'John Smith'],
  ['a prefix of fakes', 'QQ123456C'],
  ['a prefix that is not used', 'BG123456A'],
  ['a wrong check letter', '1979/0163001C'],
  ['a ULN with a wrong check digit', '1000000417'],
  ['the temporary ULN', '9999999999'],
  ['a year of three digits', '979/0163001B'],
  ['SQL', "X123456'; DROP TABLE"],
])('%s is no identifier: %s', (_what, text) => {
  expect(likeliest(text)).toBeUndefined();
});

test('a two-digit year above the current one lies in the last century', () => {
  const digits = makePnc(1926, 1).slice(5);
  expect(likeliest(`26/${digits}`, 2026)?.value).toBe(`2026/${digits}`);
  expect(likeliest(`26/${digits}`, 2025)?.value).toBe(`1926/${digits}`);
});

test('a text that fits the PNC and the CRO form is told apart by its check letter', () => {
  const cro = makeCro(1998, 12);
  expect(likeliest(`12/98${cro.at(-1)}`)).toEqual({ kind: 'cro', value: cro });
  expect(parseIdentifier('pnc', cro)).toBeUndefined();
});

test('every example in the list of accepted forms is accepted', () => {
  const examples = acceptedForms.map((form) => form.split(', as ')[1] ?? '');
  const kinds = examples.map((example) => likeliest(example)?.kind);
  expect(new Set(kinds)).toEqual(
    new Set(['crn', 'prisonerNumber', 'nino', 'referenceNumber', 'uln', 'pnc', 'cro']),
  );
});

const year = fc.integer({ min: 1950, max: 2026 });
const serial = (max: number) => fc.integer({ min: 0, max });

test.each([
  ['crn', serial(999_999).map((n) => makeCrn(n))],
  ['prisonerNumber', serial(6_759_999).map((n) => makePrisonerNumber(n))],
  ['nino', serial(999_999).map(makeNino)],
  ['pnc', fc.tuple(year, serial(9_999_999)).map(([y, n]) => makePnc(y, n))],
  ['cro', fc.tuple(year, serial(999_999)).map(([y, n]) => makeCro(y, n))],
  ['uln', serial(9_999_999).map(makeUln)],
  ['referenceNumber', serial(3_999_999).map((n) => makeReferenceNumber(n, 'ED'))],
])('every made %s is recognised as one, and its canonical form is itself', (kind, made) => {
  fc.assert(
    fc.property(made, (value) => {
      expect(likeliest(value, 2026)).toEqual({ kind, value });
    }),
  );
});

test('different serials make different identifiers, and one out of range is refused', () => {
  for (const make of [makeCrn, makePrisonerNumber, makeNino, makeUln]) {
    fc.assert(fc.property(serial(999_999), serial(999_999), (a, b) => (make(a) === make(b)) === (a === b)));
    expect(() => make(-1)).toThrow(RangeError);
    expect(() => make(10_000_000)).toThrow(RangeError);
  }
});

test('one mistyped digit spoils a PNC number', () => {
  fc.assert(
    fc.property(serial(9_999_999), fc.nat(6), fc.integer({ min: 1, max: 9 }), (n, at, shift) => {
      const digits = String(n).padStart(7, '0');
      const changed = digits.slice(0, at) + ((Number(digits[at]) + shift) % 10) + digits.slice(at + 1);
      const letter = makePnc(1980, n).at(-1);
      expect(parseIdentifier('pnc', `1980/${changed}${letter}`)).toBeUndefined();
    }),
  );
});

describe('a text that can mean several identifiers is read as each', () => {
  test('a National Insurance number without its last letter, and a CRN of two letters', () => {
    expect(identifierReadings('nc 141421')).toEqual([
      { kind: 'crn', value: 'NC141421' },
      ...['A', 'B', 'C', 'D'].map((suffix) => ({ kind: 'nino', value: `NC141421${suffix}` })),
    ]);
  });
  test('two letters that begin no National Insurance number are a CRN alone', () => {
    expect(identifierReadings('QQ123456')).toEqual([{ kind: 'crn', value: 'QQ123456' }]);
  });
  test('a record without the last letter names nobody', () => {
    expect(parseIdentifier('nino', 'NC141421')).toBeUndefined();
  });
});
