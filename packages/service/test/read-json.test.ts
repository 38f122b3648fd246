import { describe, expect, test } from 'vitest';
import { BodyError, readJson } from '../src/index.ts';

const read = (bytes: Buffer | string, contentType?: string, coding?: string) =>
  readJson(
    {
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(coding === undefined ? {} : { 'content-encoding': coding }),
    },
    Buffer.from(bytes as string),
  );

/** The status of the refusal; `undefined` when the body is read. */
function refusal(...arguments_: Parameters<typeof read>): number | undefined {
  try {
    read(...arguments_);
    return undefined;
  } catch (error) {
    if (error instanceof BodyError) return error.statusCode;
    throw error;
  }
}

test('reads what there is of Unicode, raw and escaped, and a NUL that is escaped', () => {
  expect(read('["Renée", "\u{1F600}", "\\ud83d\\ude00", "\\\\ud83d", "\\u0000", "\uFFFD"]')).toEqual([
    'Renée',
    '\u{1F600}',
    '\u{1F600}',
    '\\ud83d',
    '\u0000',
    '\uFFFD',
  ]);
});

test('a byte order mark is dropped, and one within a text kept', () => {
  expect(read('\uFEFF["\uFEFF"]')).toEqual(['\uFEFF']);
});

test.each(['application/json', 'application/json;charset=UTF-8', 'application/json; v=1; charset="utf8"'])(
  'reads %s',
  (type) => expect(read('[]', type)).toEqual([]),
);

describe('refuses', () => {
  test.each([
    'iso-8859-1',
    'latin1',
    'windows-1252',
    'utf-16',
    'utf-16le',
    'utf-32',
    'us-ascii',
    'nonsense',
    '""',
  ])('the charset %s', (charset) => expect(refusal('[]', `application/json; charset=${charset}`)).toBe(415));

  test('a compressed body, and not one that says it is none', () => {
    expect(refusal('[]', 'application/json', 'gzip')).toBe(415);
    expect(refusal('[]', 'application/json', 'identity')).toBeUndefined();
  });

  test.each(Array.from({ length: 128 }, (_, index) => 128 + index))('the byte %i alone', (byte) => {
    expect(refusal(Buffer.from([0x22, byte, 0x22]))).toBe(400);
  });

  test.each([
    '',
    ' ',
    '{',
    '[1]]',
    "{'a':1}",
    '{"__proto__":1}',
    '{"constructor":{"prototype":1}}',
    'undefined',
  ])('the text %j', (text) => expect(refusal(text)).toBe(400));
});
