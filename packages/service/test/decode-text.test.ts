import { describe, expect, it } from 'vitest';
import { decodeText, UnreadableTextError } from '../src/decode-text.ts';

const text = 'type Query {\r\n  "Café, 🏠"\r\n  a: Int\r\n}\r\n';
const utf16 = (value: string, bigEndian = false) => {
  const bytes = Buffer.from(value, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('the bytes of a file', () => {
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as PowerShell writes it', utf16(`\uFEFF${text}`)],
    ['UTF-16, big-endian', utf16(`\uFEFF${text}`, true)],
  ])('are read as %s', (_name, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it('are read when there are none', () => {
    expect(decodeText(new Uint8Array())).toBe('');
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['UTF-16 without a mark', utf16(text), /^is UTF-16 without a byte order mark; save it as UTF-8$/],
    ['UTF-16 without a mark, big-endian', utf16(text, true), /^is UTF-16 without/],
    ['UTF-16 cut off', utf16(`\uFEFF${text}`).subarray(0, 9), /^is UTF-16 with bytes that are none; save/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x74, 0, 0, 0]), /^is UTF-32; save/],
    [
      'Latin-1',
      Buffer.from(text.replace(', 🏠', ''), 'latin1'),
      /^is not UTF-8: the byte 0xE9 at line 2, column 7 .*save/,
    ],
    ['UTF-8 cut off', Buffer.from('aé').subarray(0, 2), /^is not UTF-8: the byte 0xC3 at line 1, column 2/],
    ['text with NUL', Buffer.from('a\nbc\0d'), /^is no text: it has a character NUL at line 2, column 3$/],
  ])('are refused as %s', (_name, bytes, message) => {
    expect(() => decodeText(bytes)).toThrow(UnreadableTextError);
    expect(() => decodeText(bytes)).toThrow(message);
  });
});
